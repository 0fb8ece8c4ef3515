/** What can be heard in a sitting: the floor, and its languages where there are several. */
import type { Context } from "../context";
import type { Heard } from "../meeting";

/** Choices in the order of the languages; where all speak one language there is no channel beside the floor. */
export function heardChoices({ languages }: Pick<Context, "languages">): Heard[] {
  return ["floor", ...(languages.length > 1 ? languages.map(({ code }) => code) : [])];
}

/** What is chosen here: a language that was kept from another sitting may have no channel in this one. */
export function heardHere(heard: Heard, context: Pick<Context, "languages">): Heard {
  return heardChoices(context).includes(heard) ? heard : "floor";
}

/** The key of a choice: there is one for each of the first nine. */
export function choiceKey(index: number): string | undefined {
  return index < 9 ? String(index + 1) : undefined;
}

/** Choices with their keys, for those that have one; none where nothing is to choose. */
export function heardKeys(context: Pick<Context, "languages">): { heard: Heard; key: string }[] {
  const choices = heardChoices(context);
  if (choices.length < 2) return [];
  return choices.flatMap((heard, index) => {
    const key = choiceKey(index);
    return key === undefined ? [] : [{ heard, key }];
  });
}
