import type { Who } from "../api/documents";
import type { Meeting } from "../meeting";
import { isLeader } from "./lead";

const OBSERVERS = new Set(["observer_state", "observer_palestine", "sector_member"]);
const NEVER_SPEAK = new Set(["interpreter", "captioner", "technician"]);

/** The floor is never given to these (rule 2). */
export function neverSpeaks(capacity: string): boolean {
  return NEVER_SPEAK.has(capacity);
}

/** An observer speaks once an item: a second time is an override, which needs words (rule 9). */
export function needsOverride(who: Who, spoken: readonly string[]): boolean {
  return OBSERVERS.has(who.capacity) && who.member !== null && spoken.includes(who.member);
}

/** Who in the room could lead instead of whoever leads now (rule 4). */
export function couldLead({ documents }: Pick<Meeting, "documents">): Who[] {
  const now = documents.sitting?.lead?.registration;
  const people = documents.presence?.people ?? [];
  return people.map(({ who }) => who).filter((who) => isLeader(who.capacity) && who.registration !== now);
}
