import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { PracticeKind } from "../../api/vocabulary";
import {
  after,
  begun,
  type Course,
  counts,
  type Event,
  isHeard,
  NEEDED,
  STEPS,
  VOICE,
  wantsMicrophone,
} from "./course";

const START = 1_000_000;

/** What happens, each so many milliseconds after the one before. */
type Told = Event extends infer One ? (One extends Event ? Omit<One, "at"> & { later?: number } : never) : never;

function course(kind: PracticeKind, ...events: Told[]): Course {
  let [now, at] = [begun(kind, START), START];
  for (const { later = 0, ...event } of events) {
    at += later;
    now = after(now, { ...event, at });
  }
  return now;
}

const asked = (confirm = false): Told => ({ is: "asked", language: "en", confirm });
const tick = (later: number, level = 0): Told => ({ is: "ticked", passed: later, level, later });
const skip: Told = { is: "skipped", language: "fr" };
const open: Told = { is: "opened", cause: "" };
const voice = tick(NEEDED, VOICE);
/** Asked, found on the list, next with an open microphone, and given the floor. */
const floor: Told[] = [asked(), { is: "found" }, tick(6000), { is: "opening" }, open, tick(10_000)];

describe("a delegate", () => {
  test("asks, waits, is given the floor, is heard, finishes and hears the interpretation: that counts", () => {
    const listens = course("delegate", ...floor, voice, { is: "finished", later: 3000 });
    expect(listens).toMatchObject({ step: "listen", floor: "third", last: { spoke: 5 } });
    const over = after(listens, { is: "answered", heard: true, at: START + 30_000 });
    expect(over).toMatchObject({ step: null, skipped: [], ended: START + 30_000 });
    expect(counts(over)).toBe(true);
  });

  test("is next once one speaker is before them, and their microphone is wanted from then on", () => {
    const waits = course("delegate", asked(), { is: "found" }, tick(5999));
    expect([waits.floor, wantsMicrophone(waits)]).toEqual(["first", false]);
    const next = course("delegate", asked(), { is: "found" }, tick(6000));
    expect([next.floor, wantsMicrophone(next), isHeard(next)]).toEqual(["second", true, false]);
  });

  test("is heard only with the floor, and not before they confirm where they asked to", () => {
    const [, ...later] = floor;
    const given = course("delegate", asked(true), ...later);
    expect([given.step, given.floor, given.audible]).toEqual(["speak", "me", null]);
    expect(after(given, { is: "ticked", passed: NEEDED, level: 1, at: START + 20_000 }).step).toBe("speak");
    const taken = after(given, { is: "took", at: START + 20_000 });
    expect(after(taken, { is: "ticked", passed: NEEDED, level: VOICE, at: START + 22_000 }).step).toBe("finish");
  });

  test("who says nothing was not heard, whatever they do besides", () => {
    const quiet = course(
      "delegate",
      ...floor,
      tick(5000, VOICE - 0.01),
      { is: "finished" },
      { is: "answered", heard: true },
    );
    expect([quiet.step, quiet.skipped, counts(quiet)]).toEqual([null, ["speak"], false]);
  });

  test("the floor is taken back from who keeps it", () => {
    const kept = course("delegate", ...floor, voice, tick(80_000));
    expect([kept.step, kept.skipped, kept.floor]).toEqual(["listen", ["finish"], "third"]);
    expect(counts(course("delegate", ...floor, voice, tick(80_000), skip))).toBe(true);
  });

  test("withdraws, and asks again", () => {
    const again = course("delegate", asked(), { is: "found" }, tick(7000), { is: "withdrew" });
    expect(again).toMatchObject({ step: "ask", asked: null, floor: "first" });
    expect(after(again, { is: "asked", language: "fr", confirm: false, at: START }).step).toBe("list");
  });

  test("without a microphone, speaking and finishing are skipped together, and the rest goes on", () => {
    const refused = course("delegate", asked(), { is: "found" }, tick(6000), {
      is: "opened",
      cause: "permission_denied",
    });
    const listens = course(
      "delegate",
      asked(),
      { is: "found" },
      tick(6000),
      { is: "opened", cause: "no_device" },
      skip,
      skip,
    );
    expect(refused.microphone).toBe("permission_denied");
    expect([listens.step, listens.skipped]).toEqual(["listen", ["next", "speak", "finish"]]);
  });

  test("who hears nothing is told what to do, and stays", () => {
    const deaf = course("delegate", ...floor, voice, { is: "finished" }, { is: "answered", heard: false });
    expect([deaf.step, deaf.deaf]).toEqual(["listen", true]);
  });

  test("who leaves after they were heard has practised, and who leaves before has not", () => {
    const early = course("delegate", ...floor, { is: "left" });
    expect([early.skipped, counts(early)]).toEqual([["speak", "finish", "listen"], false]);
    const late = course("delegate", ...floor, voice, { is: "left" });
    expect([late.skipped, counts(late)]).toEqual([["finish", "listen"], true]);
  });
});

describe("an interpreter", () => {
  const air: Told[] = [{ is: "seated", language: "fr" }, open, { is: "aired", on: true }];
  const coughed: Told[] = [
    { is: "coughed", held: true },
    { is: "coughed", held: false },
  ];

  test("goes on air, is heard, coughs, hands over and takes over again: that counts", () => {
    const handed = course("interpreter", ...air, voice, ...coughed, { is: "aired", on: false }, tick(1000));
    expect([handed.step, handed.onAir, handed.partner]).toEqual(["take_back", null, START + NEEDED + 1000]);
    const over = course("interpreter", ...air, voice, ...coughed, { is: "aired", on: false }, tick(13_000), {
      is: "aired",
      on: true,
    });
    expect([over.step, over.skipped, counts(over)]).toEqual([null, [], true]);
  });

  test("hands over in one act, and takes over from a partner who is asked: that counts too", () => {
    const handed = course("interpreter", ...air, voice, ...coughed, { is: "handed", asks: true });
    expect([handed.step, handed.onAir, handed.partner]).toEqual(["take_back", null, START + NEEDED]);
    const ask: Told = { is: "handed", asks: true };
    const waits = course("interpreter", ...air, voice, ...coughed, ask, ask, tick(1900));
    expect([waits.step, waits.follows]).toEqual(["take_back", START + NEEDED]);
    const over = course("interpreter", ...air, voice, ...coughed, ask, ask, tick(2000));
    expect([over.step, over.skipped, counts(over)]).toEqual([null, [], true]);
  });

  test("who asks no more is not put on air as the partner ends", () => {
    const ask: Told = { is: "handed", asks: true };
    const again: Told = { is: "handed", asks: false };
    const silent = course("interpreter", ...air, voice, ...coughed, ask, ask, again, tick(12_000));
    expect([silent.step, silent.onAir, silent.partner]).toEqual(["take_back", null, null]);
  });

  test("a partner who was handed over to early goes on and off by the same times", () => {
    const early = course("interpreter", ...air, { is: "handed", asks: true }, { is: "handed", asks: true }, tick(2000));
    expect([early.step, early.partner]).toEqual(["speak", null]);
    expect(early.onAir).not.toBeNull();
  });

  test("is not on air without a microphone, nor beside their partner", () => {
    const shut = course("interpreter", { is: "seated", language: "fr" }, { is: "aired", on: true });
    expect([shut.step, shut.onAir]).toEqual(["air", null]);
    const both = course("interpreter", ...air, voice, ...coughed, { is: "aired", on: false }, tick(1000), {
      is: "aired",
      on: true,
    });
    expect([both.step, both.onAir]).toEqual(["take_back", null]);
  });

  test("is not heard while they cough", () => {
    const held = course("interpreter", ...air, { is: "coughed", held: true }, voice);
    expect([held.step, held.voiced, isHeard(held)]).toEqual(["speak", 0, false]);
  });

  test("without a microphone, what needs it is skipped at once", () => {
    const refused = course("interpreter", { is: "seated", language: "fr" }, { is: "opened", cause: "no_device" }, skip);
    expect([refused.step, refused.skipped, counts(refused)]).toEqual([null, STEPS.interpreter.slice(1), false]);
  });
});

test.each(["delegate", "interpreter"] as const)(
  "a %s who skips every step comes to the end, and it does not count",
  (kind) => {
    const over = course(kind, ...STEPS[kind].map(() => skip));
    expect([over.step, over.skipped, counts(over)]).toEqual([null, STEPS[kind], false]);
  },
);

test("whatever happens in whatever order: steps are skipped once, it counts only with a voice, and an end is the end", () => {
  const anything = fc.oneof(
    fc.record({
      is: fc.constant("ticked" as const),
      passed: fc.nat(30_000),
      level: fc.double({ min: 0, max: 1, noNaN: true }),
      later: fc.nat(30_000),
    }),
    fc.record({ is: fc.constantFrom("withdrew", "found", "took", "finished", "left_booth", "left", "opening") }),
    fc.record({ is: fc.constant("opened" as const), cause: fc.constantFrom("", "no_device", "permission_denied") }),
    fc.record({ is: fc.constant("asked" as const), language: fc.constantFrom("en", "fr"), confirm: fc.boolean() }),
    fc.record({ is: fc.constantFrom("skipped", "seated"), language: fc.constantFrom("en", "fr") }),
    fc.record({ is: fc.constant("answered" as const), heard: fc.boolean() }),
    fc.record({ is: fc.constant("aired" as const), on: fc.boolean() }),
    fc.record({ is: fc.constant("handed" as const), asks: fc.boolean() }),
    fc.record({ is: fc.constant("coughed" as const), held: fc.boolean() }),
  );
  fc.assert(
    fc.property(fc.constantFrom("delegate", "interpreter"), fc.array(anything, { maxLength: 40 }), (kind, events) => {
      const found = course(kind, ...(events as Told[]));
      expect(new Set(found.skipped).size).toBe(found.skipped.length);
      expect(STEPS[found.kind]).toEqual(expect.arrayContaining([...found.skipped]));
      if (counts(found)) expect(found.voiced).toBeGreaterThanOrEqual(NEEDED);
      expect(found.onAir !== null && found.partner !== null).toBe(false);
      if (found.step === null) {
        expect(after(found, { is: "skipped", language: "en", at: START })).toBe(found);
        expect(wantsMicrophone(found)).toBe(false);
      }
    }),
  );
});
