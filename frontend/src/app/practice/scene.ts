/** The documents of a simulated sitting, as they are at a point of a practice. Without any page. */
import type { PlaceDocument, SpeakerDocument, Who } from "../../api/documents";
import type { Context, Language } from "../../context";
import { gettext } from "../../i18n";
import type { Documents } from "../../meeting";
import { ALLOTTED, type Course, isNext } from "./course";

/** Their statements are spoken by a machine in these languages. */
export const SPOKEN: readonly Language[] = ["ar", "zh", "en", "fr", "ru", "es"];
/** Of the turns on the floor. */
const TURNS = { first: 1, second: 2, me: 3, third: 4 } as const;
/** Allotted to each of the others. */
const SECONDS = 60;
const MINUTE = 60_000;
const CODES = { first: "practice-a", second: "practice-b", third: "practice-c" } as const;

type Simulated = keyof typeof CODES;

/** Those who are simulated besides: nobody's names, so that no government says what it has not said. */
export interface Cast {
  speakers: Record<Simulated, Who>;
  presiding: Who;
  partner: Who;
  /** In every booth that has a voice, save one's own. */
  interpreter: Who;
}

function delegation(which: Simulated): string {
  if (which === "first") return gettext("Delegation A");
  return which === "second" ? gettext("Delegation B") : gettext("Delegation C");
}

/** The context of the room, with the simulated delegations among the Members. */
export function simulated(context: Context): Context {
  const names = (Object.keys(CODES) as Simulated[]).map((which) => [CODES[which], delegation(which)]);
  return { ...context, members: { ...context.members, ...(Object.fromEntries(names) as Record<string, string>) } };
}

export function castOf({ me, capacities }: Context): Cast {
  const may = capacities.filter(({ speaks }) => speaks);
  const capacity = (may.find(({ key }) => key === me.capacity) ?? may[0])?.key ?? "";
  const of = (which: Simulated, registration: number): Who => ({
    registration,
    name: gettext("Simulated delegate"),
    member: CODES[which],
    capacity,
  });
  return {
    speakers: { first: of("first", -1), second: of("second", -2), third: of("third", -3) },
    presiding: { registration: -4, name: gettext("Simulated presiding officer"), member: null, capacity: "chair" },
    partner: { registration: -5, name: gettext("Simulated partner"), member: null, capacity: "interpreter" },
    interpreter: { registration: -6, name: gettext("Simulated interpreter"), member: null, capacity: "interpreter" },
  };
}

/**
 * What the simulated speakers speak. A delegate hears another language than their own, so that it is interpreted; an
 * interpreter hears their own, unless it is that of their booth.
 */
export function foreign({ language, languages, view }: Context, booth: Language | null): Language {
  const codes = languages.map(({ code }) => code).filter((code) => SPOKEN.includes(code));
  const own = view === "booth" && language !== booth && codes.includes(language) ? language : undefined;
  const other = codes.find((code) => code !== (view === "booth" ? booth : language));
  return own ?? other ?? codes[0] ?? languages[0]?.code ?? language;
}

/** The language that is spoken on the floor now. */
export function spokenOnFloor(course: Course, context: Context): Language {
  return course.floor === "me" ? (course.asked?.language ?? context.language) : foreign(context, course.booth);
}

/**
 * Every document of the sitting.
 *
 * @param seen there is a picture of who practises; null until the camera was asked for
 */
export function scene(course: Course, context: Context, cast: Cast, seen: boolean | null): Documents {
  const at = (moment: number) => new Date(moment).toISOString();
  const everybody = [...Object.values(cast.speakers), context.me, cast.presiding];
  // Who has spoken has practised it, and asks no more.
  const open = course.floor !== "third";
  const present = course.kind === "interpreter" ? [...everybody, cast.partner] : everybody;
  return {
    sitting: {
      seq: 1,
      state: "open",
      since: at(course.began),
      lead: cast.presiding,
      list_open: open,
      opens_at: at(course.began),
      closes_at: at(course.began + 60 * MINUTE),
      ends_at: at(course.began + 60 * MINUTE),
      interpretation_wait: 5,
      on_air_minutes: 30,
      room: "",
      suspended_until: null,
      ruling: null,
      undo: null,
    },
    queue: {
      seq: 1,
      list_open: open,
      places: places(course, context, cast, seen),
      motions: [],
      aside: [],
      spoken: [],
      spoken_persons: [],
      heard: [],
    },
    turn: { seq: 1, speaker: speaker(course, context, cast), last: lastTurn(course, context) },
    map: map(course, context, cast),
    items: { seq: 1, open: null, closed: null, items: [] },
    documentation: { seq: 1, items: [] },
    conclusion: {
      seq: 1,
      item: null,
      language: "",
      reading: 0,
      read: false,
      texts: [],
      numbers: {},
      question: null,
      asked_until: null,
      objections_stop: false,
      noted: false,
      positions: [],
      latest: 0,
      deferring: null,
    },
    statements: { seq: 1, item: null, statements: [] },
    speech: { seq: 0, speaking: {} },
    booths: booths(course, context, cast),
    signals: { seq: 1, turn: null, signals: [] },
    presence: {
      seq: 1,
      people: present.map((who) => ({ who: whoIs(who), since: at(course.began) })),
      removed: [],
      voters_present: 0,
      voters: 0,
    },
    help: { seq: 1, messages: [], call: null, requests: [] },
    desk: { seq: 1, threads: [], turns: [], intrusions: [], bad_sounds: [], room_made_again_at: null },
    chat: { seq: 1, messages: [] },
    booths_chat: { seq: 1, messages: [] },
    technicians_chat: { seq: 1, messages: [] },
  };
}

function whoIs({ registration, name, member, capacity }: Who): Who {
  return { registration, name, member, capacity };
}

function places(course: Course, context: Context, cast: Cast, seen: boolean | null): PlaceDocument[] {
  const waiting: [Who, number, Language, number][] = [];
  const before = course.began - MINUTE;
  const theirs = foreign(context, course.booth);
  if (course.floor === "first") waiting.push([cast.speakers.second, TURNS.second, theirs, before]);
  if (course.asked && (course.floor === "first" || course.floor === "second")) {
    waiting.push([whoIs(context.me), TURNS.me, course.asked.language, course.asked.at]);
  }
  if (course.floor === "me") waiting.push([cast.speakers.third, TURNS.third, theirs, before + MINUTE]);
  return waiting.map(([who, turn, language, asked], index) => ({
    turn,
    who,
    language,
    asked_at: new Date(asked).toISOString(),
    position: index + 1,
    point_of_order: false,
    motion: "",
    words: "",
    next: index === 0 && (turn !== TURNS.me || isNext(course)),
    microphone: turn === TURNS.me && course.microphone === "open" ? true : null,
    camera: turn === TURNS.me && course.microphone === "open" ? seen : null,
    reason: { rule: 6, code: "in_order", facts: { capacity: who.capacity, ahead_same: index, ahead_other: 0 } },
    item: null,
    wait_seconds: index * SECONDS,
  }));
}

function speaker(course: Course, context: Context, cast: Cast): SpeakerDocument | null {
  if (course.step === null) return null;
  const mine = course.floor === "me";
  const audible = mine ? course.audible : course.since;
  const since = audible === null ? null : new Date(audible).toISOString();
  return {
    turn: TURNS[course.floor],
    who: course.floor === "me" ? whoIs(context.me) : cast.speakers[course.floor],
    language: spokenOnFloor(course, context),
    point_of_order: false,
    motion: "",
    state: since ? "audible" : "granted",
    confirm: mine && course.asked?.confirm === true,
    muted: false,
    granted_at: new Date(course.since).toISOString(),
    connected_at: since,
    audible_at: since,
    waits: null,
    since,
    seconds: mine ? ALLOTTED : SECONDS,
    slow_down: [],
    wait: [],
  };
}

function lastTurn({ last }: Course, { me }: Context): Documents["turn"]["last"] {
  if (last === null) return null;
  return {
    turn: TURNS.me,
    registration: me.registration,
    state: "ended",
    cause: "",
    at: new Date(last.at).toISOString(),
    spoke_seconds: last.spoke,
    seconds: ALLOTTED,
  };
}

/** A machine interprets into its languages, save where nobody but the person would: into the booth in which they sit. */
function map(course: Course, context: Context, cast: Cast): Documents["map"] {
  const language = spokenOnFloor(course, context);
  const channel = (code: Language): Documents["map"]["channels"][string] => {
    if (code === language) return { source: "floor", identity: null, follower: null };
    if (code === course.booth) {
      if (course.onAir !== null) return { source: "booth", identity: `r${context.me.registration}`, follower: null };
      if (course.partner !== null) return { source: "booth", identity: "partner", follower: null };
      return { source: "none", identity: null, follower: null };
    }
    return SPOKEN.includes(code)
      ? { source: "booth", identity: code, follower: null }
      : { source: "none", identity: null, follower: null };
  };
  const several = context.languages.length > 1 ? context.languages : [];
  return {
    seq: 1,
    floor: String(TURNS[course.floor]),
    next: null,
    presiding: `r${cast.presiding.registration}`,
    voice: false,
    language,
    channels: Object.fromEntries(several.map(({ code }) => [code, channel(code)])),
  };
}

function booths(course: Course, context: Context, cast: Cast): Documents["booths"] {
  const iso = (since: number | null) => (since === null ? null : new Date(since).toISOString());
  const seat = (who: Who, since: number | null, handover: number | null = null) => ({
    who,
    entered_at: new Date(course.began).toISOString(),
    on_air_since: iso(since),
    handover_since: iso(handover),
    present: true,
  });
  const seats = (code: Language) => {
    if (code === course.booth) {
      return [seat(whoIs(context.me), course.onAir, course.follows), seat(cast.partner, course.partner)];
    }
    return SPOKEN.includes(code) ? [seat(cast.interpreter, course.began)] : [];
  };
  return {
    seq: 1,
    booths: context.languages.map(({ code }) => ({
      language: code,
      staffed: seats(code).length > 0,
      // Everybody works from every language here: relays come with a sitting.
      hears: { source: "floor", pivot: "", deputy: "", relays: 0 },
      seats: seats(code),
      shifts: [],
    })),
  };
}
