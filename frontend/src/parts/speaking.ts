/** A speaker's time (rule 10): how much is gone, how much is left, and when to warn. It never ends a turn. */
import { gettext, interpolate, ngettext, numberText } from "../i18n";
import type { PlaceDocument, SpeakerDocument } from "../state/documents";

/** Of rules/speaking_time.py. */
const WARN_BEFORE_SECONDS = 30;

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
  if (position === 1) return gettext("First in the queue");
  return interpolate(gettext("Place %(position)s in the queue"), { position: numberText(position) });
}

interface Failure {
  what: string;
  /** What to do while there is time to mend it. */
  mend: string;
  /** What to do once the floor has gone on. */
  again: string;
}

/** Why somebody's speaking failed, and what to do. */
export function failureText(cause: string): Failure {
  switch (cause) {
    case "no_device":
      return {
        what: gettext("No microphone can be used"),
        mend: gettext("Plug one in, or choose another under Help, and try again. Your place is kept."),
        again: gettext("Plug one in, or choose another under Help, and ask for the floor again."),
      };
    case "permission_denied":
      return {
        what: gettext("The browser does not let this page use your microphone"),
        mend: gettext("Allow it at the sign beside the address of this page, and try again. Your place is kept."),
        again: gettext("Allow it at the sign beside the address of this page, and ask for the floor again."),
      };
    case "network":
      return {
        what: gettext("Your sound does not reach the meeting"),
        mend: gettext("A cable instead of Wi-Fi, or another network, often helps. Your place is kept."),
        again: gettext("A cable instead of Wi-Fi, or another network, often helps. Then ask for the floor again."),
      };
    case "timed_out":
      return {
        what: gettext("The connection took too long"),
        mend: gettext("Try again. The technicians, under Help, can look at your connection."),
        again: gettext("Ask for the floor again. The technicians, under Help, can look at your connection."),
      };
    default:
      return {
        what: gettext("You could not be connected"),
        mend: gettext("Try again. The technicians, under Help, can look at your connection."),
        again: gettext("Ask for the floor again. The technicians, under Help, can look at your connection."),
      };
  }
}
