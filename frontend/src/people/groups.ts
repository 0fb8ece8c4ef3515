/** Who is in the room: found, grouped and put in order. */
import type { PresenceDocument } from "../api/documents";
import type { Context } from "../context";
import { capacityGroup, standsFor } from "./names";

type Present = PresenceDocument["people"][number];

export type Order = "name" | "arrival";

export interface Group {
  title: string;
  people: Present[];
}

/** Without accents and case, so that "cote" finds "Côte d'Ivoire". */
function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}

/** People whose name, Member or role contains every word that is looked for. */
function found(people: readonly Present[], wanted: string, context: Context): Present[] {
  const words = plain(wanted).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...people];
  return people.filter(({ who }) => {
    const text = plain(`${who.name} ${standsFor(who, context)} ${capacityGroup(who.capacity, context)}`);
    return words.every((word) => text.includes(word));
  });
}

/** Groups in the order of the classes, then the roles; in each by Member as the body lists them, or by arrival. */
export function grouped(people: readonly Present[], wanted: string, order: Order, context: Context): Group[] {
  const { compare } = new Intl.Collator(context.language);
  const listed = new Map(context.list_order.map((code, index) => [code, index]));
  // A Member that is new since the page was opened stands behind the others.
  const place = ({ who }: Present): number => (who.member === null ? -1 : (listed.get(who.member) ?? listed.size));
  const sorted = found(people, wanted, context).sort((a, b) =>
    order === "arrival"
      ? Date.parse(a.since) - Date.parse(b.since)
      : place(a) - place(b) || compare(a.who.name, b.who.name),
  );
  const groups = new Map<string, Present[]>();
  // The order of the rules: the classes as in the queue, then the roles.
  for (const { key, group: title } of context.capacities) {
    const of = sorted.filter(({ who }) => who.capacity === key);
    if (of.length > 0) groups.set(title, [...(groups.get(title) ?? []), ...of]);
  }
  return [...groups].map(([title, members]) => ({ title, people: members }));
}
