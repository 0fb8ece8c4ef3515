import type { Who } from "../api/documents";
import { OBSERVERS, PRESIDING_ROLES } from "../api/vocabulary";
import type { Meeting } from "../meeting";

/** An observer speaks once an item: a second time is an override, which needs words (rule 9). */
export function needsOverride(who: Who, spoken: readonly string[]): boolean {
  return OBSERVERS.has(who.capacity) && who.member !== null && spoken.includes(who.member);
}

/** Who in the room could lead instead of whoever leads now (rule 4). */
export function couldLead({ documents }: Pick<Meeting, "documents">): Who[] {
  const now = documents.sitting?.lead?.registration;
  const people = documents.presence?.people ?? [];
  return people.map(({ who }) => who).filter((who) => PRESIDING_ROLES.has(who.capacity) && who.registration !== now);
}
