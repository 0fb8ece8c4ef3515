/** What a person may say on record now, as far as this page knows; the server decides (rules 28 to 31). */
import type { PositionDocument } from "../api/documents";
import type { Action, PositionKind } from "../api/vocabulary";
import type { CommandArguments } from "../api/commands";
import { aboutText, KINDS, ownPositions } from "../conclusion/positions";
import { proposed } from "../conclusion/text";
import type { Me } from "../context";
import { gettext } from "../i18n";
import type { Meeting } from "../meeting";

type Seen = Pick<Meeting, "context" | "documents">;

export type Deferral = CommandArguments["position.defer"]["kind"];
type Stated = CommandArguments["position.state"]["kind"];

export const DEFERRALS: readonly Deferral[] = ["defer_conclusion", "defer_document", "suspend_debate"];

const isDeferral = (kind: PositionKind): kind is Deferral => (DEFERRALS as readonly PositionKind[]).includes(kind);

/** Whether somebody may say anything on record at all: a delegate, of a class that may. */
export function takesPositions({ may }: Pick<Me, "may">): boolean {
  return (["position.object", "position.defer", "position.state"] as const).some((action) => may.includes(action));
}

/** What a class must permit. A reservation, like an objection, says that a Member does not go along. */
function required(kind: PositionKind): Action[] {
  if (isDeferral(kind)) return ["position.defer"];
  if (kind === "objection") return ["position.object"];
  return kind === "reservation" ? ["position.state", "position.object"] : ["position.state", "floor.ask"];
}

/** What this person may say on record while the item is as it is: of a text, where there is one. */
export function kindsNow({ context, documents }: Seen): PositionKind[] {
  if (!documents.items?.open || documents.conclusion?.item !== documents.items.open) return [];
  const text = proposed({ documents }) !== null;
  const own = ownPositions({ context, documents }).map(({ kind }) => kind);
  return KINDS.filter(
    (kind) =>
      required(kind).every((action) => context.me.may.includes(action)) &&
      (text || !aboutText(kind)) &&
      // Reservations and statements may be several.
      (kind === "reservation" || kind === "statement" || !own.includes(kind)),
  );
}

/** Why an objection of this person changes nothing but the record; empty where it defers the item (rules 30 and 31). */
export function recordedOnly({ context, documents }: Seen): string {
  if (!context.me.may.includes("position.defer")) {
    return gettext("An objection of your participation class changes nothing else.");
  }
  if (documents.conclusion?.objections_stop === false) {
    return gettext(
      "In this consultation an objection changes nothing else. To have the item deferred, ask for deferral.",
    );
  }
  return "";
}

export interface Stating {
  /** Of their Member, and not withdrawn. */
  objection: PositionDocument | undefined;
  deferral: PositionDocument | undefined;
  mayObject: boolean;
  /** What may be deferred, in the order in which it is offered. */
  deferrals: Deferral[];
  /** What has no button of its own. */
  others: PositionKind[];
}

export function stating(meeting: Seen): Stating {
  const own = ownPositions(meeting);
  const now = kindsNow(meeting);
  const text = proposed(meeting) !== null;
  const deferrals = DEFERRALS.filter((kind) => now.includes(kind));
  return {
    objection: own.find(({ kind }) => kind === "objection"),
    deferral: own.find(({ kind }) => isDeferral(kind)),
    mayObject: now.includes("objection"),
    deferrals: text ? deferrals : [],
    others: now.filter((kind) => kind !== "objection" && !(text && isDeferral(kind))),
  };
}

/** The command by which it is said. */
export function commandOf(
  kind: PositionKind,
  item: number,
  words: string,
):
  | ["position.object", CommandArguments["position.object"]]
  | ["position.defer", CommandArguments["position.defer"]]
  | ["position.state", CommandArguments["position.state"]] {
  if (kind === "objection") return ["position.object", { item, words }];
  if (isDeferral(kind)) return ["position.defer", { item, kind, words }];
  return ["position.state", { item, kind: kind satisfies Stated, words }];
}

/** The button that takes back what was said, and the question before it. */
export function withdrawText(kind: PositionKind): { act: string; title: string } {
  switch (kind) {
    case "objection":
      return { act: gettext("Withdraw the objection"), title: gettext("Withdraw the objection?") };
    case "defer_conclusion":
    case "defer_document":
      return { act: gettext("Withdraw the deferral request"), title: gettext("Withdraw the deferral request?") };
    case "suspend_debate":
      return { act: gettext("Withdraw the motion"), title: gettext("Withdraw the motion?") };
    case "support":
      return { act: gettext("Withdraw the support"), title: gettext("Withdraw the support?") };
    case "reservation":
      return { act: gettext("Withdraw the reservation"), title: gettext("Withdraw the reservation?") };
    case "statement":
      return { act: gettext("Withdraw the statement"), title: gettext("Withdraw the statement?") };
    default:
      return kind satisfies never;
  }
}
