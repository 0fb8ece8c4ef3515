/** States of the consoles, each as a change of the sample sitting. */
import type { BoothDocument, HelpThread, TurnRow, Who } from "../api/documents";
import type { Circle, ReadySentence } from "../api/vocabulary";
import type { Documents } from "../meeting";
import type { FakeMeeting } from "./fake-meeting.svelte";
import { NOW, samplePlace, sampleRuling, sampleSpeaker } from "./sample";
import {
  ADJEI,
  ASANTE,
  DUARTE,
  EVERYBODY,
  HAUGEN,
  MANSOUR,
  MEUNIER,
  NASSER,
  OKAFOR,
  PEREIRA,
  PRATT,
  SATO,
  TECHNICIAN,
  who,
} from "./sample-people";
import { handsIn } from "./sample-statements";
import { SCENES, silence, type Scene } from "./scenes";

const BOOTHS: Record<string, [Who, Who]> = {
  ar: [who(32, "السيدة هدى كامل", null, "interpreter"), who(33, "Mr. Karim Fathi", null, "interpreter")],
  zh: [who(34, "Ms. Li Na", null, "interpreter"), who(35, "Mr. Wang Jun", null, "interpreter")],
  en: [who(36, "Ms. Ellen Price", null, "interpreter"), who(37, "Mr. Tom Hale", null, "interpreter")],
  fr: [MEUNIER, ADJEI],
  ru: [who(38, "Ms. Vera Orlova", null, "interpreter"), who(39, "Mr. Ilya Serov", null, "interpreter")],
  es: [who(41, "Ms. Marta Ruiz", null, "interpreter"), who(42, "Mr. Diego Sol", null, "interpreter")],
};

/** Spanish is on the floor: Arabic and Chinese hear the English booth. */
export function hears(language: string): BoothDocument["hears"] {
  if (language === "es") return { source: "own", pivot: "", deputy: "", relays: 0 };
  if (!["ar", "zh"].includes(language)) return { source: "floor", pivot: "", deputy: "", relays: 0 };
  return { source: "booth", pivot: "en", deputy: language === "ar" ? "fr" : "", relays: 1 };
}

/** Six booths: Chinese off air, a partner lost in the Russian one, Spanish carries the floor. */
function staffed(): Documents["booths"] {
  const onAir = new Set(["ar", "en", "fr", "ru"]);
  return {
    seq: 40,
    booths: Object.entries(BOOTHS).map(([language, [first, second]]) => ({
      language,
      staffed: true,
      hears: hears(language),
      shifts: [],
      seats: [
        {
          who: first,
          entered_at: "2020-06-09T09:50:00Z",
          on_air_since: onAir.has(language) ? "2020-06-09T10:27:00Z" : null,
          handover_since: null,
          present: true,
        },
        {
          who: second,
          entered_at: "2020-06-09T09:56:00Z",
          on_air_since: null,
          handover_since: null,
          present: language !== "ru",
        },
      ],
    })),
  };
}

function turn(number: number, by: Who, at: string, more: Partial<TurnRow> = {}): TurnRow {
  const moment = (seconds: number) => new Date(Date.parse(`2020-06-09T${at}Z`) + seconds * 1000).toISOString();
  return {
    turn: number,
    who: by,
    language: "en",
    state: "ended",
    cause: "",
    asked_at: moment(-400),
    next_at: moment(-120),
    granted_at: moment(0),
    connected_at: moment(0.09),
    audible_at: moment(1.8),
    ended_at: moment(170),
    ...more,
  };
}

function thread(by: Who, id: number, text: string, at: string, unanswered: boolean): HelpThread {
  const author = unanswered ? by : TECHNICIAN;
  return {
    who: by,
    case: id,
    number: id,
    assignee: unanswered ? null : TECHNICIAN.name,
    messages: 3,
    unanswered,
    last: { id, who: author, text, at: `2020-06-09T${at}Z` },
  };
}

/** So many seconds from now. */
const shortly = (seconds: number) => new Date(NOW + seconds * 1000).toISOString();

function desk(): Documents["desk"] {
  return {
    seq: 40,
    threads: [
      thread(SATO, 12, "My camera shows a black picture. Can I still speak?", "10:40:50", true),
      thread(ASANTE, 9, "Please raise the volume of the French channel.", "10:36:02", true),
      thread(PEREIRA, 8, "Yes, it is clear. You are third in the queue.", "10:35:48", false),
      thread(MANSOUR, 5, "لا أسمع قناة اللغة العربية", "10:21:10", false),
    ],
    turns: [
      turn(99, DUARTE, "10:39:39", { language: "es", state: "audible", ended_at: null }),
      turn(98, PRATT, "10:36:10", {
        state: "failed",
        cause: "permission_denied",
        connected_at: null,
        audible_at: null,
        ended_at: "2020-06-09T10:36:18Z",
      }),
      turn(97, OKAFOR, "10:32:00", { connected_at: "2020-06-09T10:32:02.400Z", audible_at: "2020-06-09T10:32:05Z" }),
      turn(96, NASSER, "10:28:00", { language: "ar", audible_at: "2020-06-09T10:28:00.600Z" }),
      turn(95, HAUGEN, "10:24:00", {
        state: "withdrawn",
        cause: "withdrawn",
        next_at: null,
        granted_at: null,
        connected_at: null,
        audible_at: null,
      }),
    ],
    room_made_again_at: "2020-06-09T10:12:30Z",
    bad_sounds: [
      { turn: 99, who: DUARTE, booths: ["fr", "ru"], at: shortly(-5), ends_at: shortly(25), case: 7 },
      {
        turn: 97,
        who: OKAFOR,
        booths: ["en"],
        at: "2020-06-09T10:33:00Z",
        ends_at: "2020-06-09T10:33:30Z",
        case: null,
      },
    ],
    intrusions: [
      {
        who: PRATT,
        how: "published",
        seen_by: "webhook",
        at: "2020-06-09T10:31:04.120Z",
        cut_at: "2020-06-09T10:31:04.190Z",
      },
    ],
  };
}

function usual(meeting: FakeMeeting): void {
  meeting.documents.booths = staffed();
  meeting.documents.desk = desk();
  meeting.documents.presence?.people.push(
    ...Object.values(BOOTHS)
      .flat()
      .filter((one) => !EVERYBODY.includes(one))
      .map((one) => ({ who: one, since: "2020-06-09T09:50:00Z" })),
  );
}

/** After the usual sitting, what this scene changes. */
function then(change: Scene): Scene {
  return (meeting) => {
    usual(meeting);
    change(meeting);
  };
}

function offAir(meeting: FakeMeeting): void {
  onAir(meeting, true);
  for (const { seats } of meeting.documents.booths?.booths ?? []) {
    for (const seat of seats) if (seat.who.registration === MEUNIER.registration) seat.on_air_since = null;
  }
  meeting.booth.state = "off_air";
}

function onAir(meeting: FakeMeeting, mine: boolean): void {
  const booth = meeting.documents.booths?.booths.find(({ language }) => language === "fr");
  const [own, partner] = booth?.seats ?? [];
  if (own) own.on_air_since = mine ? "2020-06-09T10:27:00Z" : null;
  if (partner) partner.on_air_since = mine ? null : "2020-06-09T10:27:00Z";
  meeting.booth.state = mine ? "on_air" : "off_air";
}

export const CONSOLE_SCENES: Record<string, Scene> = {
  ...Object.fromEntries(Object.entries(SCENES).map(([name, scene]) => [name, then(scene)])),
  usual,
  statements: then(handsIn),
  mayTalk: then((meeting) => (meeting.voice.state = "ready")),
  talks: then((meeting) => {
    SCENES["voice"]?.(meeting);
    meeting.voice.state = "on_air";
  }),
  noVoice: then((meeting) => {
    meeting.voice.state = "failed";
    meeting.voice.cause = "permission_denied";
  }),
  late: then((meeting) => (meeting.now = NOW + 2 * 3600_000)),
  over: then((meeting) => {
    const ended = new Date(NOW - 60_000).toISOString();
    if (meeting.documents.sitting) Object.assign(meeting.documents.sitting, { closes_at: ended, ends_at: ended });
    meeting.documents.queue?.places.unshift(samplePlace(HAUGEN, 1, "10:38:00", { turn: 7, next: false }));
    meeting.documents.queue?.spoken.push("NO");
  }),
  agenda: then((meeting) => {
    for (const item of meeting.documents.items?.items ?? []) {
      if (item.item !== 3 && item.item !== 4) continue;
      Object.assign(item, { planned: false, state: "planned", outcome: "", spent_seconds: 0 });
    }
    if (meeting.documents.presence) meeting.documents.presence.removed = [OKAFOR];
  }),
  /** Nobody speaks; two motions are to be ruled on, the floor was just taken back, requests are put aside. */
  conduct: then((meeting) => {
    silence(meeting);
    const { queue, sitting } = meeting.documents;
    if (!queue || !sitting) return;
    const reason = { rule: 43, code: "motion" as const, facts: { ahead: 0, motion: "suspension_of_sitting" } };
    const motion = "suspension_of_sitting" as const;
    const words = "To consult our capital on the second paragraph.";
    queue.places.unshift(
      samplePlace(ASANTE, 1, "10:41:00", { turn: 70, point_of_order: true, motion, words, reason, item: 6 }),
    );
    queue.motions = [
      { turn: 69, who: PEREIRA, motion: "point_of_order", words: "", state: "heard" },
      { turn: 70, who: ASANTE, motion, words, state: "waits" },
    ];
    queue.aside = [
      { turn: 1, who: PEREIRA, item: 4 },
      { turn: 2, who: HAUGEN, item: 5 },
    ];
    const { registration } = meeting.context.me;
    const at = new Date(NOW - 1000).toISOString();
    sitting.undo = { act: 3, registration, action: "floor.take_back", at };
    sitting.ruling = sampleRuling();
  }),
  overtime: then((meeting) => (meeting.now = NOW + 100_000)),
  refused: then((meeting) => {
    const reason = { rule: 12, code: "queue_changed" as const, facts: {} };
    const message = "The queue changed meanwhile. Look who is next, and give the floor again.";
    meeting.answers["floor.next"] = { ok: false, reason, message };
  }),
  cutoff: then((meeting) => {
    if (meeting.documents.turn) {
      meeting.documents.turn.speaker = null;
      meeting.documents.turn.last = {
        turn: 98,
        registration: PRATT.registration,
        state: "failed",
        cause: "permission_denied",
        at: "2020-06-09T10:41:20Z",
        spoke_seconds: null,
        seconds: 180,
      };
    }
  }),
  /** Two booths ask to slow down, one for a pause; two say that the sound is bad. */
  signals: then((meeting) => {
    onAir(meeting, true);
    const { turn: document } = meeting.documents;
    if (document) document.speaker = sampleSpeaker({ slow_down: [shortly(4), shortly(18)], wait: [shortly(9)] });
    meeting.documents.signals = {
      seq: 40,
      turn: 99,
      signals: [
        { language: "fr", kind: "slow_down", ends_at: shortly(18) },
        { language: "ru", kind: "slow_down", ends_at: shortly(4) },
        { language: "en", kind: "wait", ends_at: shortly(9) },
        { language: "fr", kind: "bad_sound", ends_at: shortly(25) },
        { language: "ru", kind: "bad_sound", ends_at: shortly(12) },
      ],
    };
  }),
  out: then((meeting) => {
    const booth = meeting.documents.booths?.booths.find(({ language }) => language === "fr");
    if (booth) booth.seats = booth.seats.filter(({ who: one }) => one.registration !== MEUNIER.registration);
  }),
  on: then((meeting) => onAir(meeting, true)),
  partner: then((meeting) => onAir(meeting, false)),
  /** Ears are guarded, the own microphone is measured: it hums, and the day has been loud. */
  ears: then((meeting) => {
    onAir(meeting, true);
    meeting.listening.volume = 0.7;
    meeting.listening.ears = { bass: 0, treble: 2, partner: 0.25, guard: "on", dose: 0.84 };
    meeting.booth.sound = { lufs: -20, noise: "some", fault: "hum" };
  }),
  off: then(offAir),
  /** The French booth does not work from Spanish, and hears the English one. */
  relay: then((meeting) => {
    offAir(meeting);
    const booth = meeting.documents.booths?.booths.find(({ language }) => language === "fr");
    if (booth) booth.hears = { source: "booth", pivot: "en", deputy: "ru", relays: 1 };
  }),
  messages: then((meeting) => {
    offAir(meeting);
    const at = new Date(NOW - 60_000).toISOString();
    const say = (id: number, by: Who, circle: Circle, booth: string, ready: ReadySentence | null, text = "") => {
      return { id, who: by, circle, booth, ready, text, at };
    };
    const [price] = BOOTHS["en"] ?? [ADJEI];
    const asked = say(3, ADJEI, "presiding", "fr", "use_microphone");
    const told = say(4, TECHNICIAN, "technicians", "fr", null, "The sound of the floor comes by another line now.");
    const { documents } = meeting;
    documents.chat = { seq: 41, messages: [say(1, ADJEI, "partner", "fr", "take_over"), asked, told] };
    documents.booths_chat = { seq: 41, messages: [say(2, price, "booths", "en", "relay_unclear")] };
    documents.technicians_chat = { seq: 41, messages: [told] };
  }),
  silentPivot: then((meeting) => {
    offAir(meeting);
    const booths = meeting.documents.booths?.booths ?? [];
    for (const booth of booths.filter(({ language }) => ["fr", "ru"].includes(language))) {
      Object.assign(booth, { staffed: true, hears: { source: "booth", pivot: "en", deputy: "ru", relays: 1 } });
    }
    const speaker = meeting.documents.turn?.speaker?.who.registration ?? 0;
    meeting.documents.speech = { seq: 1, speaking: { [speaker]: new Date(meeting.now).toISOString() } };
  }),
  opening: then((meeting) => {
    offAir(meeting);
    meeting.booth.state = "opening";
  }),
  floor: then((meeting) => {
    onAir(meeting, true);
    const { turn: document, map } = meeting.documents;
    if (document) document.speaker = sampleSpeaker({ language: "fr" });
    if (map) Object.assign(map, { language: "fr" });
    if (map?.channels["fr"]) map.channels["fr"] = { source: "floor", identity: null, follower: null };
    if (map?.channels["es"]) map.channels["es"] = { source: "none", identity: null, follower: null };
  }),
  nomic: then((meeting) => {
    onAir(meeting, true);
    meeting.booth.state = "failed";
    meeting.booth.cause = "permission_denied";
  }),
};
