import { describe, expect, test } from "vitest";

import type { ChannelDocument, MapDocument } from "../api/documents";
import { type Listener, wanted } from "./wanted";

const booth = (identity: string): ChannelDocument => ({ source: "booth", identity });
const FLOOR: ChannelDocument = { source: "floor", identity: null };
const NONE: ChannelDocument = { source: "none", identity: null };

function map(changes: Partial<MapDocument> = {}): MapDocument {
  const channels = { ar: NONE, zh: NONE, en: FLOOR, fr: booth("r70"), ru: NONE, es: booth("r71") };
  return { seq: 1, floor: "r1", next: "r2", language: "en", channels, ...changes };
}

const listener = (heard: Listener["heard"], me = "r9", underneath = true): Listener => ({
  heard,
  me,
  underneath,
  muted: false,
});
const set = (...identities: string[]) => new Set(identities);

describe("what is heard", () => {
  test("the floor: the speaker, with the next one received and unheard", () => {
    expect(wanted(map(), listener("floor"))).toEqual({
      audio: set("r1", "r2"),
      video: set("r1", "r2"),
      voice: "r1",
      under: null,
      picture: "r1",
      plays: "floor",
    });
  });

  test("a language: its booth, and the floor underneath where that is wished", () => {
    const fr = wanted(map(), listener("fr"));
    expect([fr.voice, fr.under, fr.plays]).toEqual(["r70", "r1", "booth"]);
    expect(fr.audio).toEqual(set("r70", "r1", "r2"));
    const alone = wanted(map(), listener("fr", "r9", false));
    expect(alone.under).toBeNull();
    expect(alone.audio).toEqual(set("r70", "r2"));
    expect(alone.picture).toBe("r1");
  });

  test("the language of the floor is the floor itself, once", () => {
    const en = wanted(map(), listener("en"));
    expect([en.voice, en.under, en.plays]).toEqual(["r1", null, "floor"]);
  });

  test("a language that nobody interprets into is the floor", () => {
    const ru = wanted(map(), listener("ru"));
    expect([ru.voice, ru.under, ru.plays]).toEqual(["r1", null, "floor"]);
  });

  test("a booth is heard while nobody has the floor", () => {
    const fr = wanted(map({ floor: null }), listener("fr"));
    expect([fr.voice, fr.under, fr.picture, fr.plays]).toEqual(["r70", null, null, "booth"]);
  });
});

describe("what is not heard (rule 11)", () => {
  test("nothing before there is a map", () => {
    expect(wanted(null, listener("fr"))).toMatchObject({ audio: set(), video: set(), voice: null, plays: "nothing" });
  });

  test("nobody when the floor is empty: who is next is received and unheard", () => {
    const empty = wanted(map({ floor: null }), listener("floor"));
    expect(empty).toMatchObject({ voice: null, under: null, picture: null, plays: "nothing" });
    expect(empty.audio).toEqual(set("r2"));
  });

  test("one's own voice, on the floor, next or in a booth", () => {
    expect(wanted(map(), listener("floor", "r1"))).toMatchObject({ voice: null, picture: null, plays: "nothing" });
    expect(wanted(map(), listener("floor", "r2")).audio).toEqual(set("r1"));
    const own = wanted(map(), listener("fr", "r70"));
    expect([own.voice, own.under, own.plays]).toEqual(["r1", null, "floor"]);
    const speaker = wanted(map(), listener("fr", "r1"));
    expect([speaker.voice, speaker.under]).toEqual(["r70", null]);
  });

  test("a speaker whom the leader muted: seen, received, and silent", () => {
    const floor = wanted(map(), { ...listener("floor"), muted: true });
    expect(floor).toMatchObject({ voice: null, picture: "r1", plays: "floor", audio: set("r1", "r2") });
    const fr = wanted(map(), { ...listener("fr"), muted: true });
    expect([fr.voice, fr.under]).toEqual(["r70", null]);
  });

  test("booths of other languages are not even received", () => {
    expect(wanted(map(), listener("fr")).audio.has("r71")).toBe(false);
  });
});
