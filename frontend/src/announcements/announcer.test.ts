import fc from "fast-check";
import { expect, test } from "vitest";

import { APART, Announcer, SETTLED } from "./announcer";
import type { Course, Floor } from "./course";
import { unchanged, words } from "./words";

const TICK = 250;

const floor = (turn: number, mine = false): Floor => ({
  turn,
  who: `Member ${turn}`,
  language: "French",
  motion: "",
  muted: false,
  mine,
});

const CALM: Course = {
  connection: "",
  sitting: "open",
  floor: floor(1),
  request: { turn: 9, position: 1 },
  aside: [],
  point: "none",
  next: false,
  time: "none",
  spoke: "none",
  allotted: "none",
  ends: { time: "15:00", over: false },
  ruling: "none",
  item: "none",
  ended: "none",
  conclusion: "none",
  question: "none",
  positions: "none",
  list: true,
  voice: "none",
  hearing: { chosen: "French", instead: "" },
};
/** Neither on the list nor next. */
const ASKED_NOTHING: Course = { ...CALM, request: "none" };

/** What is said, with its moment: `course` for each tick. */
function run(courses: readonly Course[]): { at: number; text: string }[] {
  const announcer = new Announcer();
  const said: { at: number; text: string }[] = [];
  let shown = "";
  courses.forEach((course, index) => {
    const text = announcer.at(index * TICK, course);
    if (text !== shown && text !== "") said.push({ at: index * TICK, text });
    shown = text;
  });
  return said;
}

const during = (seconds: number, course: Course): Course[] => Array<Course>((seconds * 1000) / TICK).fill(course);

test("a change is said once it has been so for two seconds", () => {
  const said = run([...during(5, CALM), ...during(5, { ...CALM, list: false })]);
  expect(said).toEqual([{ at: 5000 + SETTLED, text: "The list of speakers is closed." }]);
});

test("who asks hears their place once, however the list moves after it", () => {
  const place = (position: number): Course => ({ ...CALM, request: { turn: 9, position } });
  const moving = [4, 3, 2].flatMap((position) => during(1, place(position)));
  const said = run([...during(5, ASKED_NOTHING), ...moving, ...during(9, place(1)), ...during(5, ASKED_NOTHING)]);
  expect(said.map(({ text }) => text)).toEqual([
    "Place 2 on the list of speakers.",
    "You are no longer on the list of speakers.",
  ]);
});

test("who withdraws while they are next is told one thing, and so is who asks and is next", () => {
  const next = { ...CALM, next: true };
  const said = run([...during(5, ASKED_NOTHING), ...during(9, next), ...during(9, ASKED_NOTHING)]);
  expect(said.map(({ text }) => text)).toEqual(["You are next.", "You are no longer on the list of speakers."]);
});

test("more time is told however soon after the floor it is given", () => {
  const own: Course = { ...ASKED_NOTHING, floor: floor(2, true), allotted: { turn: 2, seconds: 180 } };
  const more: Course = { ...own, allotted: { turn: 2, seconds: 240 } };
  const said = run([
    ...during(5, ASKED_NOTHING),
    ...during(3, { ...CALM, next: true }),
    ...during(1, own),
    ...during(9, more),
  ]);
  expect(said.map(({ text }) => text)).toEqual(["You are next.", "The speaking time is now 4 minutes."]);
});

test("what changes right after one has entered is said, what was so before is not", () => {
  const entering = [...during(1, { ...CALM, list: null, next: null }), ...during(1, { ...CALM, list: false })];
  const said = run([...entering, ...during(5, { ...CALM, list: false, next: true })]);
  expect(said.map(({ text }) => text)).toEqual(["You are next."]);
});

test("who is given the floor is not told that they are no longer next, whichever document comes first", () => {
  const next = { ...CALM, next: true };
  const said = run([...during(5, next), ...during(1, CALM), ...during(9, { ...CALM, floor: floor(2, true) })]);
  expect(said).toEqual([]);
});

test("the end of one's own turn is said, however short it was", () => {
  const own = during(1, { ...ASKED_NOTHING, floor: floor(2, true) });
  const said = run([
    ...during(5, { ...CALM, next: true }),
    ...own,
    ...during(9, { ...ASKED_NOTHING, floor: "nobody" }),
  ]);
  expect(said.map(({ text }) => text)).toEqual(["Your turn is over. No one hears you."]);
});

test("a sitting that is suspended is not first one in which nobody has the floor", () => {
  const nobody: Course = { ...CALM, floor: "nobody" };
  const said = run([...during(5, CALM), ...during(1, nobody), ...during(9, { ...nobody, sitting: "suspended" })]);
  expect(said.map(({ text }) => text)).toEqual(["The sitting is suspended."]);
});

test("a connection that never comes is said", () => {
  const said = run([
    ...during(1, { ...CALM, connection: null }),
    ...during(5, { ...CALM, connection: "No connection." }),
  ]);
  expect(said.map(({ text }) => text)).toEqual(["No connection."]);
});

test("what goes by is not said", () => {
  expect(run([...during(5, CALM), ...during(1, { ...CALM, floor: "nobody" }), ...during(5, CALM)])).toEqual([]);
});

test("of three speakers in two seconds the last is named", () => {
  const hasty = [2, 3].flatMap((turn) => during(1, { ...CALM, floor: floor(turn) }));
  const said = run([...during(5, CALM), ...hasty, ...during(5, { ...CALM, floor: floor(4) })]);
  expect(said.map(({ text }) => text)).toEqual(["Member 4 has the floor, in French."]);
});

test("a connection that comes and goes holds up nothing else", () => {
  const wavering = during(10, CALM).map((course, index) => ({
    ...course,
    connection: index % 4 < 2 ? "" : "Reconnecting.",
    list: false,
  }));
  expect(run([...during(5, CALM), ...wavering]).map(({ text }) => text)).toEqual(["The list of speakers is closed."]);
});

test("who presides is told of as they are heard for the first time, and not at each press", () => {
  const [keller, off] = [
    { ...CALM, voice: { who: "Ms. Keller" } },
    { ...CALM, voice: null },
  ];
  const again = [...during(3, keller), ...during(5, off)];
  const another = during(3, { ...CALM, voice: { who: "Mr. Brandt" } });
  const said = run([...during(5, off), ...again, ...again, ...another, ...during(5, off)]);
  expect(said.map(({ text }) => text)).toEqual([
    "Ms. Keller, who presides, is heard beside the speaker.",
    "Mr. Brandt, who presides, is heard beside the speaker.",
  ]);
});

test("who presided as the page was entered is told of too", () => {
  expect(run(during(5, { ...CALM, voice: { who: "Ms. Keller" } }))).toHaveLength(1);
});

test("a speaker's time does not wait to settle", () => {
  const mine = { ...CALM, floor: floor(1, true), time: "in_time" as const };
  const said = run([...during(5, mine), ...during(1, { ...mine, time: "nearly_over" })]);
  expect(said).toEqual([{ at: 5000, text: "30 seconds left." }]);
});

test("the question does not wait to settle either: there is little time to answer", () => {
  const question: Course = { ...CALM, question: { asked: "10:41", seconds: 10, over: false } };
  const [said] = run([...during(5, CALM), ...during(2, question)]);
  expect(said).toEqual({
    at: 5000,
    text: expect.stringMatching(/any objection to the conclusion\. 10 seconds\.$/) as string,
  });
});

test("a text that is changed several times in a row is said once", () => {
  const wording = (number: number): Course => ({ ...CALM, conclusion: { item: 6, wording: `en ${number}` } });
  const said = run([
    ...during(5, wording(1)),
    ...during(1, wording(2)),
    ...during(1, wording(3)),
    ...during(9, wording(4)),
  ]);
  expect(said.map(({ text }) => text)).toEqual(["The proposed conclusion has been changed."]);
});

test("the same words again are said again: the region was empty in between", () => {
  const [on, off] = [during(10, { ...CALM, next: true }), during(10, CALM)];
  const said = run([...off, ...on, ...off, ...on]).map(({ text }) => text);
  expect(said).toEqual(["You are next.", "You are no longer next.", "You are next."]);
});

test("a clock that is set back holds nothing up", () => {
  const announcer = new Announcer();
  for (let now = 3_600_000; now < 3_610_000; now += TICK) announcer.at(now, CALM);
  const heard = new Set<string>();
  for (let now = 0; now < 5000; now += TICK) heard.add(announcer.at(now, { ...CALM, list: false }));
  expect([...heard]).toContain("The list of speakers is closed.");
});

const course: fc.Arbitrary<Course> = fc.record({
  connection: fc.constantFrom(null, "", "Reconnecting."),
  sitting: fc.constantFrom(null, "planned", "open", "suspended", "ended"),
  floor: fc.oneof(
    fc.constantFrom(null, "nobody" as const),
    fc
      .tuple(fc.integer({ min: 1, max: 3 }), fc.boolean(), fc.boolean())
      .map(([turn, mine, muted]) => ({ ...floor(turn, mine), muted })),
  ),
  request: fc.oneof(
    fc.constantFrom(null, "none" as const),
    fc.record({ turn: fc.integer({ min: 8, max: 9 }), position: fc.integer({ min: 1, max: 3 }) }),
  ),
  aside: fc.oneof(
    fc.constant(null),
    fc.array(fc.record({ turn: fc.integer({ min: 8, max: 9 }), position: fc.integer({ min: 1, max: 3 }) })),
  ),
  point: fc.constantFrom(null, "none" as const, "point_of_order" as const),
  next: fc.constantFrom(null, true, false),
  time: fc.constantFrom(null, "none", "waiting", "in_time", "nearly_over", "over_time"),
  spoke: fc.constantFrom(null, "none" as const, { turn: 1, text: "You spoke for 3 minutes." }),
  allotted: fc.oneof(
    fc.constantFrom(null, "none" as const),
    fc.record({ turn: fc.integer({ min: 1, max: 3 }), seconds: fc.constantFrom(180, 240) }),
  ),
  ends: fc.oneof(fc.constant(null), fc.record({ time: fc.constantFrom("15:00", "15:10"), over: fc.boolean() })),
  ruling: fc.constantFrom(null, "none" as const, { ruling: 1, text: "Ruling." }),
  item: fc.oneof(
    fc.constantFrom(null, "none" as const),
    fc.integer({ min: 1, max: 3 }).map((position) => ({ position, title: `Title ${position}` })),
  ),
  ended: fc.constantFrom(null, "none" as const, { item: 1, text: "Outcome: Noted." }),
  conclusion: fc.oneof(
    fc.constantFrom(null, "none" as const),
    fc.record({ item: fc.integer({ min: 1, max: 2 }), wording: fc.constantFrom("en 1", "en 2") }),
  ),
  question: fc.oneof(
    fc.constantFrom(null, "none" as const),
    fc.record({ asked: fc.constantFrom("10:41", "10:45"), seconds: fc.constantFrom(10, 60), over: fc.boolean() }),
  ),
  positions: fc.oneof(
    fc.constantFrom(null, "none" as const),
    fc.record({
      item: fc.integer({ min: 1, max: 2 }),
      said: fc.array(
        fc.record({
          position: fc.integer({ min: 1, max: 3 }),
          withdrawn: fc.boolean(),
          text: fc.constantFrom("Norway objects.", "Ghana supports."),
        }),
        { maxLength: 3 },
      ),
    }),
  ),
  list: fc.constantFrom(null, true, false),
  voice: fc.constantFrom(null, { who: "Ms. Keller" }, { who: "Mr. Brandt" }),
  hearing: fc.oneof(
    fc.constant(null),
    fc.record({ chosen: fc.constantFrom("French", "Floor"), instead: fc.constantFrom("", "Nobody interprets.") }),
  ),
});
/** A meeting: each course for some ticks. */
const meeting = fc.array(fc.tuple(course, fc.integer({ min: 1, max: 30 })), { minLength: 1, maxLength: 20 });
const ticks = (stretches: [Course, number][]) => stretches.flatMap(([one, count]) => Array<Course>(count).fill(one));

test("whatever happens, two announcements are three seconds apart", () => {
  fc.assert(
    fc.property(meeting, (stretches) => {
      const moments = run(ticks(stretches)).map(({ at }) => at);
      for (const [index, at] of moments.entries()) {
        if (index > 0) expect(at - (moments[index - 1] ?? 0)).toBeGreaterThanOrEqual(APART);
      }
    }),
  );
});

test("whatever happened, once all is calm nothing more is said", () => {
  fc.assert(
    fc.property(meeting, course, (stretches, last) => {
      const before = ticks(stretches);
      const calm = during(30, last);
      const end = (before.length + (APART + SETTLED) / TICK + 1) * TICK;
      expect(run([...before, ...calm]).filter(({ at }) => at > end)).toEqual([]);
    }),
  );
});

test("a course that is the same says nothing", () => {
  fc.assert(fc.property(course, (one) => words(one, one) === ""));
});

test("what becomes unknown says nothing", () => {
  fc.assert(
    fc.property(course, (one) => {
      const unknown = Object.fromEntries(Object.keys(one).map((part) => [part, null])) as unknown as Course;
      expect(words(one, unknown)).toBe("");
      for (const part of Object.keys(one) as (keyof Course)[]) expect(unchanged(part, one, unknown)).toBe(true);
    }),
  );
});
