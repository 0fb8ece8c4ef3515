/** The language that a person speaks, kept in this browser from one request to the next. */
import type { Context, Language } from "../context";

const KEY = "hemicycle.speaks";

export function usualLanguage({ language, languages }: Pick<Context, "language" | "languages">): Language {
  const kept = localStorage.getItem(KEY);
  return languages.find(({ code }) => code === kept)?.code ?? language;
}

export function keepLanguage(language: Language): void {
  localStorage.setItem(KEY, language);
}
