import type { Who } from "../api/documents";
import { PRESIDING_ROLES } from "../api/vocabulary";
import type { Meeting } from "../meeting";

/** Who in the room could lead instead of whoever leads now (rule 4). */
export function couldLead({ documents }: Pick<Meeting, "documents">): Who[] {
  const now = documents.sitting?.lead?.registration;
  const people = documents.presence?.people ?? [];
  return people.map(({ who }) => who).filter((who) => PRESIDING_ROLES.has(who.capacity) && who.registration !== now);
}
