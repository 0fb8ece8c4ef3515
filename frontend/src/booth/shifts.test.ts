/** Who works in a booth now and next, as planned: turns, a gap, two at once, and turns that go on. */
import { expect, test } from "vitest";
import type { ShiftDocument } from "../api/documents";
import { nowAndNext, shiftsInWords, shiftsOf } from "./shifts";

const ME = 7;
const at = (clock: string) => new Date(`2020-06-09T${clock}:00Z`).getTime();

function shift(registration: number, begins: string, ends: string): ShiftDocument {
  const [begins_at, ends_at] = [begins, ends].map((clock) => `2020-06-09T${clock}:00+00:00`) as [string, string];
  return { registration, name: registration === ME ? "Ms. Me" : `Mr. ${registration}`, begins_at, ends_at };
}

function words(shifts: ShiftDocument[], clock: string): string {
  return shiftsInWords(nowAndNext(shifts, at(clock)), ME, "UTC")
    .join(" ")
    .replaceAll(/[\u2068\u2069]/g, "");
}

const TURNS = [shift(ME, "10:00", "10:30"), shift(8, "10:30", "11:00"), shift(ME, "11:00", "11:30")];

test("who works is told until when, and who comes next", () => {
  expect(words(TURNS, "09:50")).toBe("Next: you, 10:00–10:30.");
  expect(words(TURNS, "10:00")).toBe("You work until 10:30. Next: Mr. 8, 10:30–11:00.");
  expect(words(TURNS, "10:30")).toBe("Working until 11:00: Mr. 8. Next: you, 11:00–11:30.");
  expect(words(TURNS, "11:10")).toBe("You work until 11:30.");
  expect(words(TURNS, "11:30")).toBe("");
});

test("turns of one person without a gap are one, and a gap is none", () => {
  const shifts = [shift(ME, "10:00", "10:30"), shift(ME, "10:30", "11:00"), shift(8, "11:10", "11:30")];
  expect(words(shifts, "10:10")).toBe("You work until 11:00. Next: Mr. 8, 11:10–11:30.");
  expect(words(shifts, "11:05")).toBe("Next: Mr. 8, 11:10–11:30.");
});

test("two who begin together are both named", () => {
  const shifts = [shift(8, "10:00", "11:00"), shift(9, "10:00", "11:00")];
  expect(words(shifts, "09:00")).toBe("Next: Mr. 8 and Mr. 9, 10:00–11:00.");
  expect(words(shifts, "10:00")).toBe("Working until 11:00: Mr. 8 and Mr. 9.");
});

test("a booth has its own shifts, and nobody outside of one has any", () => {
  const hears = { source: "floor", pivot: "", deputy: "", relays: 0 } as const;
  const booths = { seq: 1, booths: [{ language: "fr", staffed: true, hears, seats: [], shifts: TURNS }] };
  expect(shiftsOf(booths, "fr")).toEqual(TURNS);
  expect(shiftsOf(booths, "en")).toEqual([]);
  expect(shiftsOf(booths, null)).toEqual([]);
  expect(shiftsOf(null, "fr")).toEqual([]);
});
