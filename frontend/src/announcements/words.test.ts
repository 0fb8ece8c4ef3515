import { expect, test } from "vitest";

import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { NOW, sampleContext, samplePlace, sampleSpeaker } from "../testing/sample";
import { ASANTE, HAUGEN, KELLER, MANSOUR, PEREIRA, SATO } from "../testing/sample-people";
import { isAsked, proposes, samplePosition, says } from "../testing/sample-conclusion";
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

/** This delegate has a point of order, and nothing else. */
const raised: Change = (meeting) => {
  SCENES["idle"]?.(meeting);
  const { queue } = meeting.documents;
  const point = samplePlace(PEREIRA, 1, "10:41:00", { turn: 200, point_of_order: true, motion: "point_of_order" });
  if (queue) queue.places = [point, ...queue.places.map((place) => ({ ...place, next: false }))];
};

/** Nobody speaks, and this delegate does not wait. */
const quiet: Change = (meeting) => [SCENES["idle"], SCENES["silence"]].forEach((change) => change?.(meeting));

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
    gives({ who: SATO, language: "en", point_of_order: true, motion: "point_of_order" }),
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
  ["one has finished", "live", quiet, "Your turn is over. No one hears you."],
  [
    "one has finished and was heard",
    "live",
    (meeting) => {
      quiet(meeting);
      const { turn } = meeting.documents;
      const { registration } = meeting.context.me;
      const at = "2020-06-09T10:41:30Z";
      if (turn) turn.last = { turn: 99, registration, state: "ended", cause: "", at, spoke_seconds: 192, seconds: 180 };
    },
    "Your turn is over. No one hears you. You spoke for 3 minutes and 12 seconds; 3 minutes were foreseen.",
  ],
  [
    "one's request is put aside with its item",
    "waiting",
    (meeting) => {
      SCENES["idle"]?.(meeting);
      if (meeting.documents.queue) {
        meeting.documents.queue.aside = [{ turn: 100 + PEREIRA.registration, who: PEREIRA, item: 4 }];
      }
    },
    "Your request for item 4 is put aside.",
  ],
  [
    "another follows",
    "live",
    (meeting) => [SCENES["idle"], gives({})].forEach((change) => change?.(meeting)),
    "Your turn is over. No one hears you. Argentina has the floor, in Spanish.",
  ],
  ["the list is closed", "idle", "closed", "The list of speakers is closed."],
  ["the list is opened", "closed", "idle", "The list of speakers is open."],
  ["an item", item(5), item(6), "Item 6: Cost recovery for the processing of satellite network filings."],
  ["no item any more", item(6), item(null), "Item 6 is closed."],
  ["opened", "planned", quiet, "The sitting is open."],
  ["suspended: nothing of the floor besides", "idle", "suspended", "The sitting is suspended."],
  ["resumed", "suspended", quiet, "The sitting has resumed."],
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
    "You hear: Spanish.",
  ],
  ["what one hears, chosen by a key", "waiting", (meeting) => meeting.listening.choose("floor"), "You hear: Floor."],
  [
    "interpretation that is back",
    (meeting) => Object.assign(meeting.listening, { heard: "zh", plays: "floor" }),
    (meeting) => Object.assign(meeting.listening, { heard: "zh", plays: "booth" }),
    "You hear: Chinese.",
  ],
  [
    "a language kept from another sitting that this one has not",
    "waiting",
    (meeting) => {
      meeting.context = {
        ...meeting.context,
        languages: meeting.context.languages.filter(({ code }) => code !== "zh"),
      };
      Object.assign(meeting.listening, { heard: "zh", plays: "floor" });
    },
    "You hear: Floor.",
  ],
  ["one's request, with its place", "idle", "waiting", "Place 3 on the list of speakers."],
  ["one's request withdrawn", "waiting", "idle", "You are no longer on the list of speakers."],
  ["one's request withdrawn with the end of the sitting", "waiting", "ended", "The sitting has ended."],
  ["one's point of order", "idle", raised, "Your point of order is raised. You are next."],
  ["one's point of order withdrawn", raised, "idle", "Your point of order is off the list."],
  ["somebody else is muted", "waiting", gives({ turn: 99, muted: true }), "Argentina is muted."],
  ["and no longer", gives({ turn: 99, muted: true }), "waiting", "Argentina is no longer muted."],
  ["more time for somebody else, in the room", "waiting", gives({ turn: 99, seconds: 240 }), ""],
  [
    "a longer sitting",
    "silence",
    (meeting) => {
      SCENES["silence"]?.(meeting);
      Object.assign(meeting.documents.sitting ?? {}, { ends_at: "2020-06-09T13:10:00Z" });
    },
    "The sitting is extended until 15:10.",
  ],
  ["what comes with the first documents", "loading", "waiting", ""],
  ["a connection that becomes weak", "waiting", (meeting) => (meeting.quality = "poor"), ""],
])("%s", (_, from, to, text) => {
  expect(told(from, to)).toBe(text);
});

test("who presides is told of more time, and that the time of the sitting is over", () => {
  const console = { ...sampleContext(KELLER), view: "console" as const };
  expect(told("waiting", gives({ turn: 99, seconds: 240 }), console)).toBe("The speaking time is now 4 minutes.");
  const over: Change = (meeting) => (meeting.now = Date.parse("2020-06-09T13:00:01Z"));
  expect(told("waiting", over, console)).toBe("The scheduled time of the sitting is over.");
  expect(told("waiting", over)).toBe("");
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

/** A text, and then what else happens to it. */
const text =
  (...changes: Change[]): Change =>
  (meeting) => {
    proposes(meeting.documents);
    for (const change of changes) change(meeting);
  };
const takenBack: Change = ({ documents: { conclusion } }) => Object.assign(conclusion ?? {}, { texts: [] });
const ask =
  (until: number): Change =>
  (meeting) =>
    isAsked(meeting.documents, until);
const objects: Change = (meeting) =>
  says(meeting.documents, samplePosition(ASANTE, 20, { kind: "objection", defers: true }));

test.each<[string, Change, Change, string]>([
  ["a text that is put on the screen", text(takenBack), text(), "A proposed conclusion is on the screen."],
  [
    "a text that is changed",
    text(),
    text(({ documents: { conclusion } }) => Object.assign(conclusion?.texts[0] ?? {}, { number: 4 })),
    "The proposed conclusion has been changed.",
  ],
  [
    "one that changed in a language that this person does not read",
    text(),
    text(({ documents: { conclusion } }) => Object.assign(conclusion?.texts[1] ?? {}, { number: 4 })),
    "",
  ],
  [
    "what one listens to changes no text",
    text(),
    text((meeting) => meeting.listening.choose("ru")),
    "You hear: Russian.",
  ],
  ["a text that is taken back", text(), text(takenBack), "The proposed conclusion has been withdrawn."],
  [
    "the question",
    text(),
    text(ask(NOW + 10_000)),
    "The presiding officer asks whether there is any objection to the conclusion. 10 seconds.",
  ],
  ["the end of its time", text(ask(NOW + 10_000)), text(ask(NOW - 1)), "Time for objections is over."],
  ["the discussion that is resumed", text(ask(NOW + 10_000)), text(), "The discussion is resumed."],
  ["an objection", text(), text(objects), "Ghana objects to the conclusion."],
  [
    "an objection that is withdrawn, and another one",
    text(),
    text(({ documents: { conclusion } }) => {
      for (const one of conclusion?.positions ?? []) one.withdrawn = one.who.member === HAUGEN.member;
    }, objects),
    "The objection of Norway is withdrawn. Ghana objects to the conclusion.",
  ],
  [
    "how an item ended, and nothing of its text",
    text(ask(NOW - 1)),
    (meeting) => SCENES["closedItem"]?.(meeting),
    "Item 6 is closed. Outcome: Carried over. Argentina asked that the conclusion be deferred.",
  ],
  [
    "another item with its own text and what was said of it",
    text(objects),
    (meeting) => {
      proposes(meeting.documents);
      Object.assign(meeting.documents.items ?? {}, { open: 7 });
      Object.assign(meeting.documents.conclusion ?? {}, { item: 7 });
    },
    "Item 7: Support provided to the Telecommunication Standardization Bureau. A proposed conclusion is on the screen.",
  ],
  [
    "another item without a text",
    text(objects, ask(NOW + 10_000)),
    (meeting) => {
      Object.assign(meeting.documents.items ?? {}, { open: 7 });
      Object.assign(meeting.documents.conclusion ?? {}, { item: 7 });
    },
    "Item 7: Support provided to the Telecommunication Standardization Bureau.",
  ],
])("of the conclusion: %s", (_, from, to, words) => {
  expect(told(from, to)).toBe(words);
});
