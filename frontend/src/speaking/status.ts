/** What a person is told about their own speaking: one state, in words and a colour. */
import type { LastTurn } from "../api/documents";
import { durationText, gettext, interpolate, listText } from "../i18n";
import type { Meeting } from "../meeting";
import { failureText } from "./failures";

export interface SpeakingStatus {
  kind: "next" | "wait" | "live" | "stop";
  title: string;
  text: string;
}

/** Milliseconds for which a person is told that their turn is over. */
const TOLD = 20_000;

/**
 * Nothing where the person neither speaks nor is next; a floor that failed is told by `failedTurn`.
 *
 * @param waits names of the languages for whose interpretation their light waits; empty where it does not
 */
export function speakingStatus(
  { state, cause }: Pick<Meeting["speaking"], "state" | "cause">,
  waits: readonly string[] = [],
): SpeakingStatus | null {
  if (waits.length > 0 && (state === "live" || state === "connecting")) return waitingStatus(waits);
  switch (state) {
    case "idle":
      return null;
    case "warming":
      return { kind: "wait", title: gettext("You are next"), text: gettext("Opening your microphone and camera.") };
    case "ready":
      return {
        kind: "next",
        title: gettext("You are next"),
        text: gettext("Everything is ready. No one hears you until you are given the floor."),
      };
    case "confirm":
      return {
        kind: "next",
        title: gettext("You have the floor"),
        text: gettext("No one hears you yet: you asked to confirm first."),
      };
    case "connecting":
      return {
        kind: "wait",
        title: gettext("You have the floor"),
        text: gettext("Connecting. Wait for the green light."),
      };
    case "live":
      return { kind: "live", title: gettext("You are heard"), text: gettext("Speak now. Your microphone is open.") };
    case "muted":
      return {
        kind: "stop",
        title: gettext("You are muted"),
        text: gettext("The presiding officer muted you. You keep the floor: wait until you are heard again."),
      };
    case "failed": {
      const { what, mend } = failureText(cause);
      return { kind: "stop", title: what, text: mend };
    }
  }
}

function waitingStatus(languages: readonly string[]): SpeakingStatus {
  return {
    kind: "wait",
    title: gettext("You have the floor"),
    text: interpolate(
      gettext("The previous statement is still being interpreted: %(languages)s. Wait for the green light."),
      { languages: listText(languages) },
    ),
  };
}

/** The person's own turn that failed just before, until the next turn ends. */
export function failedTurn({
  context,
  documents,
}: Pick<Meeting, "context" | "documents">): (SpeakingStatus & { turn: number }) | null {
  const last = documents.turn?.last;
  if (last?.state !== "failed" || last.registration !== context.me.registration) return null;
  const { what, again } = failureText(last.cause);
  return { kind: "stop", title: what, text: again, turn: last.turn };
}

/** The person's own turn that ended just before, with how long they spoke. */
export function endedTurn({
  context,
  documents,
  now,
}: Pick<Meeting, "context" | "documents" | "now">): (SpeakingStatus & { turn: number }) | null {
  const last = documents.turn?.last;
  if (last?.state !== "ended" || last.registration !== context.me.registration) return null;
  if (now - Date.parse(last.at) > TOLD) return null;
  const silent = gettext("Your microphone is off: no one hears you.");
  const spoke = spokeText(last, durationText);
  return {
    kind: "next",
    title: gettext("Your turn is over"),
    text: spoke ? `${spoke} ${silent}` : silent,
    turn: last.turn,
  };
}

/**
 * "You spoke for 3:12; 3:00 were foreseen."; empty where they were never heard.
 *
 * @param duration how seconds are written
 */
export function spokeText(
  { spoke_seconds, seconds }: Pick<LastTurn, "spoke_seconds" | "seconds">,
  duration: (seconds: number) => string,
): string {
  if (!spoke_seconds) return "";
  return interpolate(gettext("You spoke for %(time)s; %(allotted)s were foreseen."), {
    time: duration(spoke_seconds),
    allotted: duration(seconds),
  });
}
