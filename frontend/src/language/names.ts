/** Names of languages, each in itself, and of what can be heard. */
import type { Context } from "../context";
import { pgettext } from "../i18n";
import type { Heard } from "../meeting";

/** A language by its own name. */
export function languageName(language: string, context: Pick<Context, "languages">): string {
  return context.languages.find(({ code }) => code === language)?.name ?? language;
}

/** What can be heard: the floor, or a language by its own name. */
export function heardName(heard: Heard, context: Pick<Context, "languages">): string {
  return heard === "floor" ? pgettext("what one listens to", "Floor") : languageName(heard, context);
}
