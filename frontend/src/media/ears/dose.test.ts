import { expect, test } from "vitest";

import { dayOf, doseOf, loudness } from "./dose";

/** Mean square at which it is so loud. */
const squareAt = (level: number) => 0.5 * 10 ** ((level - 100) / 10);
const HOUR = 3600;

test("a tone of full scale is 100 dB(A), and nothing is 0", () => {
  expect(loudness(0.5)).toBe(100);
  expect(loudness(0)).toBe(0);
});

test.each([
  [85, 8],
  [88, 4],
  [94, 1],
  [100, 0.25],
])("%d dB(A) is a day's dose in %d hours", (level, hours) => {
  expect(doseOf(squareAt(level), hours * HOUR)).toBeCloseTo(1, 5);
});

test("it adds up, and quiet sound does not count", () => {
  expect(3 * doseOf(squareAt(85), HOUR)).toBeCloseTo(doseOf(squareAt(85), 3 * HOUR));
  expect(doseOf(squareAt(69), 24 * HOUR)).toBe(0);
});

test("a day is that of the zone", () => {
  const late = Date.parse("2020-06-09T23:30:00Z");
  expect(dayOf(late, "Europe/Zurich")).toBe("2020-06-10");
  expect(dayOf(late, "America/New_York")).toBe("2020-06-09");
});
