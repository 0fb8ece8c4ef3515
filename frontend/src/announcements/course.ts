/** What of a meeting's course is told to those who do not see it. Nothing here changes with the clock or with the queue. */
import type { SittingState } from "../api/vocabulary";
import { interpolate, isolated, gettext } from "../i18n";
import { languageInWords } from "../language/names";
import { connectionLabels } from "../layout/connection-labels";
import type { Meeting } from "../meeting";
import { standsFor, whoText } from "../people/names";
import { speakersClock, type SpeakersClock } from "../speaking/speaking-time";

/** Who has the floor, in words. */
export interface Floor {
  turn: number;
  who: string;
  language: string;
  pointOfOrder: boolean;
  /** This person has it: their own panel tells them. */
  mine: boolean;
}

/** Each is null until it is known; what becomes unknown again changes nothing. */
export interface Course {
  /** Empty while all is well, otherwise what is wrong. */
  connection: string | null;
  sitting: SittingState | null;
  floor: Floor | "nobody" | null;
  /** This person is next. */
  next: boolean | null;
  /** Of this person's own turn. */
  time: SpeakersClock["state"] | "none" | null;
  item: { position: number; title: string } | "none" | null;
  /** Whether the list of speakers is open. */
  list: boolean | null;
  /** Empty while one hears what one chose, otherwise what one hears instead. */
  hearing: string | null;
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
  const { who, language, point_of_order } = turn.speaker;
  return {
    turn: turn.speaker.turn,
    // Delegates are known by whom they speak for, all others by their name.
    who: who.member === null ? whoText(who, context) : isolated(standsFor(who, context)),
    language: languageInWords(language, context),
    pointOfOrder: point_of_order,
    mine: who.registration === context.me.registration,
  };
}

function itemOf({ context, documents: { items } }: Seen): Course["item"] {
  if (!items) return null;
  const open = context.items.find(({ id }) => id === items.open);
  return open ? { position: open.position, title: isolated(open.title) } : "none";
}

/** What one hears instead of the language that one chose, in words; empty where there is nothing to say. */
export function hearingText({ context, documents, listening }: Seen): string {
  const { heard, plays } = listening;
  if (heard === "floor" || plays !== "floor" || documents.map?.language === heard) return "";
  return interpolate(gettext("No one interprets into %(language)s now: you hear the floor."), {
    language: languageInWords(heard, context),
  });
}

export function courseOf(meeting: Seen): Course {
  const { sitting, queue, turn, map } = meeting.documents;
  const me = meeting.context.me.registration;
  const own = turn?.speaker?.who.registration === me ? turn.speaker : null;
  return {
    connection: connectionOf(meeting),
    sitting: sitting?.state ?? null,
    floor: floorOf(meeting),
    next: queue?.places.some(({ who, next }) => next && who.registration === me) ?? null,
    time: turn && (own ? speakersClock(own, meeting.now).state : "none"),
    item: itemOf(meeting),
    list: queue?.list_open ?? null,
    hearing: map && hearingText(meeting),
  };
}
