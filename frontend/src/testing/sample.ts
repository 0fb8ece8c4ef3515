/** A sitting of 9 June 2020 at 12:41 in Geneva, for tests of views: what the page was opened with, and its documents. */
import type { PlaceDocument, RulingDocument, SpeakerDocument, Who } from "../api/documents";
import type { Action, PositionKind } from "../api/vocabulary";
import type { Capacity, Context, ItemText, Language } from "../context";
import type { Documents } from "../meeting";
import { nothingProposed } from "./sample-conclusion";
import {
  ADJEI,
  ARABIC_NAMES,
  ASANTE,
  DUARTE,
  ENGLISH_NAMES,
  EVERYBODY,
  HAUGEN,
  KELLER,
  MEUNIER,
  NASSER,
  PEREIRA,
  SATO,
  TECHNICIAN,
} from "./sample-people";

/** 12:41:32 in Geneva: the speaker has been heard for 1:52. */
export const NOW = Date.parse("2020-06-09T10:41:32Z");

const LANGUAGES: Context["languages"] = [
  { code: "ar", name: "العربية" },
  { code: "zh", name: "中文" },
  { code: "en", name: "English" },
  { code: "fr", name: "Français" },
  { code: "ru", name: "Русский" },
  { code: "es", name: "Español" },
];

const STATING: Action[] = ["position.state", "position.withdraw", "statement.hand_in", "statement.withdraw"];
const ENTERING: Action[] = ["room.enter", "help.post"];
const SPEAKING: Action[] = ["floor.ready", "floor.take", "floor.finish", "floor.fail"];
const ASKING: Action[] = [...SPEAKING, "floor.ask", "floor.withdraw"];
const LEADING: Action[] = [
  ...SPEAKING,
  "floor.give",
  "floor.next",
  "floor.invite",
  "voice.on",
  "voice.off",
  "floor.take_back",
  "floor.put_back",
  "floor.mute",
  "floor.extend",
  "queue.move",
  "queue.close",
  "queue.open",
  "lead.pass",
  "item.open",
  "item.close",
  "conclusion.draft",
  "conclusion.read",
  "conclusion.ask",
  "conclusion.resume",
  "position.record",
  "position.record_withdrawal",
  "sitting.open",
  "sitting.suspend",
  "sitting.resume",
  "sitting.undo",
  "ruling.give",
  "sitting.end",
  "room.remove",
  "room.readmit",
  "room.renew",
];

const MAY: Record<string, Action[]> = {
  council_state: [...ASKING, "floor.point_of_order", ...STATING, "position.object", "position.defer"],
  observer_state: [...ASKING, ...STATING, "position.object"],
  observer_palestine: [...ASKING, ...STATING, "position.object"],
  sector_member: [...ASKING, ...STATING],
  chair: LEADING,
  vice_chair: LEADING,
  secretariat: [...SPEAKING, "lead.pass", "conclusion.draft", "turns.see", "permissions.see"],
  interpreter: ["floor.language", "booth.enter", "booth.leave", "booth.on_air", "booth.off_air"],
  captioner: [],
  technician: ["floor.language", "help.answer", "help.ask", "turns.see", "room.renew"],
};

function capacity(key: string, name: string, group: string, more: Partial<Capacity> = {}): Capacity {
  return { key, name, group, speaks: true, seconds: 180, times: null, positions: [], votes: false, ...more };
}

const OBSERVERS_POSITIONS: PositionKind[] = ["objection", "support", "reservation", "statement"];
const POSITIONS: PositionKind[] = [...OBSERVERS_POSITIONS, "defer_conclusion", "defer_document", "suspend_debate"];

export const CAPACITIES: Capacity[] = [
  capacity("council_state", "Council Member State", "Council Member States", { votes: true, positions: POSITIONS }),
  capacity("observer_state", "Observer Member State", "Observer Member States", {
    times: 1,
    positions: OBSERVERS_POSITIONS,
  }),
  capacity("observer_palestine", "Observer", "State of Palestine (observer)", { times: 1 }),
  capacity("sector_member", "Sector Member", "Sector Members", { times: 1 }),
  capacity("chair", "Chair", "Chair and Vice-Chair"),
  capacity("vice_chair", "Vice-Chair", "Chair and Vice-Chair"),
  capacity("secretariat", "Secretariat", "Secretariat"),
  capacity("interpreter", "Interpreter", "Interpreters", { speaks: false }),
  capacity("captioner", "Captioner", "Captioners", { speaks: false }),
  capacity("technician", "Technician", "Technicians", { speaks: false }),
];

const ENGLISH_OUTCOMES = { proposed_conclusion: "Proposed conclusion", deferred: "Carried over", noted: "Noted" };
const ARABIC_OUTCOMES = { proposed_conclusion: "استنتاج مقترح", deferred: "مؤجل", noted: "أُحيط علماً به" };
const ENGLISH_CONTENTS = { decision: "Draft decision", resolution: "Draft resolution" };
const ARABIC_CONTENTS = { decision: "مشروع مقرر", resolution: "مشروع قرار" };

const TITLES: [string, string, string, string[]][] = [
  [
    "C20/21",
    "List of candidates for Chairs and Vice-Chairs of Council Working Groups (CWG), Expert Groups (EG) and Informal Expert Groups (IEG)",
    "قائمة المرشحين لمناصب رؤساء ونواب رؤساء أفرقة العمل التابعة للمجلس",
    [],
  ],
  ["C20/17", "World Telecommunication and Information Society Day", "اليوم العالمي للاتصالات ومجتمع المعلومات", []],
  [
    "C20/2",
    "Proposed dates and duration of the sessions of the Council",
    "المواعيد المقترحة لدورات المجلس ومدتها",
    ["decision"],
  ],
  ["C20/24", "Preparations for WTSA-20", "الأعمال التحضيرية للجمعية WTSA-20", []],
  [
    "C20/55",
    "World Radiocommunication Conference 2023",
    "المؤتمر العالمي للاتصالات الراديوية لعام 2023",
    ["resolution"],
  ],
  [
    "C20/16",
    "Cost recovery for the processing of satellite network filings",
    "استرداد تكاليف معالجة بطاقات التبليغ عن الشبكات الساتلية",
    ["decision"],
  ],
  [
    "C20/14",
    "Support provided to the Telecommunication Standardization Bureau",
    "الدعم المقدم إلى مكتب تقييس الاتصالات",
    [],
  ],
];

function items(arabic: boolean): ItemText[] {
  return TITLES.map(([symbol, en, ar, contains], index) => ({
    id: index + 1,
    position: index + 1,
    title: arabic ? ar : en,
    language: arabic ? "ar" : "en",
    symbol,
    contains,
    unchecked: index === 4,
  }));
}

/** What a page is opened with by `who`. */
export function sampleContext(who: Who = PEREIRA, language: Language = "en"): Context {
  const arabic = language === "ar";
  const sitting = "/sittings/1";
  return {
    sitting: 1,
    view: "room",
    language,
    direction: arabic ? "rtl" : "ltr",
    me: { ...who, booth_languages: [], prepares_documents: false, may: [...ENTERING, ...(MAY[who.capacity] ?? [])] },
    holds: "",
    consultation: {
      title: arabic ? "مشاورة أعضاء المجلس الافتراضية" : "Virtual Consultation of Councillors",
      trial: false,
      zone: "Europe/Zurich",
      zone_name: arabic ? "جنيف" : "Geneva",
    },
    sitting_title: arabic ? "الجلسة الأولى، الثلاثاء 9 يونيو 2020" : "First sitting, Tuesday 9 June 2020",
    practice: false,
    members: arabic ? ARABIC_NAMES : ENGLISH_NAMES,
    outcomes: arabic ? ARABIC_OUTCOMES : ENGLISH_OUTCOMES,
    contents: arabic ? ARABIC_CONTENTS : ENGLISH_CONTENTS,
    list_order: ["AR", "BR", "EG", "GH", "JP", "NG", "NO", "PS", "sm-northline"],
    items: items(arabic),
    languages: LANGUAGES,
    drafting_languages: LANGUAGES,
    capacities: CAPACITIES,
    csrf: "",
    tested: "Ready · 8 Jun 2020, 12:00 (Geneva)",
    urls: {
      join: `${sitting}/join`,
      push: `${sitting}/push`,
      commands: `${sitting}/commands`,
      documents: `${sitting}/documents`,
      own_statement: `${sitting}/statement`,
      assistance: `${sitting}/assistance`,
      document: "/consultations/council-2020/documents/",
      statements: "/consultations/council-2020/statements/",
      glossary: "/consultations/council-2020/glossary/terms.json",
      cases: "/consultations/council-2020/desk/help/",
      comment: "",
      home: "/",
      test: "/consultations/council-2020/connection-test/",
      entered: "/consultations/council-2020/connection-test/entry",
      room: `${sitting}/`,
      console: `${sitting}/console/`,
      booth: `${sitting}/booth/`,
      desk: `${sitting}/desk/`,
    },
  };
}

/** A place in the queue; `asked` is the time of day in UTC. */
export function samplePlace(
  who: Who,
  position: number,
  asked: string,
  more: Partial<PlaceDocument> = {},
): PlaceDocument {
  const council = who.capacity === "council_state";
  return {
    turn: 100 + who.registration,
    who,
    language: "en",
    asked_at: `2020-06-09T${asked}Z`,
    position,
    point_of_order: false,
    motion: "",
    words: "",
    next: position === 1,
    microphone: null,
    camera: null,
    reason: {
      rule: 6,
      code: "in_order",
      facts: {
        capacity: who.capacity,
        ahead_same: council ? position - 1 : 0,
        ahead_other: council ? 0 : position - 1,
      },
    },
    item: 6,
    wait_seconds: (position - 1) * 150,
    ...more,
  };
}

export function sampleSpeaker(more: Partial<SpeakerDocument> = {}): SpeakerDocument {
  return {
    turn: 99,
    who: DUARTE,
    language: "es",
    point_of_order: false,
    motion: "",
    state: "audible",
    confirm: false,
    muted: false,
    granted_at: "2020-06-09T10:39:39Z",
    connected_at: "2020-06-09T10:39:40Z",
    audible_at: "2020-06-09T10:39:41Z",
    waits: null,
    since: "2020-06-09T10:39:40Z",
    seconds: 180,
    slow_down: [],
    wait: [],
    ...more,
  };
}

export function sampleRuling(more: Partial<RulingDocument> = {}): RulingDocument {
  return {
    ruling: 1,
    who: KELLER,
    motion: "closure_of_debate",
    mover: ASANTE,
    verdict: "rejected",
    words: "Three delegates have yet to speak.",
    until: null,
    at: "2020-06-09T10:41:00Z",
    ...more,
  };
}

function queue(): Documents["queue"] {
  const norway = samplePlace(HAUGEN, 4, "10:38:50", { wait_seconds: 450 });
  norway.reason.facts.although_asked_earlier = true;
  return {
    seq: 40,
    list_open: true,
    places: [
      samplePlace(SATO, 1, "10:39:02", { microphone: true, camera: true }),
      samplePlace(ASANTE, 2, "10:39:40"),
      samplePlace(PEREIRA, 3, "10:40:11"),
      norway,
      samplePlace(NASSER, 5, "10:40:30", { language: "ar" }),
    ],
    motions: [],
    aside: [],
    spoken: [],
    spoken_persons: [],
    heard: [],
  };
}

function plan(): Documents["items"] {
  const minutes = [20, 15, 30, 20, 25, 35, 25];
  return {
    seq: 40,
    open: 6,
    closed: null,
    items: minutes.map((planned, index) => ({
      item: index + 1,
      planned: true,
      state: index < 5 ? "ended" : index === 5 ? "open" : "planned",
      outcome: index < 5 ? "proposed_conclusion" : "",
      minutes: planned,
      spent_seconds: index < 5 ? planned * 60 : 0,
      opened_at: index === 5 ? "2020-06-09T10:19:20Z" : null,
      ending: index < 5 ? { code: "no_objection", member: "", words: "" } : null,
    })),
  };
}

function documentation(): Documents["documentation"] {
  return {
    seq: 40,
    items: TITLES.map(([symbol], index) => ({
      item: index + 1,
      document: symbol,
      withdrawn: false,
      contributions: index === 0 ? [{ symbol: "C20/70", members: ["BR", "JP"] }] : [],
    })),
  };
}

function booths(): Documents["booths"] {
  const seat = (who: Who, on_air_since: string | null) => ({
    who,
    entered_at: "2020-06-09T09:50:00Z",
    on_air_since,
    handover_since: null,
    present: true,
  });
  return {
    seq: 40,
    booths: LANGUAGES.map(({ code }) => ({
      language: code,
      staffed: code !== "zh",
      hears: { source: code === "es" ? "own" : "floor", pivot: "", deputy: "", relays: 0 },
      seats: code === "fr" ? [seat(MEUNIER, "2020-06-09T10:27:00Z"), seat(ADJEI, null)] : [],
      shifts: [],
    })),
  };
}

/** Every document of the sample sitting: Argentina speaks, five wait. */
export function sampleDocuments(): Documents {
  return {
    sitting: {
      seq: 40,
      state: "open",
      since: "2020-06-09T10:00:00Z",
      lead: KELLER,
      list_open: true,
      opens_at: "2020-06-09T10:00:00Z",
      closes_at: "2020-06-09T13:00:00Z",
      ends_at: "2020-06-09T13:00:00Z",
      room: "RM_1",
      suspended_until: null,
      interpretation_wait: 5,
      on_air_minutes: 30,
      ruling: null,
      undo: null,
    },
    queue: queue(),
    turn: { seq: 40, speaker: sampleSpeaker(), last: null },
    map: {
      seq: 40,
      floor: `r${DUARTE.registration}`,
      next: `r${SATO.registration}`,
      presiding: `r${KELLER.registration}`,
      voice: false,
      language: "es",
      channels: {
        ar: { source: "booth", identity: "r33", follower: null },
        zh: { source: "none", identity: null, follower: null },
        en: { source: "booth", identity: "r34", follower: null },
        fr: { source: "booth", identity: `r${MEUNIER.registration}`, follower: null },
        ru: { source: "booth", identity: "r35", follower: null },
        es: { source: "floor", identity: null, follower: null },
      },
    },
    items: plan(),
    documentation: documentation(),
    conclusion: nothingProposed(6),
    speech: { seq: 0, speaking: {} },
    statements: { seq: 40, item: 6, statements: [] },
    booths: booths(),
    signals: { seq: 40, turn: null, signals: [] },
    presence: {
      seq: 40,
      people: EVERYBODY.map((who, index) => ({ who, since: `2020-06-09T09:${String(40 + index)}:00Z` })),
      removed: [],
      voters_present: 46,
      voters: 48,
    },
    help: {
      seq: 40,
      call: null,
      requests: [],
      messages: [
        {
          id: 1,
          who: PEREIRA,
          text: "My headset was plugged in again. Is my sound all right?",
          at: "2020-06-09T10:35:10Z",
        },
        { id: 2, who: TECHNICIAN, text: "Yes, it is clear. You are third in the queue.", at: "2020-06-09T10:35:48Z" },
      ],
    },
    desk: { seq: 40, threads: [], turns: [], intrusions: [], bad_sounds: [], room_made_again_at: null },
    chat: { seq: 40, messages: [] },
    booths_chat: { seq: 40, messages: [] },
    technicians_chat: { seq: 40, messages: [] },
  };
}
