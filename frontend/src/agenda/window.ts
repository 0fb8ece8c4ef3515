/** The window of a sitting: after its end nothing begins, unless who presides prolongs it (rule 16). */
import type { Meeting } from "../meeting";

/** Whether the time of the sitting is over, as it was planned or prolonged. */
export function timeOver({ documents: { sitting }, now }: Pick<Meeting, "documents" | "now">): boolean {
  return sitting?.state === "open" && now > Date.parse(sitting.ends_at);
}
