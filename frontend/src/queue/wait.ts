/** How long somebody in the queue waits, and where they stand. */
import type { PlaceDocument, SpeakerDocument } from "../api/documents";
import { gettext, interpolate, ngettext, numberText } from "../i18n";
import { speakersClock } from "../speaking/speaking-time";

/** Seconds until somebody in the queue may expect the floor: those ahead of them, and what the speaker has left. */
export function expectedWait(place: PlaceDocument, speaker: SpeakerDocument | null, now: number): number {
  return place.wait_seconds + (speaker ? Math.max(0, speakersClock(speaker, now).remaining) : 0);
}

/** "in about 6 minutes". */
export function waitText(seconds: number): string {
  if (seconds < 60) return gettext("in less than a minute");
  const minutes = Math.round(seconds / 60);
  return interpolate(ngettext("in about one minute", "in about %(count)s minutes", minutes), {
    count: numberText(minutes),
  });
}

/** "Place 3 in the queue". */
export function placeText(position: number): string {
  if (position === 1) return gettext("First on the list of speakers");
  return interpolate(gettext("Place %(position)s on the list of speakers"), { position: numberText(position) });
}
