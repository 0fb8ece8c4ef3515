import { expect, test } from "vitest";

import { movedTo, stepped, stillHolds, withDraft } from "./order";

const places = [{ turn: 11 }, { turn: 12 }, { turn: 13 }, { turn: 14 }];
const turns = (list: { turn: number }[]): number[] => list.map((place) => place.turn);

test("a request moved up stands before the one it passed", () => {
  const draft = stepped(places, null, 13, -1);
  expect(draft).toEqual({ turn: 13, before: 12 });
  expect(turns(withDraft(places, draft))).toEqual([11, 13, 12, 14]);
});

test("a request moved down to the last place stands before nobody", () => {
  const draft = stepped(places, null, 13, 1);
  expect(draft).toEqual({ turn: 13, before: null });
  expect(turns(withDraft(places, draft))).toEqual([11, 12, 14, 13]);
});

test("steps add up, and stepping back leaves no draft", () => {
  const once = stepped(places, null, 11, 1);
  const twice = stepped(places, once, 11, 1);
  expect(turns(withDraft(places, twice))).toEqual([12, 13, 11, 14]);
  expect(stepped(places, once, 11, -1)).toBeNull();
});

test("a step past either end changes nothing", () => {
  expect(stepped(places, null, 11, -1)).toBeNull();
  expect(stepped(places, null, 14, 1)).toBeNull();
});

test("dragged to a place", () => {
  expect(turns(withDraft(places, movedTo(places, 14, 0)))).toEqual([14, 11, 12, 13]);
  expect(movedTo(places, 14, 3)).toBeNull();
  expect(movedTo(places, 99, 0)).toBeNull();
});

test("a draft falls when its request, or the one it was to stand before, has left the queue", () => {
  const draft = { turn: 13, before: 12 };
  expect(stillHolds(places, draft)).toBe(true);
  expect(stillHolds(places.slice(2), draft)).toBe(false);
  expect(stillHolds(places.slice(0, 2), draft)).toBe(false);
  expect(stillHolds(places.slice(2), { turn: 13, before: null })).toBe(true);
});
