/** Who presides, while they are heard beside the floor. */
import type { Who } from "../api/documents";
import type { Language } from "../context";
import type { Meeting } from "../meeting";

export interface HeardBeside {
  who: Who;
  language: Language;
  /** This person. */
  mine: boolean;
}

/** Null while only the speaker is heard, or nobody. */
export function heardBeside({ context, documents }: Pick<Meeting, "context" | "documents">): HeardBeside | null {
  const { map, sitting } = documents;
  if (!map?.voice || !sitting?.lead) return null;
  const mine = sitting.lead.registration === context.me.registration;
  return { who: sitting.lead, language: map.language ?? "", mine };
}
