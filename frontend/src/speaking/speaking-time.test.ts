import { expect, test } from "vitest";

import { NOW } from "../testing/sample";
import { speakersClock } from "./speaking-time";

/** Somebody heard for so many seconds of 180. */
function after(seconds: number) {
  return speakersClock({ since: new Date(NOW - seconds * 1000).toISOString(), seconds: 180 }, NOW);
}

test.each([
  [0, 180, "in_time"],
  [149, 31, "in_time"],
  [150, 30, "nearly_over"],
  [180, 0, "nearly_over"],
  [181, -1, "over_time"],
])("rule 10: after %i seconds, %i are left: %s", (elapsed, remaining, state) => {
  expect(after(elapsed)).toEqual({ elapsed, remaining, state, allotted: 180 });
});

test("time begins when the speaker can be heard", () => {
  expect(speakersClock({ since: null, seconds: 180 }, NOW)).toMatchObject({
    elapsed: 0,
    remaining: 180,
    state: "waiting",
  });
});

test("a beginning that lies a moment ahead is no negative time", () => {
  expect(after(-1).elapsed).toBe(0);
});
