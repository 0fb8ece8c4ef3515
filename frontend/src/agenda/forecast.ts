/** When the sitting would end if every item took its planned minutes (rule 16): forecast and shown, never scheduled. */
import type { ItemDocument, ItemsDocument, SittingDocument } from "../api/documents";
import { gettext, interpolate, ngettext, numberText, timeText } from "../i18n";
import type { Meeting } from "../meeting";
import { ofSitting } from "./items";

const MINUTE = 60_000;

export interface Forecast {
  /** Milliseconds since 1970 at which the last item would end. */
  end: number;
  /** Whole minutes past the end of the sitting, as it was planned or prolonged, rounded up; 0 when the plan fits. */
  over: number;
  /** Items that would not end before that, in the order of the plan. */
  late: number[];
}

/** Seconds for which an item has been discussed by `now` (milliseconds since 1970), its present opening included. */
export function spentSeconds(item: ItemDocument, now: number): number {
  const present = item.opened_at === null ? 0 : Math.max(0, now - Date.parse(item.opened_at)) / 1000;
  return item.spent_seconds + present;
}

/** Minutes of the plan that an item has left; an item over its time has none. */
function remaining(item: ItemDocument, now: number): number {
  return item.state === "ended" ? 0 : Math.max(0, item.minutes * MINUTE - spentSeconds(item, now) * 1000);
}

/** The item that is open comes first, whatever its place in the plan: the others wait for it. */
function inOrder(items: ItemsDocument): ItemDocument[] {
  const left = items.items.filter((item) => ofSitting(item) && item.state !== "ended");
  return [...left.filter((item) => item.item === items.open), ...left.filter((item) => item.item !== items.open)];
}

/** Forecast of a sitting from its plan; null once it has ended or when no item is left. */
export function forecast(
  items: ItemsDocument,
  sitting: Pick<SittingDocument, "state" | "opens_at" | "ends_at">,
  now: number,
): Forecast | null {
  const left = inOrder(items);
  if (sitting.state === "ended" || left.length === 0) return null;
  const ends = Date.parse(sitting.ends_at);
  let end = sitting.state === "planned" ? Math.max(now, Date.parse(sitting.opens_at)) : now;
  const late: number[] = [];
  for (const item of left) {
    end += remaining(item, now);
    if (end > ends) late.push(item.item);
  }
  return { end, over: Math.max(0, Math.ceil((end - ends) / MINUTE)), late };
}

/** "Forecast 14:48", or "Forecast 15:08, 8 minutes over"; empty where nothing is left to forecast. */
export function forecastText({ context }: Pick<Meeting, "context">, found: Forecast | null): string {
  if (!found) return "";
  const time = timeText(found.end, context.consultation.zone);
  if (found.over === 0) return interpolate(gettext("Forecast %(time)s"), { time });
  const format = ngettext("Forecast %(time)s, one minute over", "Forecast %(time)s, %(over)s minutes over", found.over);
  return interpolate(format, { time, over: numberText(found.over) });
}
