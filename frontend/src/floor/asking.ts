/** Whether a person may ask for the floor now, as far as this page knows; the server decides (rules 1, 4, 7, 9, 11). */
import type { PlaceDocument } from "../api/documents";
import { MOTIONS, type Motion, type RefusalCode, type SittingState } from "../api/vocabulary";
import { gettext } from "../i18n";
import type { Meeting } from "../meeting";
import { needsOverride } from "../queue/line";
import { motionName } from "../queue/motions";

export type Asking =
  /** Speaks for nobody: a role beside the classes. */
  | { state: "never" }
  | { state: "can" }
  | { state: "waits"; place: PlaceDocument }
  | { state: "holds" }
  | { state: "cannot"; code: CannotAsk };

/** Where the sitting is, what the server would refuse with, or nothing known yet. */
export type CannotAsk =
  | Exclude<SittingState, "open">
  | Extract<RefusalCode, "list_closed" | "times_spent">
  /** Of who represents no Member. */
  | "own_times_spent"
  | "loading";

type Seen = Pick<Meeting, "context" | "documents" | "alone">;

/** Why nobody may ask now; empty when the sitting is open. */
function notOpen({ documents }: Seen): Exclude<CannotAsk, RefusalCode | "own_times_spent"> | "" {
  const state = documents.sitting?.state;
  return state === undefined ? "loading" : state === "open" ? "" : state;
}

/** The places of this person, in order: one on the list, and one for a point of order beside it (rule 7). */
export function ownPlaces({ context, documents }: Seen): PlaceDocument[] {
  return documents.queue?.places.filter(({ who }) => who.registration === context.me.registration) ?? [];
}

export function asking(meeting: Seen): Asking {
  const { me } = meeting.context;
  const { queue, turn } = meeting.documents;
  if (!me.may.includes("floor.ask")) return { state: "never" };
  if (turn?.speaker?.who.registration === me.registration) return { state: "holds" };
  const place = ownPlaces(meeting).find(({ motion }) => motion === "");
  if (place) return { state: "waits", place };
  const code = notOpen(meeting);
  if (code) return { state: "cannot", code };
  if (!queue) return { state: "cannot", code: "loading" };
  if (!queue.list_open) return { state: "cannot", code: "list_closed" };
  if (needsOverride(me, queue)) {
    return { state: "cannot", code: me.member === null ? "own_times_spent" : "times_spent" };
  }
  return { state: "can" };
}

/** What this person may move, as its class may; who may raise no point of order may still reply (rules 43 and 44). */
export function motionsOf({ context: { me }, alone }: Pick<Meeting, "context" | "alone">): Motion[] {
  if (alone || !me.may.includes("floor.ask")) return [];
  return MOTIONS.filter((motion) => motion === "right_of_reply" || me.may.includes("floor.point_of_order"));
}

/** Motions are taken with a closed list too; a place on the list stays beside one. */
export function moving(meeting: Seen): Asking {
  if (motionsOf(meeting).length === 0) return { state: "never" };
  const now = asking(meeting);
  if (now.state === "holds") return now;
  const place = ownPlaces(meeting).find(({ motion }) => motion !== "");
  if (place) return { state: "waits", place };
  const code = notOpen(meeting);
  return code ? { state: "cannot", code } : { state: "can" };
}

/** The words of the button that raises one. */
export function movingText(motions: readonly Motion[]): string {
  const [only, ...more] = motions;
  return only && more.length === 0 ? motionName(only) : gettext("Point of order, motion");
}

/** Why one cannot ask, in words. */
export function cannotAskText(code: CannotAsk): string {
  switch (code) {
    case "planned":
      return gettext("The sitting is not open yet.");
    case "suspended":
      return gettext("The sitting is suspended. You can ask when it resumes.");
    case "ended":
      return gettext("The sitting has ended.");
    case "list_closed":
      return gettext("The presiding officer closed the list of speakers.");
    case "times_spent":
      return gettext("Your delegation has spoken on this item as often as it may.");
    case "own_times_spent":
      return gettext("You have spoken on this item as often as you may.");
    case "loading":
      return gettext("Loading the sitting");
    default:
      return code satisfies never;
  }
}
