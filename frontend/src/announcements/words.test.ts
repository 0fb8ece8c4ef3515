import { expect, test } from "vitest";

import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { NOW, sampleContext, samplePlace, sampleSpeaker } from "../testing/sample";
import { KELLER, MANSOUR, PEREIRA, SATO } from "../testing/sample-people";
import { SCENES } from "../testing/scenes";
import { type Course, courseOf } from "./course";
import { words } from "./words";

type Change = (meeting: FakeMeeting) => void;

/** Without the marks that keep a run of another direction together. */
const plain = (text: string) => text.replace(/[\u2068\u2069]/g, "");

/** What a Brazilian delegate is told when the first becomes the second. */
function told(from: string | Change, to: string | Change, context = sampleContext()): string {
  const of = (change: string | Change): Course => {
    const meeting = new FakeMeeting(context);
    (typeof change === "string" ? SCENES[change] : change)?.(meeting);
    return courseOf(meeting);
  };
  return plain(words(of(from), of(to)));
}

function gives(speaker: Partial<ReturnType<typeof sampleSpeaker>>): Change {
  return (meeting) => {
    if (meeting.documents.turn) meeting.documents.turn.speaker = sampleSpeaker({ turn: 7, ...speaker });
  };
}

const item = (open: number | null): Change => {
  return (meeting) => {
    if (meeting.documents.items) meeting.documents.items.open = open;
  };
};

test.each<[string, string | Change, string | Change, string]>([
  ["who is given the floor", "waiting", gives({ who: MANSOUR, language: "ar" }), "Egypt has the floor, in Arabic."],
  [
    "one who speaks for nobody",
    "waiting",
    gives({ who: KELLER, language: "fr" }),
    "Ms. Ruth Keller, Vice-Chair has the floor, in French.",
  ],
  [
    "a point of order",
    "waiting",
    gives({ who: SATO, language: "en", point_of_order: true }),
    "Japan has the floor on a point of order, in English.",
  ],
  [
    "another language, corrected",
    "waiting",
    (meeting) => Object.assign(meeting.documents.turn?.speaker ?? {}, { language: "fr" }),
    "Argentina speaks French.",
  ],
  ["nobody", "waiting", "silence", "No one has the floor."],
  ["one is next", "idle", "ready", "You are next."],
  ["one is next no longer", "ready", "waiting", "You are no longer next."],
  ["one's own floor is told by its panel", "ready", "live", ""],
  ["30 seconds before the end", "live", "nearly", "30 seconds left."],
  ["the end of one's time", "nearly", "over", "Your time is over."],
  ["more time", "over", "live", "You have been given more time."],
  ["one has finished", "live", "silence", "Your turn is over. No one hears you."],
  [
    "another follows",
    "live",
    (meeting) => [SCENES["idle"], gives({})].forEach((change) => change?.(meeting)),
    "Your turn is over. No one hears you. Argentina has the floor, in Spanish.",
  ],
  ["the list is closed", "idle", "closed", "The list of speakers is closed."],
  ["the list is opened", "closed", "idle", "The list of speakers is open."],
  ["an item", item(5), item(6), "Item 6: Cost recovery for the processing of satellite network filings."],
  ["no item", item(6), item(null), "No item is open."],
  ["opened", "planned", "silence", "The sitting is open."],
  ["suspended: nothing of the floor besides", "idle", "suspended", "The sitting is suspended."],
  ["resumed", "suspended", "silence", "The sitting has resumed."],
  ["ended", "idle", "ended", "The sitting has ended."],
  [
    "the connection lost",
    "waiting",
    (meeting) => (meeting.media = "reconnecting"),
    "Reconnecting. Your place on the list of speakers is kept.",
  ],
  ["the connection back", (meeting) => (meeting.media = "lost"), "waiting", "The connection is back."],
  [
    "a language that nobody interprets",
    "waiting",
    (meeting) => Object.assign(meeting.listening, { heard: "zh", plays: "floor" }),
    "No one interprets into Chinese now: you hear the floor.",
  ],
  [
    "the floor's own language",
    "waiting",
    (meeting) => Object.assign(meeting.listening, { heard: "es", plays: "floor" }),
    "",
  ],
  ["what comes with the first documents", "loading", "waiting", ""],
  ["a connection that becomes weak", "waiting", (meeting) => (meeting.quality = "poor"), ""],
])("%s", (_, from, to, text) => {
  expect(told(from, to)).toBe(text);
});

test("the queue is silent, however it moves", () => {
  const moved: Change = (meeting) => {
    const { queue } = meeting.documents;
    if (queue)
      queue.places = [
        samplePlace(MANSOUR, 1, "10:41:00"),
        samplePlace(PEREIRA, 2, "10:40:11"),
        samplePlace(SATO, 3, "10:39:02"),
      ];
    meeting.now = NOW + 20_000;
  };
  expect(told("waiting", moved)).toBe("");
});

test("somebody else's time is silent: it is the speaker's", () => {
  expect(told("waiting", (meeting) => (meeting.now = NOW + 100_000))).toBe("");
});

test("all that changed at once is one announcement, in a fixed order", () => {
  expect(told("closed", "suspended")).toBe("The sitting is suspended. The list of speakers is open.");
});
