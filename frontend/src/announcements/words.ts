/** What is said when a meeting's course has changed: for each part of it a sentence, or nothing. */
import { WARN_BEFORE_SECONDS } from "../api/vocabulary";
import { gettext, interpolate, ngettext, numberText } from "../i18n";
import { ownAsideText } from "../queue/aside";
import { motionName } from "../queue/motions";
import { placeText } from "../queue/wait";
import { type Course, type Floor, isOwn } from "./course";

export type Part = keyof Course;

type Words = Record<Part, (before: Course, after: Course) => string>;

function given({ who, language, motion }: Floor): string {
  const format =
    motion === "point_of_order"
      ? gettext("%(who)s has the floor on a point of order, in %(language)s.")
      : motion
        ? gettext("%(who)s has the floor, in %(language)s: %(motion)s.")
        : gettext("%(who)s has the floor, in %(language)s.");
  return interpolate(format, { who, language, motion: motion && motionName(motion) });
}

/** What changes in the course of somebody else's turn. */
function altered(was: Floor, is: Floor): string {
  const format = is.muted ? gettext("%(who)s is muted.") : gettext("%(who)s is no longer muted.");
  return [
    was.language === is.language ? "" : gettext("%(who)s speaks %(language)s."),
    was.muted === is.muted ? "" : format,
  ]
    .filter(Boolean)
    .map((one) => interpolate(one, { who: is.who, language: is.language }))
    .join(" ");
}

function floorWords(before: Course, after: Course): string {
  const [was, is] = [before.floor, after.floor];
  if (is === null) return "";
  const ended =
    isOwn(was) && (is === "nobody" || is.turn !== was.turn) ? gettext("Your turn is over. No one hears you.") : "";
  if (is === "nobody") {
    // A sitting that does not go on says so itself.
    return ended || (after.sitting === "open" ? gettext("No one has the floor.") : "");
  }
  if (is.mine) return "";
  if (was !== null && was !== "nobody" && was.turn === is.turn) return altered(was, is);
  return [ended, given(is)].filter(Boolean).join(" ");
}

function sittingWords({ sitting: before }: Course, { sitting }: Course): string {
  switch (sitting) {
    case "open":
      return before === "suspended" ? gettext("The sitting has resumed.") : gettext("The sitting is open.");
    case "suspended":
      return gettext("The sitting is suspended.");
    case "ended":
      return gettext("The sitting has ended.");
    default:
      return "";
  }
}

function timeWords({ time: before }: Course, { time }: Course): string {
  switch (time) {
    case "over_time":
      return gettext("Your time is over.");
    case "nearly_over":
      if (before === "over_time") return gettext("You have been given more time.");
      return before === "in_time"
        ? interpolate(gettext("%(count)s seconds left."), { count: numberText(WARN_BEFORE_SECONDS) })
        : gettext("Your time is nearly over.");
    case "in_time":
      return before === "nearly_over" || before === "over_time" ? gettext("You have been given more time.") : "";
    default:
      return "";
  }
}

function allottedWords(before: Course, after: Course): string {
  const [was, is] = [before.allotted, after.allotted];
  if (!was || !is || was === "none" || is === "none" || was.turn !== is.turn || is.seconds <= was.seconds) return "";
  const time = numberText(is.seconds / 60, { style: "unit", unit: "minute", unitDisplay: "long" });
  return interpolate(gettext("The speaking time is now %(time)s."), { time });
}

function endsWords({ ends: before }: Course, { ends, sitting }: Course): string {
  if (!before || !ends || sitting !== "open") return "";
  if (before.time !== ends.time) {
    return interpolate(gettext("The sitting is extended until %(time)s."), { time: ends.time });
  }
  return ends.over ? gettext("The scheduled time of the sitting is over.") : "";
}

/** Somebody's own request came onto the list, or went from it. That they are next, or speak, says more. */
function requestWords(before: Course, after: Course): string {
  const { request, next, floor, sitting } = after;
  if (request === null || sitting === "ended") return "";
  if (request === "none")
    return isOwn(floor) || isAside(before, after) ? "" : gettext("You are no longer on the list of speakers.");
  return before.next === false && next ? "" : `${placeText(request.position)}.`;
}

/** Whether the request that somebody had is put aside now: that says more than that they wait no longer. */
function isAside({ request }: Course, { aside }: Course): boolean {
  return request !== null && request !== "none" && (aside ?? []).some(({ turn }) => turn === request.turn);
}

function asideWords({ aside: before }: Course, { aside }: Course): string {
  const known = new Set((before ?? []).map(({ turn }) => turn));
  return (aside ?? [])
    .filter(({ turn }) => !known.has(turn))
    .map(ownAsideText)
    .join(" ");
}

function pointWords({ point: before }: Course, { point, floor, sitting }: Course): string {
  if (point === "point_of_order") return gettext("Your point of order is raised.");
  if (point !== null && point !== "none") {
    return interpolate(gettext("Your request is on the list: %(motion)s."), { motion: motionName(point) });
  }
  if (isOwn(floor) || sitting === "ended") return "";
  return before === "point_of_order"
    ? gettext("Your point of order is off the list.")
    : gettext("Your motion is off the list.");
}

function nextWords(_: Course, { next, request, point, floor }: Course): string {
  if (next) return gettext("You are next.");
  const waits = (point !== null && point !== "none") || (request !== null && request !== "none");
  return isOwn(floor) || !waits ? "" : gettext("You are no longer next.");
}

/** An item that is closed is named, as one that is opened is. A sitting that has ended says so itself. */
function itemWords({ item: before }: Course, { item, sitting }: Course): string {
  const named = item === "none" ? before : item;
  if (named === null || named === "none" || sitting === "ended") return "";
  const format = item === "none" ? gettext("Item %(position)s is closed.") : gettext("Item %(position)s: %(title)s.");
  return interpolate(format, { position: numberText(named.position), title: named.title });
}

/** Whether the same item is open as before: what goes with its item needs no words. */
function sameItem({ positions: before }: Course, { positions }: Course): boolean {
  if (!before || !positions || before === "none" || positions === "none") return false;
  return before.item === positions.item;
}

function conclusionWords(before: Course, after: Course): string {
  const [was, is] = [before.conclusion, after.conclusion];
  if (is === null) return "";
  if (is === "none") return sameItem(before, after) ? gettext("The proposed conclusion has been withdrawn.") : "";
  return was === null || was === "none" || was.item !== is.item
    ? gettext("A proposed conclusion is on the screen.")
    : gettext("The proposed conclusion has been changed.");
}

function questionWords(before: Course, after: Course): string {
  const [was, question] = [before.question, after.question];
  if (question === null) return "";
  if (question === "none") return sameItem(before, after) ? gettext("The discussion is resumed.") : "";
  if (question.over) return gettext("Time for objections is over.");
  // More time to answer is no other question.
  if (was !== null && was !== "none" && was.asked === question.asked) return "";
  return interpolate(
    ngettext(
      "The presiding officer asks whether there is any objection to the conclusion. One second.",
      "The presiding officer asks whether there is any objection to the conclusion. %(seconds)s seconds.",
      question.seconds,
    ),
    { seconds: numberText(question.seconds) },
  );
}

/** What is new, or withdrawn since. What was said of an item before is read where it is taken up again. */
function positionsWords({ positions: before }: Course, { positions }: Course): string {
  if (!before || !positions || before === "none" || positions === "none" || before.item !== positions.item) return "";
  const known = new Map(before.said.map(({ position, withdrawn }) => [position, withdrawn]));
  return positions.said
    .filter(({ position, withdrawn }) => known.get(position) !== withdrawn)
    .map(({ text }) => text)
    .join(" ");
}

function endedWords(_: Course, { ended, sitting }: Course): string {
  return ended === null || ended === "none" || sitting === "ended" ? "" : ended.text;
}

/** The parts in the order in which they are said. */
const WORDS: Words = {
  connection: (_, { connection }) => (connection === "" ? gettext("The connection is back.") : (connection ?? "")),
  sitting: sittingWords,
  time: timeWords,
  floor: floorWords,
  // After what says that the turn is over.
  spoke: (_, { spoke }) => (spoke === null || spoke === "none" ? "" : spoke.text),
  allotted: allottedWords,
  request: requestWords,
  aside: asideWords,
  point: pointWords,
  next: nextWords,
  ruling: (_, { ruling }) => (ruling === null || ruling === "none" ? "" : ruling.text),
  item: itemWords,
  ended: endedWords,
  conclusion: conclusionWords,
  question: questionWords,
  positions: positionsWords,
  list: (_, { list, sitting }) => {
    if (sitting === "ended") return "";
    return list ? gettext("The list of speakers is open.") : gettext("The list of speakers is closed.");
  },
  voice: (_, { voice }) => {
    if (voice === null || voice === "none") return "";
    return interpolate(gettext("%(who)s, who presides, is heard beside the speaker."), { who: voice.who });
  },
  ends: endsWords,
  hearing: (_, { hearing }) => {
    if (hearing === null) return "";
    if (hearing.instead !== "") return hearing.instead;
    return interpolate(gettext("You hear: %(choice)s."), { choice: hearing.chosen });
  },
};

export const PARTS = Object.keys(WORDS) as Part[];

/** What of a part makes it another one. The list moves in silence: a place on it is no change. */
function gist(part: Part, course: Course): unknown {
  const { request } = course;
  return part === "request" && request !== null && request !== "none" ? request.turn : course[part];
}

/** Whether a part is the same as before, or not known. */
export function unchanged(part: Part, before: Course, after: Course): boolean {
  return after[part] === null || JSON.stringify(gist(part, before)) === JSON.stringify(gist(part, after));
}

/** What is said of a change, empty where nothing is. What was not known before is no change. */
export function words(before: Course, after: Course): string {
  const changed = PARTS.filter((part) => before[part] !== null && !unchanged(part, before, after));
  return changed
    .map((part) => WORDS[part](before, after))
    .filter(Boolean)
    .join(" ");
}
