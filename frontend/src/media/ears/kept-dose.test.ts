import { expect, test } from "vitest";

import { KeptDose } from "./kept-dose.svelte";

/** 100 dB(A): a day's dose in a quarter of an hour. */
const LOUD = { square: 0.5, seconds: 90 };
const ZONE = "Europe/Zurich";

test("it is the day's: kept for the next page, added to by several, and begun again at midnight in the zone", () => {
  let now = Date.parse("2020-06-09T21:00:00Z");
  const clock = () => now;
  const [one, other] = [new KeptDose(ZONE, clock), new KeptDose(ZONE, clock)];
  one.add(LOUD);
  other.add(LOUD);
  expect([one.share, other.share]).toEqual([expect.closeTo(0.1), expect.closeTo(0.2)]);
  expect(new KeptDose(ZONE, clock).share).toBeCloseTo(0.2);
  now = Date.parse("2020-06-09T22:30:00Z");
  one.add(LOUD);
  expect(one.share).toBeCloseTo(0.1);
});

test("what is too short to be written down is so at the end", () => {
  const kept = new KeptDose(ZONE, () => Date.parse("2020-06-12T10:00:00Z"));
  kept.add({ ...LOUD, seconds: 4 });
  expect(kept.share).toBe(0);
  kept.keep();
  expect(kept.share).toBeGreaterThan(0);
});
