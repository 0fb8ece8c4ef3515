/** The course of a practice (rule 51): what was done so far, and what comes of each act and of time. Without any page. */
import type { PracticeKind, PracticeStep } from "../../api/vocabulary";
import type { Language } from "../../context";
import type { DeviceCause } from "../../meeting";

export const STEPS: Record<PracticeKind, readonly PracticeStep[]> = {
  delegate: ["ask", "list", "next", "speak", "finish", "listen"],
  interpreter: ["booth", "air", "speak", "cough", "hand_over", "take_back"],
};
/** Without one of these nobody was heard. */
const ESSENTIAL: readonly PracticeStep[] = ["ask", "air", "speak"];

/** A level from which somebody is taken to speak: about 40 dB below full scale. */
export const VOICE = 0.33;
/** Milliseconds of voice that are needed: half a sentence. */
export const NEEDED = 2000;
/** Milliseconds after which whoever speaks first has finished, once somebody waits; and whoever is before them. */
export const FIRST_ENDS = 6000;
export const SECOND_ENDS = 16_000;
/** Seconds that are allotted to who practises, and milliseconds after which the floor is taken back. */
export const ALLOTTED = 60;
const TAKEN_BACK = 80_000;
/** Milliseconds after which the partner goes on air where nobody is, and within which they do. */
const PARTNER_OPENS = 1000;
const PARTNER_OPENED = 2000;
/** For which they are on air, and after which they hand over once they are asked. */
const PARTNER_LASTS = 12_000;
const PARTNER_HANDS_OVER = 2000;

export interface Course {
  readonly kind: PracticeKind;
  /** Null once it is over. */
  readonly step: PracticeStep | null;
  readonly skipped: readonly PracticeStep[];
  /** Milliseconds since 1970: when it began, and when the present step did. */
  readonly began: number;
  readonly entered: number;
  readonly ended: number | null;
  readonly microphone: "closed" | "opening" | "open" | DeviceCause;
  /** Milliseconds in which they were heard. */
  readonly voiced: number;
  readonly deaf: boolean;

  /** Of a delegate: what they asked with, and since when. */
  readonly asked: { at: number; language: Language; confirm: boolean } | null;
  /** Whose turn it is on the floor: two others, oneself, and a third one. */
  readonly floor: "first" | "second" | "me" | "third";
  /** Since when it is. */
  readonly since: number;
  /** Since when their own sound goes out; null before. */
  readonly audible: number | null;
  /** What became of their own turn. */
  readonly last: { at: number; spoke: number | null } | null;

  /** Of an interpreter: in which booth they sit, and since when they and their partner are on air. */
  readonly booth: Language | null;
  readonly onAir: number | null;
  readonly partner: number | null;
  /** Since when they ask to take over from their partner; null while they do not. */
  readonly follows: number | null;
  readonly coughing: boolean;
}

/** What happens in a practice. */
export type Event = { at: number } & (
  | { is: "ticked"; passed: number; level: number }
  /** The microphone opens; or it has, or not for a cause. */
  | { is: "opening" }
  | { is: "opened"; cause: DeviceCause | "" }
  | { is: "asked"; language: Language; confirm: boolean }
  | { is: "withdrew" | "found" | "took" | "finished" | "left_booth" | "left" }
  /** In the language that they would have chosen. */
  | { is: "skipped"; language: Language }
  | { is: "answered"; heard: boolean }
  | { is: "seated"; language: Language }
  | { is: "aired"; on: boolean }
  | { is: "handed"; asks: boolean }
  | { is: "coughed"; held: boolean }
);

export function begun(kind: PracticeKind, at: number): Course {
  return {
    kind,
    step: STEPS[kind][0] ?? null,
    skipped: [],
    began: at,
    entered: at,
    ended: null,
    microphone: "closed",
    voiced: 0,
    deaf: false,
    asked: null,
    floor: "first",
    since: at,
    audible: null,
    last: null,
    booth: null,
    onAir: null,
    partner: null,
    follows: null,
    coughing: false,
  };
}

/** Whether what was done so far counts as having practised: they were heard (rule 51). */
export function counts({ kind, step, skipped }: Pick<Course, "kind" | "step" | "skipped">): boolean {
  const steps = STEPS[kind];
  const done = steps.slice(0, step === null ? steps.length : steps.indexOf(step));
  return steps.filter((one) => ESSENTIAL.includes(one)).every((one) => done.includes(one) && !skipped.includes(one));
}

/** Whether the microphone cannot be used. */
export function lacks({ microphone }: Pick<Course, "microphone">): boolean {
  return !["closed", "opening", "open"].includes(microphone);
}

/** A microphone is wanted from when somebody is next, or sits in a booth, until their turn is over. */
export function wantsMicrophone(course: Course): boolean {
  if (course.step === null) return false;
  if (course.kind === "interpreter") return course.booth !== null;
  return course.floor === "me" || isNext(course);
}

/** Who waits is next once only one speaker is before them. */
export function isNext({ asked, floor }: Pick<Course, "asked" | "floor">): boolean {
  return asked !== null && floor === "second";
}

/** What comes of an event. The same course where nothing does. */
export function after(course: Course, event: Event): Course {
  if (course.step === null) return course;
  switch (event.is) {
    case "ticked":
      return listened(passed(course, event.at), event);
    case "opening":
      return { ...course, microphone: "opening" };
    case "opened":
      return sounding({ ...course, microphone: event.cause === "" ? "open" : event.cause }, event.at);
    case "skipped":
      return skip(course, event.at, event.language);
    case "left":
      return over(course, event.at, remaining(course));
    default:
      return course.kind === "delegate" ? delegates(course, event) : interpreters(course, event);
  }
}

function delegates(course: Course, event: Event): Course {
  const { at } = event;
  switch (event.is) {
    case "asked":
      if (course.step !== "ask") return course;
      return onto("list", { ...course, asked: { at, language: event.language, confirm: event.confirm } }, at);
    case "withdrew":
      if (course.step !== "list" && course.step !== "next") return course;
      return onto("ask", { ...course, asked: null, floor: "first", since: course.began }, at);
    case "found":
      return course.step === "list" ? onto("next", course, at) : course;
    case "took": {
      const { asked } = course;
      return asked ? sounding({ ...course, asked: { ...asked, confirm: false } }, at) : course;
    }
    case "finished":
      return course.floor === "me" ? finished(course, at) : course;
    case "answered":
      if (course.step !== "listen") return course;
      return event.heard ? over(course, at) : { ...course, deaf: true };
    default:
      return course;
  }
}

function interpreters(course: Course, event: Event): Course {
  const { at, is } = event;
  if (is === "seated") {
    const seated = { ...course, booth: event.language, onAir: null, follows: null };
    return course.step === "booth" ? onto("air", seated, at) : seated;
  }
  if (is === "left_booth")
    return onto("booth", { ...course, booth: null, onAir: null, partner: null, follows: null }, at);
  if (is === "handed") return handed(course, event.asks, at);
  if (is === "aired") return event.on ? onAir(course, at) : offAir(course, at);
  if (is === "coughed") {
    const released = course.coughing && !event.held;
    const next = { ...course, coughing: event.held };
    return released && course.step === "cough" ? onto("hand_over", next, at) : next;
  }
  return course;
}

function onAir(course: Course, at: number): Course {
  if (course.booth === null || course.partner !== null || course.microphone !== "open") return course;
  const aired = { ...course, onAir: at, follows: null };
  if (course.step === "air") return onto("speak", aired, at);
  return course.step === "take_back" ? over(aired, at) : aired;
}

function offAir(course: Course, at: number): Course {
  if (course.onAir === null) return course;
  const silent = { ...course, onAir: null, coughing: false };
  return course.step === "hand_over" ? onto("take_back", silent, at) : silent;
}

/** Ask to hand over, which the partner accepts at once; or to take over, which they do after a moment. */
function handed(course: Course, asks: boolean, at: number): Course {
  if (course.onAir !== null) return asks ? { ...offAir(course, at), partner: at } : course;
  if (course.partner === null) return asks ? onAir(course, at) : course;
  return { ...course, follows: asks ? (course.follows ?? at) : null };
}

/** The partner goes off air; who follows is heard from then on. */
function released(course: Course, at: number): Course {
  const silent = { ...course, partner: null };
  return course.follows === null ? silent : onAir(silent, at);
}

/** What time brings by itself: the floor goes from one to the next, and a partner speaks for a while. */
function passed(course: Course, at: number): Course {
  const elapsed = at - course.entered;
  if (course.step === "next") {
    if (course.floor === "first" && elapsed >= FIRST_ENDS) return { ...course, floor: "second", since: at };
    if (course.floor === "second" && elapsed >= SECOND_ENDS) return givenFloor(course, at);
  }
  if (course.floor === "me" && at - (course.audible ?? course.since) >= TAKEN_BACK) {
    return finished(course.step === "finish" ? skipping("finish", course) : course, at);
  }
  if (course.partner !== null) {
    const asked = course.follows !== null && at - course.follows >= PARTNER_HANDS_OVER;
    return asked || at - course.partner >= PARTNER_LASTS ? released(course, at) : course;
  }
  const silent = course.step === "take_back" && course.onAir === null;
  return silent && elapsed >= PARTNER_OPENS && elapsed < PARTNER_OPENED ? { ...course, partner: at } : course;
}

function listened(course: Course, { level, passed: time, at }: Extract<Event, { is: "ticked" }>): Course {
  if (course.step !== "speak" || level < VOICE || !isHeard(course)) return course;
  const voiced = course.voiced + time;
  const next = { ...course, voiced };
  if (voiced < NEEDED) return next;
  return onto(course.kind === "delegate" ? "finish" : "cough", next, at);
}

/** Their sound goes out. */
export function isHeard({ kind, audible, onAir: air, coughing, microphone }: Course): boolean {
  if (microphone !== "open") return false;
  return kind === "delegate" ? audible !== null : air !== null && !coughing;
}

function givenFloor(course: Course, at: number): Course {
  return sounding(onto("speak", { ...course, floor: "me", since: at }, at), at);
}

/** With the floor, an open microphone and no question to confirm, everybody hears them. */
function sounding(course: Course, at: number): Course {
  if (course.floor !== "me" || course.microphone !== "open" || course.asked?.confirm) return course;
  return course.audible === null ? { ...course, audible: at } : course;
}

/** The floor goes to the third speaker. Who was not heard has not spoken. */
function finished(course: Course, at: number): Course {
  const spoke = course.audible === null ? null : (at - course.audible) / 1000;
  const without = course.step === "speak" ? skipping("speak", course) : course;
  return onto("listen", { ...without, floor: "third", since: at, audible: null, last: { at, spoke } }, at);
}

/** Leave a step out; the sitting does for them what the step would have, so that the next one can begin. */
function skip(course: Course, at: number, language: Language): Course {
  const { step } = course;
  if (step === null) return course;
  // Nobody goes on air without a microphone, and what follows needs it.
  if (course.kind === "interpreter" && lacks(course)) return over(course, at, remaining(course));
  const without = skipping(step, course);
  switch (step) {
    case "ask":
      return onto("list", { ...without, asked: { at, language, confirm: false } }, at);
    case "list":
      return onto("next", without, at);
    case "next":
      return givenFloor(without, at);
    case "booth":
      return onto("air", { ...without, booth: language }, at);
    case "air":
      return onto("speak", without.microphone === "open" ? { ...without, onAir: at } : without, at);
    case "speak":
      if (course.kind === "interpreter") return onto("cough", without, at);
      return lacks(course) ? finished(skipping("finish", without), at) : onto("finish", without, at);
    case "finish":
      return finished(without, at);
    case "cough":
      return onto("hand_over", { ...without, coughing: false }, at);
    case "hand_over":
      return onto("take_back", { ...without, onAir: null, coughing: false }, at);
    case "listen":
    case "take_back":
      return over(without, at);
    default:
      return step satisfies never;
  }
}

function skipping(step: PracticeStep, course: Course): Course {
  return course.skipped.includes(step) ? course : { ...course, skipped: [...course.skipped, step] };
}

function onto(step: PracticeStep, course: Course, at: number): Course {
  return { ...course, step, entered: at };
}

/** The present step, and what follows it. */
function remaining({ kind, step }: Course): readonly PracticeStep[] {
  return step === null ? [] : STEPS[kind].slice(STEPS[kind].indexOf(step));
}

/** The end; what was not done by then was skipped. */
function over(course: Course, at: number, rest: readonly PracticeStep[] = []): Course {
  const without = rest.reduce((found, step) => skipping(step, found), course);
  return { ...without, step: null, ended: at, onAir: null, partner: null, follows: null, audible: null };
}
