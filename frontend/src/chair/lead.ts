/** Who leads, and what this person may do with it (rule 4). */
import { PRESIDING_ROLES } from "../api/vocabulary";
import type { Meeting } from "../meeting";

export interface Leading {
  /** This person leads now: the console acts. */
  leads: boolean;
  /** May pass the lead: whoever leads; the secretariat always; another leader while nobody leads. */
  passes: boolean;
}

export function leading(meeting: Pick<Meeting, "context" | "documents">): Leading {
  const { registration, capacity, may } = meeting.context.me;
  const sitting = meeting.documents.sitting;
  const lead = sitting?.lead ?? null;
  const leads = PRESIDING_ROLES.has(capacity) && lead?.registration === registration;
  const mayPass = may.includes("lead.pass") && sitting !== null && sitting.state !== "ended";
  return { leads, passes: mayPass && (leads || capacity === "secretariat" || lead === null) };
}
