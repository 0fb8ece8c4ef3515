import { expect, test } from "vitest";

import { GLIDE, onTheWay } from "./glide";

test("it begins where it was, ends where it is to be, and is between the two meanwhile", () => {
  expect(onTheWay(1, 0.2, 0)).toBe(1);
  expect(onTheWay(1, 0.2, GLIDE / 2)).toBeCloseTo(0.6);
  expect(onTheWay(1, 0.2, GLIDE)).toBeCloseTo(0.2);
});

test("a page that was put away meanwhile is where it is to be", () => {
  expect(onTheWay(0.2, 1, 60_000)).toBe(1);
  expect(onTheWay(0.2, 1, -1)).toBe(0.2);
});
