import { expect, test } from "vitest";

import type { MapDocument, SpeechDocument } from "../api/documents";
import { channelsSpeaking, floorSpeaks } from "./speech";

const map: MapDocument = {
  seq: 1,
  floor: "r1",
  next: null,
  presiding: "r2",
  voice: false,
  language: "es",
  channels: {
    ar: { source: "booth", identity: "r8", follower: null },
    fr: { source: "booth", identity: "r9", follower: null },
    es: { source: "floor", identity: null, follower: null },
    ru: { source: "none", identity: null, follower: null },
  },
};

function heard(...people: number[]): SpeechDocument {
  return { seq: 1, speaking: Object.fromEntries(people.map((one) => [one, "2020-06-09T10:00:00Z"])) };
}

test.each([
  [[], []],
  [[9], ["fr"]],
  [
    [1, 8, 9, 77],
    ["ar", "fr"],
  ],
])("of %j on the map, the channels %j speak", (people, channels) => {
  expect(channelsSpeaking({ speech: heard(...people), map })).toEqual(channels);
});

test("the floor speaks by its speaker, and by who presides while they talk", () => {
  expect(floorSpeaks({ speech: heard(1), map })).toBe(true);
  expect(floorSpeaks({ speech: heard(2, 8), map })).toBe(false);
  expect(floorSpeaks({ speech: heard(2), map: { ...map, voice: true } })).toBe(true);
});

test("before the documents come nobody is said to speak", () => {
  expect(channelsSpeaking({ speech: null, map })).toEqual([]);
  expect(channelsSpeaking({ speech: heard(9), map: null })).toEqual([]);
  expect(floorSpeaks({ speech: null, map: null })).toBe(false);
});
