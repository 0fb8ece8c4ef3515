import { flushSync } from "svelte";
import { beforeEach, expect, test } from "vitest";

import type { HearsDocument } from "../api/documents";
import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { sampleContext } from "../testing/sample";
import { Following } from "./following.svelte";
import { byItself, hearsInWords, hearsOf } from "./relay";

const FLOOR: HearsDocument = { source: "floor", pivot: "", deputy: "", relays: 0 };
const OWN: HearsDocument = { ...FLOOR, source: "own" };
const NONE: HearsDocument = { ...FLOOR, source: "none" };
const relay = (pivot: string, deputy = "", relays = 1): HearsDocument => ({ source: "booth", pivot, deputy, relays });

let meeting: FakeMeeting;
let following: Following;

beforeEach(() => {
  localStorage.clear();
  meeting = new FakeMeeting(sampleContext());
  following = new Following(() => meeting.listening);
});

function follow(booth: string | null, hears: HearsDocument | null): string {
  following.follow(booth, hears);
  flushSync();
  return meeting.listening.heard;
}

test("the pivot's channel is heard by itself, and the floor again", () => {
  expect(follow("zh", relay("en"))).toBe("en");
  expect(follow("zh", relay("fr"))).toBe("fr");
  expect(follow("zh", FLOOR)).toBe("floor");
  expect(follow("zh", relay("en"))).toBe("en");
  expect(follow("zh", NONE)).toBe("floor");
});

test("a channel that was chosen by hand stays until it follows again", () => {
  follow("zh", relay("en"));
  following.choose("ru");
  expect(following.locked).toBe(true);
  expect(follow("zh", relay("fr"))).toBe("ru");
  following.toggle();
  expect(follow("zh", relay("fr"))).toBe("fr");
  following.toggle();
  expect(follow("zh", FLOOR)).toBe("fr");
});

test("in another booth nothing is locked; in none each hears what they choose", () => {
  follow("zh", relay("en"));
  following.choose("ru");
  expect(follow("ar", relay("fr"))).toBe("fr");
  following.choose("ru");
  expect(follow(null, null)).toBe("ru");
  following.choose("es");
  expect(following.locked).toBe(false);
  expect(follow(null, null)).toBe("es");
});

test("before the first document what was heard is heard", () => {
  meeting.listening.heard = "es";
  expect(follow("zh", null)).toBe("es");
});

test("what a booth hears is that of its language", () => {
  const booths = { seq: 1, booths: [{ language: "zh", staffed: true, hears: relay("en"), seats: [], shifts: [] }] };
  expect(hearsOf(booths, "zh")).toEqual(relay("en"));
  expect(hearsOf(booths, "ar")).toBeNull();
  expect(hearsOf(null, "zh")).toBeNull();
  expect(byItself(OWN)).toBe("floor");
});

test("a relay is told with its deputy, and that nobody relays", () => {
  const words = (hears: HearsDocument) => hearsInWords(hears, { language: "en" });
  expect(words(FLOOR)).toBe("");
  expect(words(relay("en", "fr"))).toBe("Relay from English. Deputy: French.");
  expect(words(relay("en"))).toBe("Relay from English. No deputy.");
  expect(words(relay("en", "fr", 2))).toContain("itself on relay. Deputy: French.");
  expect(words(relay("en", "", 2))).toContain("itself on relay. No deputy.");
  expect(words(OWN)).toContain("language of your booth");
  expect(words(NONE)).toContain("you hear the floor");
});
