/** Ruling on a motion, or of one's own accord (rules 43 and 45); the server decides. */
import type { Motion, Verdict } from "../api/vocabulary";

/** In the place of a turn: a ruling on no motion. */
export const OWN_ACCORD = 0;

/** Words are needed wherever something is not simply granted, and for a point of order. */
export function needsWords(motion: Motion | null, verdict: Verdict): boolean {
  if (motion === null) return true;
  return verdict === "rejected" || (verdict === "accepted" && motion === "point_of_order");
}

/** What has rules of its own, and is asked about next: how the item ends, or the sitting. */
export function nextAct(motion: Motion): "close" | "end" | null {
  if (motion === "adjournment_of_debate") return "close";
  return motion === "adjournment_of_sitting" ? "end" : null;
}
