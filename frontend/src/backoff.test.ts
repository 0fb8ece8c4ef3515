import { expect, test } from "vitest";

import { againDelay, rejoinDelay, resendDelay } from "./backoff";

test("people come back spread over a second, then later and later, at most eight seconds", () => {
  expect(rejoinDelay(0, 0)).toBe(200);
  expect(rejoinDelay(0, 1)).toBe(1500);
  expect(rejoinDelay(2, 0.5)).toBe(3400);
  expect(rejoinDelay(9, 1)).toBe(8000);
});

test("a command is sent again soon", () => {
  expect([0, 1, 2, 3, 4].map(resendDelay)).toEqual([200, 400, 800, 1000, 1000]);
});

test("who asked too fast waits for as long as the server says, and not all of them equally long", () => {
  expect([0, 0.5, 1].map((random) => againDelay(2, random))).toEqual([2000, 2500, 3000]);
});
