import { expect, test } from "vitest";

import { Clock } from "./clock";

const iso = (milliseconds: number) => new Date(milliseconds).toISOString();
const NOON = Date.parse("2020-06-09T10:00:00Z");

test("tells the server's time from an answer and half its round trip", () => {
  let monotonic = 1000;
  const clock = new Clock(() => monotonic);
  clock.observe(1000, 1100, iso(NOON));
  monotonic = 1100;
  expect(clock.now()).toBe(NOON + 50);
  monotonic = 3100;
  expect(clock.now()).toBe(NOON + 2050);
});

test("believes the shortest exchange", () => {
  const clock = new Clock(() => 0);
  clock.observe(0, 40, iso(NOON + 20));
  const exact = clock.now();
  clock.observe(100, 900, iso(NOON + 110));
  expect(clock.now()).toBe(exact);
  clock.observe(1000, 1010, iso(NOON + 1006));
  expect(clock.now()).toBe(NOON + 1);
});

test("is set right by any answer after the machine slept", () => {
  const clock = new Clock(() => 0);
  clock.observe(0, 10, iso(NOON));
  clock.observe(1000, 1300, iso(NOON + 3_600_000));
  expect(clock.now()).toBe(NOON + 3_600_000 + 150 - 1300);
});

test("ignores an answer without a time", () => {
  const clock = new Clock(() => 5);
  clock.observe(0, 10, iso(NOON));
  const before = clock.now();
  clock.observe(0, 1, "soon");
  expect(clock.now()).toBe(before);
});
