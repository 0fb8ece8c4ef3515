/** Names of people, Members and capacities in the reader's language. */
import type { Who } from "../api/documents";
import type { Capacity, Context, Language } from "../context";
import { isolated, pgettext } from "../i18n";

function capacityOf(key: string, { capacities }: Pick<Context, "capacities">): Capacity | undefined {
  return capacities.find((capacity) => capacity.key === key);
}

/** A class or role; what there is no longer goes by its key. */
export function capacityName(key: string, context: Pick<Context, "capacities">): string {
  return capacityOf(key, context)?.name ?? key;
}

/** Heading of a list of everybody of one class or role. */
export function capacityGroup(key: string, context: Pick<Context, "capacities">): string {
  return capacityOf(key, context)?.group ?? key;
}

/** Whether the floor may be given to somebody of this class or role. */
export function speaks(key: string, context: Pick<Context, "capacities">): boolean {
  return capacityOf(key, context)?.speaks ?? false;
}

/** What stands behind somebody's name: their Member, or their class or role where they speak for none. */
export function standsFor(who: Who, context: Pick<Context, "members" | "capacities">): string {
  if (who.member === null) return capacityName(who.capacity, context);
  return context.members[who.member] ?? who.member;
}

/** A name, of a language whose voice can read it. */
interface Named {
  text: string;
  lang: Language | undefined;
}

/** How lists have somebody: by their Member and then their name, or by their name and then their class or role. */
export function asListed(who: Who, context: Pick<Context, "members" | "capacities">): { first: Named; second: Named } {
  const own = { text: who.name, lang: nameLanguage(who.name) };
  const other = { text: standsFor(who, context), lang: undefined };
  return who.member === null ? { first: own, second: other } : { first: other, second: own };
}

/** A name cut after a whole word where it is longer than `longest` characters; what it stands for is never cut. */
export function shortened(name: string, longest: number): string {
  if (name.length <= longest) return name;
  // By what a reader takes for one character: an accent is not cut off its letter.
  const letters = Array.from(new Intl.Segmenter().segment(name), ({ segment }) => segment);
  const cut = letters.slice(0, longest).join("");
  const space = cut.lastIndexOf(" ");
  return `${space > longest / 2 ? cut.slice(0, space) : cut}…`;
}

const SCRIPTS: readonly [Language, RegExp][] = [
  ["ar", /\p{Script=Arabic}/gu],
  ["zh", /\p{Script=Han}/gu],
  ["ru", /\p{Script=Cyrillic}/gu],
];

/**
 * A language whose voice can read a name aloud, by the script of most of its letters; nothing for a Latin one, which
 * every voice reads.
 */
export function nameLanguage(name: string): Language | undefined {
  const letters = name.match(/\p{Letter}/gu)?.length ?? 0;
  return SCRIPTS.find(([, script]) => (name.match(script)?.length ?? 0) * 2 > letters)?.[0];
}

/** Between a name and what it stands for; some scripts have a comma of their own. */
export function comma(): string {
  return pgettext("between a name and a country", ", ");
}

/** "Ms. Elena Duarte, Argentina", for places that hold only text. */
export function whoText(who: Who, context: Pick<Context, "members" | "capacities">): string {
  return `${isolated(who.name)}${comma()}${isolated(standsFor(who, context))}`;
}
