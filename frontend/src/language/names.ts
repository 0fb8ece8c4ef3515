/** Names of languages, each in itself, and of what can be heard. */
import type { Context, Language } from "../context";
import { pgettext } from "../i18n";
import type { Heard } from "../meeting";

/** A language by its own name. */
export function languageName(language: string, context: Pick<Context, "languages">): string {
  return context.languages.find(({ code }) => code === language)?.name ?? language;
}

const spelled = new Map<Language, Intl.DisplayNames>();

/** A language by the reader's name for it: in a sentence, and for those who have it read aloud. */
export function languageInWords(language: string, { language: reader }: Pick<Context, "language">): string {
  const names = spelled.get(reader) ?? new Intl.DisplayNames([reader], { type: "language" });
  spelled.set(reader, names);
  return names.of(language) ?? language;
}

/** What can be heard: the floor, or a language by its own name. */
export function heardName(heard: Heard, context: Pick<Context, "languages">): string {
  return heard === "floor" ? pgettext("what one listens to", "Floor") : languageName(heard, context);
}

/** The same in a sentence: a language by the reader's name for it. */
export function heardInWords(heard: Heard, context: Pick<Context, "language" | "languages">): string {
  return heard === "floor" ? heardName(heard, context) : languageInWords(heard, context);
}
