import { expect, test } from "vitest";

import type { ItemDocument } from "../api/documents";
import { forecast, spentSeconds } from "./forecast";

const noon = Date.parse("2020-06-09T10:00:00Z");
const minutes = (count: number): number => count * 60_000;
const at = (count: number): string => new Date(noon + minutes(count)).toISOString();

function item(number: number, planned: number, more: Partial<ItemDocument> = {}): ItemDocument {
  return {
    item: number,
    planned: true,
    state: "planned",
    outcome: "",
    minutes: planned,
    spent_seconds: 0,
    opened_at: null,
    ending: null,
    ...more,
  };
}

function plan(open: number | null, ...items: ItemDocument[]) {
  return { seq: 1, open, closed: null, items };
}

const sitting = { state: "open" as const, opens_at: at(0), ends_at: at(180) };

test("an open item counts the time since it was opened and what it had before", () => {
  expect(spentSeconds(item(6, 35, { spent_seconds: 60, opened_at: at(10) }), noon + minutes(12))).toBe(180);
});

test("a plan that fits is not over", () => {
  const found = forecast(plan(null, item(1, 60), item(2, 60)), sitting, noon + minutes(60));
  expect(found).toEqual({ end: noon + minutes(180), over: 0, late: [] });
});

test("eight minutes over, and the items that would not end in time", () => {
  const items = plan(
    6,
    item(5, 25, { state: "ended", spent_seconds: 31 * 60 }),
    item(6, 35, { state: "open", opened_at: at(19) }),
    item(7, 25),
    item(8, 30),
    item(9, 79),
  );
  const found = forecast(items, sitting, noon + minutes(41));
  expect(found).toEqual({ end: noon + minutes(188), over: 8, late: [9] });
});

test("an item over its own time has nothing left, and pushes the rest", () => {
  const items = plan(1, item(1, 10, { state: "open", opened_at: at(0) }), item(2, 20));
  expect(forecast(items, sitting, noon + minutes(30))?.end).toBe(noon + minutes(50));
});

test("an item taken up before its place goes first", () => {
  const items = plan(2, item(1, 60), item(2, 10, { state: "open", opened_at: at(120) }));
  expect(forecast(items, sitting, noon + minutes(125))?.late).toEqual([1]);
});

test("of the agenda's other items, only the one that is open takes the sitting's time", () => {
  const other = { planned: false };
  const items = plan(9, item(1, 60), item(8, 500, other), item(9, 30, { ...other, state: "open", opened_at: at(0) }));
  expect(forecast(items, sitting, noon)).toEqual({ end: noon + minutes(90), over: 0, late: [] });
});

test("a started minute counts", () => {
  expect(forecast(plan(null, item(1, 1)), sitting, noon + minutes(179) + 1000)?.over).toBe(1);
});

test("before the opening the plan begins at the opening, and late only when the opening is late", () => {
  const planned = { ...sitting, state: "planned" as const };
  expect(forecast(plan(null, item(1, 180)), planned, noon - minutes(30))?.over).toBe(0);
  expect(forecast(plan(null, item(1, 180)), planned, noon + minutes(5))?.over).toBe(5);
});

test("there is no forecast after the end, or with nothing left", () => {
  expect(forecast(plan(null, item(1, 10)), { ...sitting, state: "ended" }, noon)).toBeNull();
  expect(forecast(plan(null, item(1, 10, { state: "ended" })), sitting, noon)).toBeNull();
});
