/** Requests that were put aside with their items: they wait again once those are taken up again (rule 41). */
import { gettext, interpolate, listText, numberText } from "../i18n";
import type { Meeting } from "../meeting";

type Seen = Pick<Meeting, "context" | "documents">;

export interface Aside {
  turn: number;
  /** The place of its item on the agenda. */
  position: number;
}

function positionOf({ context }: Pick<Seen, "context">, item: number): number {
  return context.items.find(({ id }) => id === item)?.position ?? 0;
}

/** Those of this person, as they asked. */
export function ownAside({ context, documents }: Seen): Aside[] {
  const own = documents.queue?.aside.filter(({ who }) => who.registration === context.me.registration) ?? [];
  return own.map(({ turn, item }) => ({ turn, position: positionOf({ context }, item) }));
}

/** What a delegate is told of one. */
export function ownAsideText({ position }: Aside): string {
  return interpolate(gettext("Your request for item %(position)s is put aside."), { position: numberText(position) });
}

/** For who presides: "Requests put aside: item 4: 3 and item 6: 1"; empty where none is. */
export function asideText({ context, documents }: Seen): string {
  const counts = new Map<number, number>();
  for (const { item } of documents.queue?.aside ?? []) {
    const position = positionOf({ context }, item);
    counts.set(position, (counts.get(position) ?? 0) + 1);
  }
  if (counts.size === 0) return "";
  const each = [...counts].map(([position, count]) =>
    interpolate(gettext("item %(position)s: %(count)s"), {
      position: numberText(position),
      count: numberText(count),
    }),
  );
  return interpolate(gettext("Requests put aside: %(items)s"), { items: listText(each) });
}
