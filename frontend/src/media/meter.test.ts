import { expect, test } from "vitest";

import { levelOf } from "./meter";

test("silence is nothing, full scale is all, and each ten decibels are a sixth", () => {
  expect(levelOf(0)).toBe(0);
  expect(levelOf(0.0001)).toBe(0);
  expect(levelOf(1)).toBe(1);
  expect(levelOf(0.1)).toBeCloseTo(2 / 3);
  expect(levelOf(0.01)).toBeCloseTo(1 / 3);
});
