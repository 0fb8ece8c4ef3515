import type { PresentDocument, Who } from "../api/documents";
import { PRESIDING_ROLES, type PositionKind } from "../api/vocabulary";
import type { Context } from "../context";
import type { Meeting } from "../meeting";

/** Who in the room could lead instead of whoever leads now (rule 4). */
export function couldLead({ documents }: Pick<Meeting, "documents">): Who[] {
  const now = documents.sitting?.lead?.registration;
  const people = documents.presence?.people ?? [];
  return people.map(({ who }) => who).filter((who) => PRESIDING_ROLES.has(who.capacity) && who.registration !== now);
}

/** What somebody of a class may have recorded; nothing in a role beside the classes (rules 2 and 31). */
export function positionsOf(capacity: string, { capacities }: Pick<Context, "capacities">): readonly PositionKind[] {
  return capacities.find(({ key }) => key === capacity)?.positions ?? [];
}

/** Who in the room may have something recorded. */
export function couldState({ context, documents }: Pick<Meeting, "context" | "documents">): PresentDocument[] {
  const people = documents.presence?.people ?? [];
  return people.filter(({ who: { capacity } }) => positionsOf(capacity, context).length > 0);
}
