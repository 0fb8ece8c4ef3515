/** What of a meeting's course is told to those who do not see it. Nothing here changes with the clock or with the queue. */
import { timeOver } from "../agenda/window";
import type { PlaceDocument } from "../api/documents";
import type { Motion, SittingState } from "../api/vocabulary";
import { endingText } from "../conclusion/ending";
import { sentence } from "../conclusion/positions";
import { secondsAsked, secondsLeft } from "../conclusion/question";
import { durationAloud, gettext, interpolate, isolated, timeText } from "../i18n";
import { heardHere } from "../language/heard";
import { heardInWords, languageInWords } from "../language/names";
import { connectionLabels } from "../layout/connection-labels";
import type { Meeting } from "../meeting";
import { standsFor, whoText } from "../people/names";
import { type Aside, ownAside } from "../queue/aside";
import { rulingText } from "../queue/motions";
import { heardBeside } from "../stage/heard-beside";
import { speakersClock, type SpeakersClock } from "../speaking/speaking-time";
import { spokeText } from "../speaking/status";

/** Who has the floor, in words. */
export interface Floor {
  turn: number;
  who: string;
  language: string;
  /** On what they speak who do not speak on the item; empty otherwise. */
  motion: Motion | "";
  muted: boolean;
  /** This person has it: their own panel tells them. */
  mine: boolean;
}

/** What is proposed of an item: `wording` is another one for each change of what this person reads. */
export interface Proposal {
  item: number;
  wording: string;
}

/** One thing that was said on record, in words; another one once it is withdrawn. */
export interface Said {
  position: number;
  withdrawn: boolean;
  text: string;
}

/** Each is null until it is known; what becomes unknown again changes nothing. */
export interface Course {
  /** Empty while all is well, otherwise what is wrong. */
  connection: string | null;
  sitting: SittingState | null;
  floor: Floor | "nobody" | null;
  /** This person's request for the floor, with its place on the list. */
  request: { turn: number; position: number } | "none" | null;
  /** Requests of this person that were put aside, with the places of their items on the agenda. */
  aside: Aside[] | null;
  /** The motion of this person that waits. */
  point: Motion | "none" | null;
  /** The last ruling of who presides, in words. */
  ruling: { ruling: number; text: string } | "none" | null;
  /** This person is next. */
  next: boolean | null;
  /** Of this person's own turn. */
  time: SpeakersClock["state"] | "none" | null;
  /** How long this person spoke whose turn was the last one, in words. */
  spoke: { turn: number; text: string } | "none" | null;
  /** Seconds that a turn has, for its speaker and for who gives more. */
  allotted: { turn: number; seconds: number } | "none" | null;
  /** Until when the sitting meets; that this is over, for who may extend it. */
  ends: { time: string; over: boolean } | null;
  item: { position: number; title: string } | "none" | null;
  /** The item that ended just now, with its outcome and why, in words. */
  ended: { item: number; text: string } | "none" | null;
  conclusion: Proposal | "none" | null;
  /** Who presides asks whether there is any objection. */
  question: { asked: string; seconds: number; over: boolean } | "none" | null;
  /** What was said on record of the open item. */
  positions: { item: number; said: Said[] } | "none" | null;
  /** Whether the list of speakers is open. */
  list: boolean | null;
  /** Who presides is heard beside the floor. Null once they are not: they are told of once, not at each press. */
  voice: { who: string } | "none" | null;
  /** What one chose to hear; in a sentence what one hears instead, empty while that is the same. */
  hearing: { chosen: string; instead: string } | null;
}

/** Whether this person has the floor. */
export function isOwn(floor: Course["floor"]): floor is Floor {
  return floor !== null && floor !== "nobody" && floor.mine;
}

type Seen = Pick<
  Meeting,
  "context" | "documents" | "now" | "media" | "push" | "quality" | "overTcp" | "mediaBlocked" | "listening"
>;

function connectionOf(meeting: Seen): Course["connection"] {
  const { media, push, quality, mediaBlocked } = meeting;
  if (!mediaBlocked && (media === "idle" || media === "connecting" || push === "connecting")) return null;
  if (media === "connected" && push === "connected" && quality !== "lost" && !mediaBlocked) return "";
  const { text, detail } = connectionLabels(meeting);
  return detail ? interpolate(gettext("%(what)s. %(detail)s"), { what: text, detail }) : text;
}

function floorOf({ context, documents: { turn } }: Seen): Course["floor"] {
  if (!turn) return null;
  if (!turn.speaker) return "nobody";
  const { who, language, motion, muted } = turn.speaker;
  return {
    turn: turn.speaker.turn,
    // Delegates are known by whom they speak for, all others by their name.
    who: who.member === null ? whoText(who, context) : isolated(standsFor(who, context)),
    language: languageInWords(language, context),
    motion,
    muted,
    mine: who.registration === context.me.registration,
  };
}

function rulingOf({ context, documents: { sitting } }: Seen): Course["ruling"] {
  if (!sitting) return null;
  const { ruling } = sitting;
  return ruling
    ? { ruling: ruling.ruling, text: [`${rulingText(ruling, context)}.`, isolated(ruling.words)].join(" ") }
    : "none";
}

function itemOf({ context, documents: { items } }: Seen): Course["item"] {
  if (!items) return null;
  const open = context.items.find(({ id }) => id === items.open);
  return open ? { position: open.position, title: isolated(open.title) } : "none";
}

function endedOf({ context, documents: { items } }: Seen): Course["ended"] {
  if (!items) return null;
  const row = items.closed === null ? undefined : items.items.find(({ item }) => item === items.closed);
  if (!row?.outcome) return "none";
  const outcome = interpolate(gettext("Outcome: %(outcome)s."), { outcome: context.outcomes[row.outcome] });
  return { item: row.item, text: [outcome, row.ending ? endingText(row.ending, context) : ""].join(" ").trim() };
}

type OfConclusion = Pick<Course, "conclusion" | "question" | "positions">;

function conclusionOf({ context, documents: { conclusion }, now }: Seen): OfConclusion {
  if (!conclusion) return { conclusion: null, question: null, positions: null };
  const { item, texts, question, positions } = conclusion;
  if (item === null) return { conclusion: "none", question: "none", positions: "none" };
  // The text of drafting, and that of the reader's own language: what one listens to may change at any moment.
  const read = texts.filter(({ language }, index) => index === 0 || language === context.language);
  const wording = read.map(({ language, number }) => `${language} ${number}`).join();
  return {
    conclusion: wording ? { item, wording } : "none",
    question: question
      ? { asked: question.asked_at, seconds: secondsAsked(question), over: secondsLeft(question, now) === 0 }
      : "none",
    positions: {
      item,
      said: positions.map((one) => ({
        position: one.position,
        withdrawn: one.withdrawn,
        text: sentence(one, context),
      })),
    },
  };
}

function motionOf(own: readonly PlaceDocument[]): Motion | "none" {
  for (const { motion } of own) if (motion !== "") return motion;
  return "none";
}

function requestOf(meeting: Seen): Pick<Course, "request" | "aside" | "point" | "next"> {
  const {
    context,
    documents: { queue },
  } = meeting;
  if (!queue) return { request: null, aside: null, point: null, next: null };
  const own = queue.places.filter(({ who }) => who.registration === context.me.registration);
  const request = own.find(({ motion }) => motion === "");
  return {
    request: request ? { turn: request.turn, position: request.position } : "none",
    aside: ownAside(meeting),
    point: motionOf(own),
    next: own.some(({ next }) => next),
  };
}

function timeOf({ context, documents: { turn }, now }: Seen): Pick<Course, "time" | "spoke" | "allotted"> {
  if (!turn) return { time: null, spoke: null, allotted: null };
  const { speaker, last } = turn;
  const own = speaker?.who.registration === context.me.registration;
  return {
    time: speaker && own ? speakersClock(speaker, now).state : "none",
    spoke:
      last?.registration === context.me.registration && last.state === "ended"
        ? { turn: last.turn, text: spokeText(last, durationAloud) }
        : "none",
    allotted:
      speaker && (own || context.view === "console") ? { turn: speaker.turn, seconds: speaker.seconds } : "none",
  };
}

function endsOf(meeting: Seen): Course["ends"] {
  const { context, documents } = meeting;
  if (!documents.sitting) return null;
  return {
    time: timeText(documents.sitting.ends_at, context.consultation.zone),
    over: context.view === "console" && timeOver(meeting),
  };
}

/** What one hears instead of the language that one chose, in words; empty where there is nothing to say. */
export function hearingText({ context, documents, listening }: Seen): string {
  const { plays } = listening;
  const heard = heardHere(listening.heard, context);
  if (heard === "floor" || plays !== "floor" || documents.map?.language === heard) return "";
  return interpolate(gettext("No one interprets into %(language)s now: you hear the floor."), {
    language: languageInWords(heard, context),
  });
}

function voiceOf(meeting: Seen): Course["voice"] {
  const heard = heardBeside(meeting);
  return heard && !heard.mine ? { who: whoText(heard.who, meeting.context) } : null;
}

export function courseOf(meeting: Seen): Course {
  const { context, documents, listening } = meeting;
  const { sitting, queue, map } = documents;
  return {
    connection: connectionOf(meeting),
    sitting: sitting?.state ?? null,
    floor: floorOf(meeting),
    ...requestOf(meeting),
    ...timeOf(meeting),
    ends: endsOf(meeting),
    ruling: rulingOf(meeting),
    item: itemOf(meeting),
    ended: endedOf(meeting),
    ...conclusionOf(meeting),
    list: queue?.list_open ?? null,
    voice: voiceOf(meeting),
    hearing: map && {
      chosen: heardInWords(heardHere(listening.heard, context), context),
      instead: hearingText(meeting),
    },
  };
}
