/** States of a meeting, each as a change of the sample sitting: for the harness, and for tests that look at all of them. */
import type { Language } from "../context";
import type { FakeMeeting } from "./fake-meeting.svelte";
import { arabicFirst, isAsked, nothingProposed, proposes } from "./sample-conclusion";
import { NOW, samplePlace, sampleRuling, sampleSpeaker } from "./sample";
import { EVERYBODY, HAUGEN, PEREIRA, who } from "./sample-people";

export type Scene = (meeting: FakeMeeting) => void;

const LONG_NAME = `Her Excellency Dr. Maria ${"Alexandra Wilhelmina Josephine ".repeat(9)}de Almeida e Castro`;

/** The person of this page has the floor. */
function speaks(meeting: FakeMeeting, more: Parameters<typeof sampleSpeaker>[0] = {}): void {
  const { registration, name, member, capacity } = meeting.context.me;
  const mine = { registration, name, member, capacity };
  const { queue, turn, map } = meeting.documents;
  if (queue) queue.places = queue.places.filter((place) => place.who.registration !== registration);
  if (turn) turn.speaker = sampleSpeaker({ who: mine, language: "en", ...more });
  if (map) Object.assign(map, { floor: `r${registration}`, language: "en" });
}

function isNext(meeting: FakeMeeting): void {
  const { registration, name, member, capacity } = meeting.context.me;
  const { queue } = meeting.documents;
  if (!queue) return;
  const others = queue.places.filter((place) => place.who.registration !== registration);
  const mine = samplePlace({ registration, name, member, capacity }, 1, "10:38:50", { microphone: true, camera: true });
  queue.places = [mine, ...others.map((place, index) => ({ ...place, position: index + 2, next: false }))];
}

function notInQueue(meeting: FakeMeeting): void {
  const { queue } = meeting.documents;
  const { registration } = meeting.context.me;
  if (queue) queue.places = queue.places.filter((place) => place.who.registration !== registration);
}

export function silence(meeting: FakeMeeting): void {
  const { turn, map } = meeting.documents;
  if (turn) turn.speaker = null;
  if (map) Object.assign(map, { floor: null, language: null });
  meeting.listening.plays = "nothing";
}

/** Who presides is heard beside the floor. */
function talks(language: Language): Scene {
  return ({ documents: { map } }) => {
    if (!map) return;
    Object.assign(map, { voice: true, language });
    const own = map.channels[language];
    if (own) Object.assign(own, { source: "floor", identity: null, follower: null });
    if (map.channels["es"]) Object.assign(map.channels["es"], { source: "booth", identity: "r41", follower: null });
  };
}

function sitting(state: "planned" | "suspended" | "ended"): Scene {
  return (meeting) => {
    silence(meeting);
    notInQueue(meeting);
    if (meeting.documents.sitting) {
      meeting.documents.sitting.state = state;
      meeting.documents.sitting.since = state === "planned" ? null : "2020-06-09T10:40:00Z";
    }
    if (state === "planned") meeting.now = Date.parse("2020-06-09T09:48:20Z");
  };
}

export const SCENES: Record<string, Scene> = {
  waiting: () => undefined,
  idle: notInQueue,
  closed: (meeting) => {
    notInQueue(meeting);
    if (meeting.documents.queue) meeting.documents.queue.list_open = false;
  },
  spoken: (meeting) => {
    meeting.context = { ...meeting.context, me: { ...meeting.context.me, ...HAUGEN } };
    meeting.context.me.may = meeting.context.me.may.filter((action) => action !== "floor.point_of_order");
    notInQueue(meeting);
    meeting.documents.queue?.spoken.push("NO");
  },
  warming: (meeting) => {
    isNext(meeting);
    meeting.speaking.state = "warming";
    meeting.speaking.level = 0;
  },
  ready: (meeting) => {
    isNext(meeting);
    meeting.speaking.state = "ready";
  },
  unready: (meeting) => {
    isNext(meeting);
    meeting.speaking.state = "failed";
    meeting.speaking.cause = "permission_denied";
  },
  confirm: (meeting) => {
    speaks(meeting, { state: "granted", since: null, confirm: true });
    meeting.speaking.state = "confirm";
  },
  connecting: (meeting) => {
    speaks(meeting, { state: "granted", since: null });
    meeting.speaking.state = "connecting";
  },
  live: (meeting) => {
    speaks(meeting);
    meeting.speaking.state = "live";
  },
  nearly: (meeting) => {
    speaks(meeting);
    meeting.speaking.state = "live";
    meeting.now = NOW + 50_000;
  },
  over: (meeting) => {
    speaks(meeting);
    meeting.speaking.state = "live";
    meeting.now = NOW + 100_000;
  },
  muted: (meeting) => {
    speaks(meeting, { muted: true });
    meeting.speaking.state = "muted";
  },
  failed: (meeting) => {
    silence(meeting);
    notInQueue(meeting);
    if (meeting.documents.turn) {
      meeting.documents.turn.last = {
        turn: 98,
        registration: meeting.context.me.registration,
        state: "failed",
        cause: "timed_out",
        at: "2020-06-09T10:41:20Z",
        spoke_seconds: null,
        seconds: 180,
      };
    }
  },
  silence,
  voice: talks("en"),
  voiceAlone: (meeting) => {
    silence(meeting);
    talks("fr")(meeting);
  },
  planned: sitting("planned"),
  suspended: sitting("suspended"),
  ended: sitting("ended"),
  loading: (meeting) => {
    for (const name of [
      "sitting",
      "queue",
      "turn",
      "map",
      "items",
      "documentation",
      "conclusion",
      "booths",
      "presence",
      "help",
    ] as const) {
      meeting.documents[name] = null;
    }
    meeting.media = "connecting";
    meeting.push = "connecting";
  },
  text: (meeting) => proposes(meeting.documents),
  /** Seven seconds are left. */
  asked: (meeting) => {
    proposes(meeting.documents);
    isAsked(meeting.documents, NOW + 7000);
  },
  answered: (meeting) => {
    proposes(meeting.documents);
    isAsked(meeting.documents, NOW - 3000);
  },
  arabic: (meeting) => {
    proposes(meeting.documents);
    arabicFirst(meeting.documents);
  },
  draft: (meeting) => {
    proposes(meeting.documents);
    const { conclusion } = meeting.documents;
    const [first] = conclusion?.texts ?? [];
    if (!conclusion || !first) return;
    const paragraphs = first.paragraphs.map((pieces) => pieces.filter(({ kind }) => kind === "same"));
    Object.assign(conclusion, { reading: 0, read: false, positions: [], latest: 0 });
    conclusion.texts = [{ ...first, paragraphs }];
  },
  closedItem: (meeting) => {
    const { items, conclusion } = meeting.documents;
    const row = items?.items.find(({ item }) => item === 6);
    if (!items || !row || !conclusion) return;
    Object.assign(items, { open: null, closed: 6 });
    const ending = { code: "deferred_by_wish" as const, member: "AR", words: "" };
    Object.assign(row, { state: "ended", outcome: "deferred", opened_at: null, spent_seconds: 1332, ending });
    Object.assign(conclusion, nothingProposed(null));
  },
  /** Another item was taken up, and a motion ruled on. */
  aside: (meeting) => {
    notInQueue(meeting);
    const { queue, sitting: now } = meeting.documents;
    const { registration, name, member, capacity } = meeting.context.me;
    if (queue) queue.aside = [{ turn: 71, who: { registration, name, member, capacity }, item: 4 }];
    if (now) now.ruling = sampleRuling();
  },
  lost: (meeting) => {
    meeting.media = "reconnecting";
    meeting.quality = "poor";
    meeting.listening.blocked = true;
    meeting.notices = [{ id: 1, kind: "warning", text: "Your microphone was disconnected. Another one is used now." }];
  },
  long: (meeting) => {
    const long = who(60, LONG_NAME, "AR");
    if (meeting.documents.turn) meeting.documents.turn.speaker = sampleSpeaker({ who: long });
    meeting.documents.queue?.places.push(
      samplePlace(who(61, "د. عبد الرحمن بن عبد العزيز آل محمود", "EG"), 6, "10:41:00"),
      samplePlace(long, 7, "10:41:04", {
        reason: { rule: 4, code: "moved_by_leader", facts: { reason: "Presents the joint contribution", by: 20 } },
      }),
    );
    meeting.documents.presence?.people.push({ who: long, since: "2020-06-09T09:58:00Z" });
  },
  denied: (meeting) => {
    meeting.devices.causes = { microphone: "permission_denied", camera: "permission_denied" };
  },
  devices: (meeting) => {
    meeting.devices.causes = { microphone: "no_device", camera: "no_device" };
    meeting.devices.microphones = [];
    meeting.devices.cameras = [];
    meeting.devices.loudspeakers = [];
  },
  removed: (meeting) => {
    meeting.refusal = {
      code: "removed",
      message: "The presiding officer removed you from this sitting: repeated disturbance.",
    };
  },
  elsewhere: (meeting) => {
    meeting.refusal = {
      code: "elsewhere",
      message: "You entered this sitting in another window or on another device.",
    };
  },
};

/** Whom a page is opened for, by registration; a Brazilian delegate unless it says otherwise. */
export function person(registration: string | null): typeof PEREIRA {
  return EVERYBODY.find((one) => String(one.registration) === registration) ?? PEREIRA;
}

export function languageOf(code: string | null): Language {
  return code === "ar" ? "ar" : "en";
}
