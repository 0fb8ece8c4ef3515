/** What a booth hears, and what is said of it (rule 53). */
import type { BoothsDocument, HearsDocument } from "../api/documents";
import type { Context, Language } from "../context";
import { gettext, interpolate } from "../i18n";
import { languageInWords } from "../language/names";
import type { Heard } from "../meeting";

/** What the booth of a language is to hear; null before the first document, and in no booth. */
export function hearsOf(booths: BoothsDocument | null, language: Language | null): HearsDocument | null {
  return booths?.booths.find((booth) => booth.language === language)?.hears ?? null;
}

/** The choice that this is: the floor also where nobody relays to the booth. */
export function byItself({ source, pivot }: HearsDocument): Heard {
  return source === "booth" ? pivot : "floor";
}

/** In a sentence; empty where the booth hears the floor and works from it. */
export function hearsInWords(hears: HearsDocument, context: Pick<Context, "language">): string {
  const { source, pivot, deputy, relays } = hears;
  if (source === "own") return gettext("The floor speaks the language of your booth.");
  if (source === "none")
    return gettext("No booth relays from a language that your booth works from: you hear the floor.");
  if (source === "floor") return "";
  const facts = { pivot: languageInWords(pivot, context), deputy: languageInWords(deputy || pivot, context) };
  if (relays > 1) {
    return deputy
      ? interpolate(gettext("Relay from %(pivot)s, itself on relay. Deputy: %(deputy)s."), facts)
      : interpolate(gettext("Relay from %(pivot)s, itself on relay. No deputy."), facts);
  }
  return deputy
    ? interpolate(gettext("Relay from %(pivot)s. Deputy: %(deputy)s."), facts)
    : interpolate(gettext("Relay from %(pivot)s. No deputy."), facts);
}
