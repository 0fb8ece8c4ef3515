import { expect, test } from "vitest";

import { NOW, samplePlace, sampleSpeaker } from "../testing/sample";
import { PEREIRA } from "../testing/sample-people";
import { expectedWait, placeText, waitText } from "./wait";

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
  expect([placeText(1), placeText(3)]).toEqual(["First on the list of speakers", "Place 3 on the list of speakers"]);
});
