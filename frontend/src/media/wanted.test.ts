import { describe, expect, test } from "vitest";

import type { ChannelDocument, MapDocument } from "../state/documents";
import { wanted } from "./wanted";

const booth = (identity: string): ChannelDocument => ({ source: "booth", identity });
const FLOOR: ChannelDocument = { source: "floor", identity: null };
const NONE: ChannelDocument = { source: "none", identity: null };

function map(changes: Partial<MapDocument> = {}): MapDocument {
  const channels = { ar: NONE, zh: NONE, en: FLOOR, fr: booth("r70"), ru: NONE, es: booth("r71") };
  return { seq: 1, floor: "r1", next: "r2", language: "en", channels, ...changes };
}

const set = (...identities: string[]) => new Set(identities);

describe("what is heard", () => {
  test("the floor: the speaker, with the next one received and unheard", () => {
    expect(wanted(map(), "floor", "r9", true)).toEqual({
      audio: set("r1", "r2"),
      video: set("r1", "r2"),
      voice: "r1",
      under: null,
      picture: "r1",
      plays: "floor",
    });
  });

  test("a language: its booth, and the floor underneath where that is wished", () => {
    const fr = wanted(map(), "fr", "r9", true);
    expect([fr.voice, fr.under, fr.plays]).toEqual(["r70", "r1", "booth"]);
    expect(fr.audio).toEqual(set("r70", "r1", "r2"));
    const alone = wanted(map(), "fr", "r9", false);
    expect(alone.under).toBeNull();
    expect(alone.audio).toEqual(set("r70", "r2"));
    expect(alone.picture).toBe("r1");
  });

  test("the language of the floor is the floor itself, once", () => {
    const en = wanted(map(), "en", "r9", true);
    expect([en.voice, en.under, en.plays]).toEqual(["r1", null, "floor"]);
  });

  test("a language that nobody interprets into is the floor", () => {
    const ru = wanted(map(), "ru", "r9", true);
    expect([ru.voice, ru.under, ru.plays]).toEqual(["r1", null, "floor"]);
  });

  test("a booth is heard while nobody has the floor", () => {
    const fr = wanted(map({ floor: null }), "fr", "r9", true);
    expect([fr.voice, fr.under, fr.picture, fr.plays]).toEqual(["r70", null, null, "booth"]);
  });
});

describe("what is not heard (rule 11)", () => {
  test("nothing before there is a map", () => {
    expect(wanted(null, "fr", "r9", true)).toMatchObject({ audio: set(), video: set(), voice: null, plays: "nothing" });
  });

  test("nobody when the floor is empty: who is next is received and unheard", () => {
    const empty = wanted(map({ floor: null }), "floor", "r9", true);
    expect(empty).toMatchObject({ voice: null, under: null, picture: null, plays: "nothing" });
    expect(empty.audio).toEqual(set("r2"));
  });

  test("one's own voice, on the floor, next or in a booth", () => {
    expect(wanted(map(), "floor", "r1", true)).toMatchObject({ voice: null, picture: null, plays: "nothing" });
    expect(wanted(map(), "floor", "r2", true).audio).toEqual(set("r1"));
    const own = wanted(map(), "fr", "r70", true);
    expect([own.voice, own.under, own.plays]).toEqual(["r1", null, "floor"]);
    const speaker = wanted(map(), "fr", "r1", true);
    expect([speaker.voice, speaker.under]).toEqual(["r70", null]);
  });

  test("booths of other languages are not even received", () => {
    expect(wanted(map(), "fr", "r9", true).audio.has("r71")).toBe(false);
  });
});
