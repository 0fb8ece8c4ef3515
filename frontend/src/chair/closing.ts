/** How the open item may be closed now, and why not otherwise; the server decides (rules 26 to 31). */
import { OUTCOMES, type Outcome } from "../api/vocabulary";
import { deferringPosition, sentence } from "../conclusion/positions";
import { secondsLeft } from "../conclusion/question";
import { proposed } from "../conclusion/text";
import { durationText, gettext, interpolate } from "../i18n";
import type { Meeting } from "../meeting";

export type Ending = Outcome | "";

/** Without an outcome the item is only interrupted, and can be taken up again. */
export const ENDINGS: readonly Ending[] = [...OUTCOMES, ""];

type Seen = Pick<Meeting, "context" | "documents" | "now">;

function notConcluded(meeting: Seen): string {
  const { conclusion } = meeting.documents;
  if (!conclusion || !proposed(meeting)) return gettext("No conclusion is proposed.");
  const against = deferred(meeting);
  if (against) return against;
  if (conclusion.asked_until === null) return gettext("Ask first whether there is any objection.");
  const left = secondsLeft({ until: conclusion.asked_until }, meeting.now);
  return left === 0 ? "" : interpolate(gettext("Time for objections: %(time)s left."), { time: durationText(left) });
}

/** Who keeps the item from ending otherwise than deferred, in words; empty where nobody does. */
function deferred(meeting: Seen): string {
  const cause = deferringPosition(meeting);
  if (!cause) return "";
  return interpolate(gettext("%(position)s The item can only be deferred."), {
    position: sentence(cause, meeting.context),
  });
}

function notNoted(meeting: Seen): string {
  if (meeting.documents.conclusion?.noted === false) return gettext("Something is proposed under this item.");
  return deferred(meeting);
}

/** Why the item cannot be closed so now; empty where it can. */
export function whyNot(ending: Ending, meeting: Seen): string {
  switch (ending) {
    case "proposed_conclusion":
      return notConcluded(meeting);
    case "noted":
      return notNoted(meeting);
    case "deferred":
    case "":
      return "";
    default:
      return ending satisfies never;
  }
}

/** How it ends as things are, which is chosen at first; null where that is still open. */
export function properEnding(meeting: Seen): Ending | null {
  if (deferringPosition(meeting)) return "deferred";
  return (["proposed_conclusion", "noted"] as const).find((one) => whyNot(one, meeting) === "") ?? null;
}

/** Who presides gives the reason where no Member has asked for it. */
export function needsReason(ending: Ending | null, meeting: Pick<Meeting, "documents">): boolean {
  return ending === "deferred" && deferringPosition(meeting) === null;
}
