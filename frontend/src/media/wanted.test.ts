import { describe, expect, test } from "vitest";

import type { ChannelDocument, MapDocument } from "../api/documents";
import { type Listener, LOWERED, wanted } from "./wanted";

const booth = (identity: string, follower: string | null = null): ChannelDocument => ({
  source: "booth",
  identity,
  follower,
});
const FLOOR: ChannelDocument = { source: "floor", identity: null, follower: null };
const NONE: ChannelDocument = { source: "none", identity: null, follower: null };

function map(changes: Partial<MapDocument> = {}): MapDocument {
  const channels = { ar: NONE, zh: NONE, en: FLOOR, fr: booth("r70"), ru: NONE, es: booth("r71") };
  return { seq: 1, floor: "r1", next: "r2", presiding: "r5", voice: false, language: "en", channels, ...changes };
}

const UNDER = 0.1;
const listener = (heard: Listener["heard"], me = "r9", underneath = UNDER): Listener => ({
  heard,
  me,
  underneath,
  muted: false,
});
const set = (...identities: string[]) => new Set(identities);
const sounds = (all: Record<string, number>) => new Map(Object.entries(all));

describe("what is heard", () => {
  test("the floor: the speaker, with the next one and who presides received and unheard", () => {
    expect(wanted(map(), listener("floor"))).toEqual({
      audio: set("r1", "r5", "r2"),
      video: set("r1", "r5", "r2"),
      sounds: sounds({ r1: 1 }),
      picture: "r1",
      presiding: null,
      plays: "floor",
      partner: null,
    });
  });

  test("a language: its booth, and the floor underneath where that is wished", () => {
    const fr = wanted(map(), listener("fr"));
    expect([fr.sounds, fr.plays]).toEqual([sounds({ r70: 1, r1: UNDER }), "booth"]);
    expect(fr.audio).toEqual(set("r70", "r1", "r5", "r2"));
    const alone = wanted(map(), listener("fr", "r9", 0));
    expect(alone.sounds).toEqual(sounds({ r70: 1 }));
    expect(alone.audio).toEqual(set("r70", "r5", "r2"));
    expect(alone.picture).toBe("r1");
  });

  test("who takes over in the booth is received before they are heard, by who listens to it alone", () => {
    const channels = { ...map().channels, fr: booth("r70", "r72") };
    const fr = wanted(map({ channels }), listener("fr"));
    expect(fr.audio).toEqual(set("r70", "r72", "r1", "r5", "r2"));
    expect(fr.sounds).toEqual(sounds({ r70: 1, r1: UNDER }));
    expect(wanted(map({ channels }), listener("es")).audio).not.toContain("r72");
    expect(wanted(map({ channels }), listener("fr", "r72")).audio).not.toContain("r72");
  });

  test("the language of the floor is the floor itself, once", () => {
    const en = wanted(map(), listener("en"));
    expect([en.sounds, en.plays]).toEqual([sounds({ r1: 1 }), "floor"]);
  });

  test("a language that nobody interprets into is the floor", () => {
    const ru = wanted(map(), listener("ru"));
    expect([ru.sounds, ru.plays]).toEqual([sounds({ r1: 1 }), "floor"]);
  });

  test("a booth is heard while nobody has the floor", () => {
    const fr = wanted(map({ floor: null }), listener("fr"));
    expect([fr.sounds, fr.picture, fr.plays]).toEqual([sounds({ r70: 1 }), null, "booth"]);
  });
});

describe("who presides, while they talk", () => {
  const talks = (changes: Partial<MapDocument> = {}) => map({ voice: true, ...changes });

  test("is heard and seen beside the speaker, who is lowered", () => {
    const floor = wanted(talks(), listener("floor"));
    expect(floor.sounds).toEqual(sounds({ r1: LOWERED, r5: 1 }));
    expect([floor.picture, floor.presiding, floor.plays]).toEqual(["r1", "r5", "floor"]);
  });

  test("is beneath an interpretation with the speaker, as far as the floor is", () => {
    const fr = wanted(talks(), listener("fr"));
    expect(fr.sounds).toEqual(sounds({ r70: 1, r1: LOWERED * UNDER, r5: UNDER }));
    expect(wanted(talks(), listener("fr", "r9", 0)).sounds).toEqual(sounds({ r70: 1 }));
  });

  test("is heard without the booth of their language, whose channel carries the floor: no echo", () => {
    const channels = { ...map().channels, fr: FLOOR, en: booth("r72") };
    const fr = wanted(talks({ language: "fr", channels }), listener("fr"));
    expect([fr.sounds, fr.plays]).toEqual([sounds({ r1: LOWERED, r5: 1 }), "floor"]);
  });

  test("is heard by the speaker, and between speakers by everybody", () => {
    expect(wanted(talks(), listener("floor", "r1"))).toMatchObject({ sounds: sounds({ r5: 1 }), plays: "floor" });
    const alone = wanted(talks({ floor: null }), listener("floor"));
    expect(alone).toMatchObject({ sounds: sounds({ r5: 1 }), presiding: "r5", plays: "floor" });
  });

  test("does not hear themself, and hears the speaker lowered", () => {
    const own = wanted(talks(), listener("floor", "r5"));
    expect(own.sounds).toEqual(sounds({ r1: LOWERED }));
    expect([own.presiding, own.audio]).toEqual([null, set("r1", "r2")]);
  });

  test("is heard beside a speaker whom they muted", () => {
    expect(wanted(talks(), { ...listener("floor"), muted: true }).sounds).toEqual(sounds({ r5: 1 }));
  });
});

describe("what is not heard (rule 11)", () => {
  test("nothing before there is a map", () => {
    expect(wanted(null, listener("fr"))).toMatchObject({
      audio: set(),
      video: set(),
      sounds: sounds({}),
      plays: "nothing",
    });
  });

  test("nobody when the floor is empty: who is next, and who presides, is received and unheard", () => {
    const empty = wanted(map({ floor: null }), listener("floor"));
    expect(empty).toMatchObject({ sounds: sounds({}), picture: null, presiding: null, plays: "nothing" });
    expect(empty.audio).toEqual(set("r5", "r2"));
  });

  test("one's own voice, on the floor, next or in a booth", () => {
    expect(wanted(map(), listener("floor", "r1"))).toMatchObject({
      sounds: sounds({}),
      picture: null,
      plays: "nothing",
    });
    expect(wanted(map(), listener("floor", "r2")).audio).toEqual(set("r1", "r5"));
    const own = wanted(map(), listener("fr", "r70"));
    expect([own.sounds, own.plays]).toEqual([sounds({ r1: 1 }), "floor"]);
    const speaker = wanted(map(), listener("fr", "r1"));
    expect(speaker.sounds).toEqual(sounds({ r70: 1 }));
  });

  test("a speaker whom the leader muted: seen, received, and silent", () => {
    const floor = wanted(map(), { ...listener("floor"), muted: true });
    expect(floor).toMatchObject({
      sounds: sounds({}),
      picture: "r1",
      plays: "floor",
      audio: set("r1", "r5", "r2"),
    });
    const fr = wanted(map(), { ...listener("fr"), muted: true });
    expect(fr.sounds).toEqual(sounds({ r70: 1 }));
  });

  test("the partner of one's own booth, where one does not listen to them", () => {
    const alone = wanted(map(), listener("floor"));
    expect([alone.partner, alone.audio.has("r70")]).toEqual([null, false]);
    const beside = wanted(map(), { ...listener("floor"), booth: "fr" });
    expect(beside).toMatchObject({ partner: "r70", plays: "floor", sounds: sounds({ r1: 1 }) });
    expect(beside.audio.has("r70")).toBe(true);
  });

  test("a partner who is heard already is not heard twice, and oneself is no partner", () => {
    expect(wanted(map(), { ...listener("fr"), booth: "fr" }).partner).toBeNull();
    expect(wanted(map(), { ...listener("floor", "r70"), booth: "fr" }).partner).toBeNull();
    expect(wanted(map(), { ...listener("floor"), booth: "en" }).partner).toBeNull();
  });

  test("booths of other languages are not even received", () => {
    expect(wanted(map(), listener("fr")).audio.has("r71")).toBe(false);
  });
});
