import { expect, test } from "vitest";

import type { BoothsDocument, HearsDocument } from "../api/documents";
import type { Language } from "../context";
import { sampleDocuments } from "../testing/sample";
import { SilentChannels } from "./silent-channels.svelte";

const AT = "2020-06-29T10:00:00Z";
const relay = (pivot: Language): HearsDocument => ({ source: "booth", pivot, deputy: "", relays: 1 });
const FLOOR: HearsDocument = { source: "floor", pivot: "", deputy: "", relays: 0 };

function booths(heard: Record<Language, HearsDocument>, empty: readonly Language[] = []): BoothsDocument {
  const rows = Object.entries(heard).map(([language, hears]) => {
    return { language, staffed: !empty.includes(language), hears, seats: [], shifts: [] };
  });
  return { seq: 1, booths: rows };
}

/** A sitting in which Chinese and Russian are interpreted from English; seconds pass with who speaks in them. */
function sitting() {
  const documents = sampleDocuments();
  const { speaker } = documents.turn;
  if (!speaker) throw new Error("somebody has the floor in the sample");
  const floor = speaker.who.registration;
  documents.booths = booths({ en: FLOOR, zh: relay("en"), ru: relay("en") });
  documents.map = {
    seq: 1,
    floor: `r${String(floor)}`,
    next: null,
    presiding: null,
    voice: false,
    language: "ar",
    channels: { en: { source: "booth", identity: "r9901", follower: null } },
  };
  const channels = new SilentChannels();
  let now = Date.parse(AT);
  const pass = (seconds: number, ...who: ("floor" | "pivot")[]) => {
    const people = who.map((one) => (one === "floor" ? floor : 9901));
    documents.speech = { seq: 1, speaking: Object.fromEntries(people.map((one) => [one, AT])) };
    channels.follow(documents, now);
    for (let passed = 0; passed < seconds * 10; passed += 1) {
      now += 100;
      channels.follow(documents, now);
    }
    return channels.pivots;
  };
  return { documents, speaker, channels, pass };
}

const ENGLISH = [{ pivot: "en", booths: ["zh", "ru"] }];

test("a pivot that has said nothing for three seconds of speech is silent, until it speaks", () => {
  const { pass } = sitting();
  expect(pass(2.9, "floor")).toEqual([]);
  expect(pass(0.1, "floor")).toEqual(ENGLISH);
  expect(pass(0.1, "floor", "pivot")).toEqual([]);
  expect(pass(2.9, "floor")).toEqual([]);
});

test("pauses of the floor are not counted, and end nothing", () => {
  const { pass } = sitting();
  pass(2, "floor");
  expect(pass(10)).toEqual([]);
  expect(pass(1, "floor")).toEqual(ENGLISH);
  expect(pass(5)).toEqual(ENGLISH);
});

test("the next statement begins without what was owed of the one before", () => {
  const { pass, speaker } = sitting();
  pass(3, "floor");
  speaker.turn += 1;
  expect(pass(1, "floor")).toEqual([]);
});

test("a pivot whose microphone is off air is silent too", () => {
  const { pass, documents } = sitting();
  Object.assign(documents.map.channels["en"] ?? {}, { source: "none", identity: null });
  expect(pass(3, "floor", "pivot")).toEqual(ENGLISH);
});

test("nobody is warned of a booth that no staffed booth hears", () => {
  const { pass, documents } = sitting();
  documents.booths = booths({ en: FLOOR, zh: relay("en"), ru: FLOOR }, ["zh"]);
  expect(pass(10, "floor")).toEqual([]);
});

test("a channel on which nobody relies is silent after ten seconds of speech, while its microphone is on air", () => {
  const { pass, documents, channels } = sitting();
  documents.map.channels["fr"] = { source: "booth", identity: "r9902", follower: null };
  pass(9.9, "floor", "pivot");
  expect(channels.others).toEqual([]);
  pass(0.1, "floor", "pivot");
  expect(channels.others).toEqual(["fr"]);
  documents.map.channels["fr"] = { source: "none", identity: null, follower: null };
  pass(0.1, "floor", "pivot");
  expect(channels.others).toEqual([]);
  documents.map.channels["fr"] = { source: "booth", identity: "r9902", follower: null };
  pass(0.1, "floor", "pivot");
  expect(channels.others).toEqual([]);
});
