import { expect, test } from "vitest";

import { PEREIRA } from "../testing/people";
import { NOW, samplePlace, sampleSpeaker } from "../testing/sample";
import { expectedWait, placeText, speakersClock, waitText } from "./speaking";

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

test("the expected wait is what the speaker has left and those ahead are allotted", () => {
  const place = samplePlace(PEREIRA, 3, "10:40:11", { wait_seconds: 300 });
  expect(expectedWait(place, null, NOW)).toBe(300);
  expect(expectedWait(place, sampleSpeaker(), NOW)).toBe(368);
  expect(expectedWait(place, sampleSpeaker({ seconds: 60 }), NOW)).toBe(300);
});

test.each([
  [20, "in less than a minute"],
  [70, "in about one minute"],
  [368, "in about 6 minutes"],
])("a wait of %i seconds is said as: %s", (seconds, text) => {
  expect(waitText(seconds)).toBe(text);
});

test("the first place has a word of its own", () => {
  expect([placeText(1), placeText(3)]).toEqual(["First in the queue", "Place 3 in the queue"]);
});
