import { expect, test } from "vitest";

import { tabReached } from "./tabs";

test.each([
  ["ArrowRight", 0, 1],
  ["ArrowRight", 3, 0],
  ["ArrowLeft", 0, 3],
  ["Home", 2, 0],
  ["End", 1, 3],
])("%s goes from tab %i to tab %i", (key, from, to) => {
  expect(tabReached(key, from, 4, "ltr")).toBe(to);
});

test("arrows follow the direction of the script", () => {
  expect(tabReached("ArrowLeft", 0, 4, "rtl")).toBe(1);
  expect(tabReached("ArrowRight", 0, 4, "rtl")).toBe(3);
});

test("other keys are left to the page", () => {
  expect(tabReached("Enter", 0, 4, "ltr")).toBeNull();
});
