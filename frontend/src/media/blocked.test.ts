import { expect, test } from "vitest";

import { Blocked } from "./blocked";

/** An attempt of so many milliseconds, in which the engine answered or not. */
function attempt(milliseconds: number, answered: boolean): boolean {
  const blocked = new Blocked();
  blocked.begin(1000);
  if (answered) blocked.signalled();
  return blocked.failed(1000 + milliseconds);
}

test("an engine that answers, and no way for media until the client gives up: the network blocks it", () => {
  expect(attempt(15_000, true)).toBe(true);
});

test.each([
  [15_000, false],
  [300, true],
  [5000, false],
])("%i ms, answered: %s: the engine is away", (milliseconds, answered) => {
  expect(attempt(milliseconds, answered)).toBe(false);
});

test("what an attempt before this one was answered counts no more", () => {
  const blocked = new Blocked();
  blocked.begin(0);
  blocked.signalled();
  blocked.begin(1000);
  expect(blocked.failed(20_000)).toBe(false);
});
