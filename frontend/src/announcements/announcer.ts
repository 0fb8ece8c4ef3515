/** When something is said: once it has settled, and seldom enough to be listened to beside a meeting. */
import { type Course, isOwn } from "./course";
import { PARTS, type Part, unchanged, words } from "./words";

/** Milliseconds between two announcements; one that is said goes from the page after as long. */
export const APART = 3000;
/** Milliseconds for which something must have been as it is. A clock does not waver, and a speaker waits for it. */
export const SETTLED = 2000;

/** What is waited for, within seconds: one's own time, and the question whether there is any objection. */
const AT_ONCE: readonly Part[] = ["time", "question"];
const settling = (part: Part): number => (AT_ONCE.includes(part) ? 0 : SETTLED);
/** One act changes several of these, and their documents come one after the other: they settle together. */
const TOGETHER: readonly Part[] = ["sitting", "floor", "spoke", "request", "aside", "point", "next", "list"];

const UNKNOWN: Course = {
  connection: null,
  sitting: null,
  floor: null,
  request: null,
  aside: null,
  point: null,
  next: null,
  time: null,
  spoke: null,
  allotted: null,
  ends: null,
  ruling: null,
  item: null,
  ended: null,
  conclusion: null,
  question: null,
  positions: null,
  list: null,
  voice: null,
  hearing: null,
};

export class Announcer {
  /** As it was when something was said last, and as it was at the last look. */
  #told = UNKNOWN;
  #seen = UNKNOWN;
  #since: Partial<Record<Part, number>> = {};
  #spoke = Number.NEGATIVE_INFINITY;
  #said = "";
  #now = Number.NEGATIVE_INFINITY;

  /**
   * Look at the meeting, several times a second.
   *
   * @param now milliseconds, which may be set back
   * @returns what stands in the live region now
   */
  at(now: number, course: Course): string {
    if (now < this.#now) this.#setBack(now);
    this.#now = now;
    const seen = this.#seen;
    for (const part of PARTS) if (!unchanged(part, seen, course)) this.#since[part] = now;
    this.#seen = merged(seen, course, PARTS);
    this.#told = learned(this.#told, course);
    if (now - this.#spoke < APART) return this.#said;
    const settled = PARTS.filter((part) => now - this.#sinceWhen(part, now) >= settling(part));
    const after = merged(this.#told, this.#seen, settled);
    this.#said = words(this.#told, after);
    this.#told = after;
    if (this.#said) this.#spoke = now;
    return this.#said;
  }

  #sinceWhen(part: Part, now: number): number {
    const parts = TOGETHER.includes(part) ? TOGETHER : [part];
    return Math.max(...parts.map((one) => this.#since[one] ?? (one === part ? now : 0)));
  }

  /** The page learns the server's time as it enters: what was counted by its own begins anew. */
  #setBack(now: number): void {
    for (const part of PARTS) if (this.#since[part] !== undefined) this.#since[part] = now;
    this.#spoke = Math.min(this.#spoke, now);
  }
}

/**
 * What is so as the page enters is read there, not said: from then on a change is one. What is wrong from the beginning is
 * said all the same. A turn of one's own is told by its panel at once, so its end is one however short it was. What a turn
 * has at first is read with it: more is more, however soon it is given.
 */
function learned(told: Course, course: Course): Course {
  const first = PARTS.filter((part) => told[part] === null);
  const read = first.length === 0 ? told : merged(told, { ...course, ...wellFrom(course) }, first);
  const known = isOfAnotherTurn(read.allotted, course.allotted) ? { ...read, allotted: course.allotted } : read;
  if (!isOwn(course.floor)) return known;
  const { request, point, next } = known;
  return {
    ...known,
    floor: course.floor,
    request: course.request === "none" ? "none" : request,
    point: course.point === "none" ? "none" : point,
    next: course.next === false ? false : next,
  };
}

function isOfAnotherTurn(told: Course["allotted"], now: Course["allotted"]): boolean {
  if (now === null || now === "none") return false;
  return told === null || told === "none" || told.turn !== now.turn;
}

function wellFrom({ connection, hearing }: Course): Pick<Course, "connection" | "voice" | "hearing"> {
  const well = hearing && { ...hearing, instead: "" };
  return { connection: connection === null ? null : "", voice: "none", hearing: well };
}

/** `before` with those parts of `after` that are known. */
function merged(before: Course, after: Course, parts: readonly Part[]): Course {
  const known = parts.filter((part) => after[part] !== null).map((part) => [part, after[part]]);
  return { ...before, ...Object.fromEntries(known) } as Course;
}
