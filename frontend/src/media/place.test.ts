import { describe, expect, test } from "vitest";

import type { MapDocument, QueueDocument, TurnDocument } from "../api/documents";
import { isGone, NOWHERE, placeOf } from "./place";

const who = { registration: 5, name: "Ms. A", member: "CHE", capacity: "council_state" };
const map = (floor: string | null, next: string | null): MapDocument => ({
  seq: 1,
  floor,
  next,
  presiding: null,
  voice: false,
  language: null,
  channels: {},
});
const speaker = {
  turn: 30,
  who,
  language: "fr",
  point_of_order: false,
  motion: "",
  state: "granted",
  confirm: false,
  muted: false,
  waits: null,
  granted_at: "",
  connected_at: null,
  audible_at: null,
  since: null,
  seconds: 180,
} as const;
const turn: TurnDocument = { seq: 1, speaker, last: null };
const queue: QueueDocument = {
  seq: 1,
  list_open: true,
  motions: [],
  aside: [],
  spoken: [],
  spoken_persons: [],
  heard: [],
  places: [
    {
      turn: 31,
      who,
      language: "fr",
      asked_at: "",
      position: 1,
      point_of_order: false,
      motion: "",
      words: "",
      next: true,
      microphone: null,
      camera: null,
      reason: { rule: 6, code: "in_order", facts: {} },
      item: null,
      wait_seconds: 0,
    },
  ],
};

test("nobody special", () => {
  expect(placeOf(5, "r5", null, null, null)).toEqual(NOWHERE);
  expect(placeOf(6, "r6", map("r5", null), turn, queue).role).toBe("none");
});

test("next, with the turn that the queue names", () => {
  expect(placeOf(5, "r5", map("r1", "r5"), null, queue)).toMatchObject({ role: "next", turn: 31, heard: false });
  expect(placeOf(5, "r5", map("r1", "r5"), null, null)).toMatchObject({ role: "next", turn: null });
});

test("on the floor as soon as the map says so, whichever document comes first", () => {
  expect(placeOf(5, "r5", map("r5", null), null, queue)).toMatchObject({ role: "floor", turn: 31, heard: true });
  expect(placeOf(5, "r5", map("r5", null), turn, null)).toMatchObject({ role: "floor", turn: 30, heard: true });
});

test("has the floor and is yet to confirm: not on the map", () => {
  expect(placeOf(5, "r5", map(null, null), turn, null)).toMatchObject({ role: "floor", turn: 30, seen: false });
});

test("muted by the leader: seen and not heard", () => {
  const muted: TurnDocument = { ...turn, speaker: { ...speaker, muted: true } };
  expect(placeOf(5, "r5", map("r5", null), muted, null)).toMatchObject({ role: "floor", seen: true, heard: false });
});

describe("who presides", () => {
  const presiding = (changes: Partial<MapDocument> = {}): MapDocument => ({
    ...map("r1", null),
    presiding: "r5",
    ...changes,
  });

  test("publishes without the floor, and is heard while the map says so", () => {
    expect(placeOf(5, "r5", presiding(), null, null, true)).toEqual({ ...NOWHERE, presides: true });
    const talks = placeOf(5, "r5", presiding({ voice: true }), null, null, true);
    expect(talks).toEqual({ ...NOWHERE, presides: true, talks: true });
  });

  test("is nothing on another page of theirs, where there is nothing to press, and for everybody else", () => {
    expect(placeOf(5, "r5", presiding({ voice: true }), null, null)).toEqual(NOWHERE);
    expect(placeOf(6, "r6", presiding({ voice: true }), null, null, true)).toEqual(NOWHERE);
  });

  test("is next or on the floor as others are", () => {
    expect(placeOf(5, "r5", presiding({ next: "r5" }), null, queue, true)).toMatchObject({
      role: "next",
      heard: false,
      presides: true,
    });
    const floor = placeOf(5, "r5", presiding({ floor: "r5", presiding: null }), turn, null, true);
    expect(floor).toMatchObject({ role: "floor", heard: true, presides: false, talks: false });
  });
});

test("off the map in one's own turn: it is over, whenever its document comes", () => {
  const begins = placeOf(5, "r5", map(null, null), turn, null);
  const heard = placeOf(5, "r5", map("r5", null), turn, null);
  expect(isGone(NOWHERE, begins, false)).toBe(false);
  expect(isGone(begins, begins, false)).toBe(false);
  expect(isGone(begins, heard, false)).toBe(false);
  const over = placeOf(5, "r5", map(null, null), turn, null);
  expect(isGone(heard, over, false)).toBe(true);
  expect(isGone(over, over, true)).toBe(true);
  expect(isGone(over, heard, true)).toBe(false);
  expect(isGone(over, NOWHERE, true)).toBe(false);
});
