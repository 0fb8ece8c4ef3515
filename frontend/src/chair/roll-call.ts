/** Who is called in a rehearsal, so that each Member speaks once. */
import type { PresenceDocument, QueueDocument, Who } from "../api/documents";
import type { Context } from "../context";
import { speaks } from "../people/names";

export interface Called {
  /** Code of the Member. */
  member: string;
  /** Who of it is here, those who are to speak first. */
  here: Who[];
  heard: boolean;
}

/** The Members that are here, in the order of the lists; those with nobody who may speak are none of them. */
export function rollCall(
  presence: PresenceDocument | null,
  queue: QueueDocument | null,
  context: Pick<Context, "list_order" | "capacities">,
): Called[] {
  const heard = new Set(queue?.heard);
  const here = new Map<string, Who[]>();
  for (const { who } of presence?.people ?? []) {
    if (who.member === null || !speaks(who.capacity, context)) continue;
    here.set(who.member, [...(here.get(who.member) ?? []), who]);
  }
  const place = (code: string) => {
    const found = context.list_order.indexOf(code);
    return found === -1 ? context.list_order.length : found;
  };
  return [...here]
    .sort(([one], [other]) => place(one) - place(other))
    .map(([member, people]) => ({ member, here: people, heard: heard.has(member) }));
}
