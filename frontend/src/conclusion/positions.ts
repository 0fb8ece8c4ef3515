/** What is said on record of an item and its conclusion, in words. */
import type { PositionDocument, Who } from "../api/documents";
import type { PositionKind } from "../api/vocabulary";
import type { Context } from "../context";
import { gettext, interpolate, isolated } from "../i18n";
import type { Meeting } from "../meeting";
import { asListed, capacityName } from "../people/names";

/** Of a text: without one there is nothing to object to. */
const ABOUT_TEXT: ReadonlySet<PositionKind> = new Set(["objection", "defer_conclusion", "support", "reservation"]);
/** These consist of words; the others may give a reason. */
const IN_WORDS: ReadonlySet<PositionKind> = new Set(["reservation", "statement"]);

export const KINDS: readonly PositionKind[] = [
  "objection",
  "defer_conclusion",
  "defer_document",
  "suspend_debate",
  "support",
  "reservation",
  "statement",
];

export const aboutText = (kind: PositionKind): boolean => ABOUT_TEXT.has(kind);
export const inWords = (kind: PositionKind): boolean => IN_WORDS.has(kind);

/** What it is called where one chooses among them. */
export function kindName(kind: PositionKind): string {
  switch (kind) {
    case "objection":
      return gettext("Object to the conclusion");
    case "defer_conclusion":
      return gettext("Defer the conclusion");
    case "defer_document":
      return gettext("Defer the document");
    case "suspend_debate":
      return gettext("Suspend the debate");
    case "support":
      return gettext("Support the conclusion");
    case "reservation":
      return gettext("Have a reservation recorded");
    case "statement":
      return gettext("Have a statement recorded");
    default:
      return kind satisfies never;
  }
}

/** What somebody did, below their name. */
export function saidText({ kind, defers, withdrawn, who }: PositionDocument, context: Context): string {
  switch (kind) {
    case "objection":
      if (defers || withdrawn) return gettext("objects to the conclusion");
      return interpolate(gettext("%(capacity)s: objection recorded, changes nothing"), {
        capacity: capacityName(who.capacity, context),
      });
    case "defer_conclusion":
      return gettext("asks that the conclusion be deferred");
    case "defer_document":
      return gettext("asks that the document be deferred");
    case "suspend_debate":
      return gettext("moves to suspend the debate");
    case "support":
      return gettext("supports the conclusion");
    case "reservation":
      return gettext("reservation recorded");
    case "statement":
      return gettext("statement recorded");
    default:
      return kind satisfies never;
  }
}

/** A Member's short name, or the person's where they represent none; kept together in a sentence. */
export function positionOf(who: Who, context: Pick<Context, "members" | "capacities">): string {
  return isolated(asListed(who, context).first.text);
}

const SENTENCES: Record<PositionKind, () => string> = {
  objection: () => gettext("%(who)s objects to the conclusion."),
  defer_conclusion: () => gettext("%(who)s asks that the conclusion be deferred."),
  defer_document: () => gettext("%(who)s asks that the document be deferred."),
  suspend_debate: () => gettext("%(who)s moves to suspend the debate."),
  support: () => gettext("%(who)s supports the conclusion."),
  reservation: () => gettext("A reservation of %(who)s is recorded."),
  statement: () => gettext("A statement of %(who)s is recorded."),
};

const WITHDRAWN: Record<PositionKind, () => string> = {
  objection: () => gettext("The objection of %(who)s is withdrawn."),
  defer_conclusion: () => gettext("The request of %(who)s to defer the conclusion is withdrawn."),
  defer_document: () => gettext("The request of %(who)s to defer the document is withdrawn."),
  suspend_debate: () => gettext("The motion of %(who)s to suspend the debate is withdrawn."),
  support: () => gettext("The support of %(who)s is withdrawn."),
  reservation: () => gettext("The reservation of %(who)s is withdrawn."),
  statement: () => gettext("The statement of %(who)s is withdrawn."),
};

/** The same in a sentence: when it is new, or new that it is withdrawn. */
export function sentence({ kind, who, withdrawn }: PositionDocument, context: Context): string {
  const format = (withdrawn ? WITHDRAWN : SENTENCES)[kind]();
  return interpolate(format, { who: positionOf(who, context) });
}

type Seen = Pick<Meeting, "context" | "documents">;

/** What this person's Member has on record and may withdraw; of who represents none, their own. */
export function ownPositions({ context: { me }, documents: { conclusion } }: Seen): PositionDocument[] {
  const same = ({ member, registration }: Who) =>
    member === null ? registration === me.registration : member === me.member;
  return conclusion?.positions.filter(({ who, withdrawn }) => !withdrawn && same(who)) ?? [];
}

/** The position for which the item can only end deferred. */
export function deferringPosition({ documents: { conclusion } }: Pick<Meeting, "documents">): PositionDocument | null {
  return conclusion?.positions.find(({ position }) => position === conclusion.deferring) ?? null;
}
