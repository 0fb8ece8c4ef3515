/** The language that a person speaks, kept in this browser from one request to the next. */
import type { Context, Language } from "../context";
import { remember, remembered } from "../remembered";

export function usualLanguage({ language, languages }: Pick<Context, "language" | "languages">): Language {
  const kept = remembered("speaks", "");
  const spoken = [kept, language].find((wanted) => languages.some(({ code }) => code === wanted));
  return spoken ?? languages[0]?.code ?? language;
}

export function keepLanguage(language: Language): void {
  remember("speaks", language);
}
