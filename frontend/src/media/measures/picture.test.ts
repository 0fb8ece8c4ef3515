import { expect, test } from "vitest";

import { luminance } from "./picture";

const pixels = (...colour: number[]) => Array.from({ length: 8 }, () => [...colour, 255]).flat();

test("black is dark, white is light, and green weighs most", () => {
  expect(luminance(pixels(0, 0, 0))).toBe(0);
  expect(luminance(pixels(255, 255, 255))).toBeCloseTo(1);
  expect(luminance(pixels(0, 255, 0))).toBeCloseTo(0.7152);
  expect(luminance(pixels(0, 0, 255))).toBeCloseTo(0.0722);
});

test("no picture has no light", () => {
  expect(luminance([])).toBeNull();
});
