/** The speaker's green light, which waits for interpretation of what was said before (rule 55). */
import type { SpeakerDocument } from "../api/documents";
import type { Language } from "../context";

export interface LightWaits {
  /** Whose interpreters still speak. */
  channels: readonly Language[];
  /** Whole seconds that it waits at most, from now. */
  seconds: number;
}

/**
 * For what the light waits; null where it does not.
 *
 * @param now the server's time in milliseconds since 1970
 */
export function lightWaits(speaker: Pick<SpeakerDocument, "waits"> | null, now: number): LightWaits | null {
  if (!speaker?.waits) return null;
  const left = Date.parse(speaker.waits.until) - now;
  return left > 0 ? { channels: speaker.waits.channels, seconds: Math.ceil(left / 1000) } : null;
}
