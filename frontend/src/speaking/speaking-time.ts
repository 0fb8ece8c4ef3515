/** A speaker's time (rule 10): how much is gone, how much is left, and when to warn. It never ends a turn. */
import type { SpeakerDocument } from "../api/documents";
import { WARN_BEFORE_SECONDS } from "../api/vocabulary";

export interface SpeakersClock {
  /** Whole seconds since they could be heard; 0 before. */
  elapsed: number;
  allotted: number;
  /** Negative when over. */
  remaining: number;
  state: "waiting" | "in_time" | "nearly_over" | "over_time";
}

/**
 * What a speaker's clock says.
 *
 * @param now the server's time in milliseconds since 1970
 */
export function speakersClock(
  { since, seconds }: Pick<SpeakerDocument, "since" | "seconds">,
  now: number,
): SpeakersClock {
  if (since === null) return { elapsed: 0, allotted: seconds, remaining: seconds, state: "waiting" };
  const elapsed = Math.max(0, Math.floor((now - Date.parse(since)) / 1000));
  const remaining = seconds - elapsed;
  const state = remaining < 0 ? "over_time" : remaining <= WARN_BEFORE_SECONDS ? "nearly_over" : "in_time";
  return { elapsed, allotted: seconds, remaining, state };
}
