/** Who presides asks whether there is any objection: how much time is left to answer. */
import type { QuestionDocument } from "../api/documents";

/**
 * Whole seconds in which an objection is still waited for; 0 once they may close the item.
 *
 * @param now the server's time in milliseconds since 1970
 */
export function secondsLeft({ until }: Pick<QuestionDocument, "until">, now: number): number {
  return Math.max(0, Math.ceil((Date.parse(until) - now) / 1000));
}

/** For how many seconds they ask. */
export function secondsAsked({ asked_at, until }: Pick<QuestionDocument, "asked_at" | "until">): number {
  return Math.round((Date.parse(until) - Date.parse(asked_at)) / 1000);
}
