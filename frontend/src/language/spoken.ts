/** The language that a person speaks, kept in this browser from one request to the next. */
import type { Context, Language } from "../context";
import { remember, remembered } from "../remembered";

export function usualLanguage({ language, languages }: Pick<Context, "language" | "languages">): Language {
  const kept = remembered("speaks", "");
  return languages.find(({ code }) => code === kept)?.code ?? language;
}

export function keepLanguage(language: Language): void {
  remember("speaks", language);
}
