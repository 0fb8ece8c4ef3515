/** The speaker's green light, which waits for interpretation of what was said before (rule 55). */
import type { SpeakerDocument } from "../api/documents";
import type { Language } from "../context";

/**
 * The languages for whose interpretation the light waits; none where it does not.
 *
 * @param now the server's time in milliseconds since 1970
 */
export function lightWaits(speaker: Pick<SpeakerDocument, "waits"> | null, now: number): readonly Language[] {
  const waits = speaker?.waits;
  return waits && Date.parse(waits.until) > now ? waits.channels : [];
}
