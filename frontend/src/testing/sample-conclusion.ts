/** A proposed conclusion of the open item, at its third reading, and what was said of it. */
import type { ConclusionDocument, PieceDocument, PositionDocument, TextDocument, Who } from "../api/documents";
import type { Documents } from "../meeting";
import { DUARTE, HAUGEN, KELLER } from "./sample-people";

const same = (text: string): PieceDocument => ({ kind: "same", text });
const inserted = (text: string): PieceDocument => ({ kind: "inserted", text });
const deleted = (text: string): PieceDocument => ({ kind: "deleted", text });

export const ENGLISH: TextDocument = {
  language: "en",
  number: 3,
  follows: 0,
  behind: false,
  paragraphs: [
    [
      same(
        "The virtual consultation took note of Document C20/16 and proposes that the Council at its physical session:",
      ),
    ],
    [
      same("1. adopt the amended Annex to Decision 482, "),
      inserted("subject to an estimate of costs to be provided by the secretariat,"),
    ],
    [
      same("2. invite the Director of the Radiocommunication Bureau to report "),
      deleted("in 2022"),
      inserted("to the session of 2021"),
      same("."),
    ],
  ],
};

export const RUSSIAN: TextDocument = {
  language: "ru",
  number: 2,
  follows: 2,
  behind: true,
  paragraphs: [
    [same("Виртуальные консультации приняли к сведению Документ C20/16 и предлагают Совету на его очной сессии:")],
    [same("1. принять измененное Приложение к Решению 482;")],
  ],
};

const ARABIC: TextDocument = {
  language: "ar",
  number: 1,
  follows: 3,
  behind: false,
  paragraphs: [
    [same("أحاطت المشاورة الافتراضية علماً بالوثيقة C20/16 وتقترح على المجلس في دورته الحضورية:")],
    [same("1 أن يعتمد ملحق المقرر 482 بصيغته المعدلة، "), inserted("رهناً بتقدير التكاليف الذي ستقدمه الأمانة،")],
    [same("2 أن يدعو مدير مكتب الاتصالات الراديوية إلى تقديم تقرير "), deleted("في 2022"), inserted("إلى دورة 2021")],
  ],
};

export function nothingProposed(item: number | null): ConclusionDocument {
  return {
    seq: 40,
    item,
    language: "",
    reading: 0,
    read: false,
    texts: [],
    numbers: {},
    question: null,
    asked_until: null,
    objections_stop: true,
    noted: true,
    positions: [],
    latest: 0,
    deferring: null,
  };
}

export function samplePosition(who: Who, position: number, more: Partial<PositionDocument> = {}): PositionDocument {
  return {
    position,
    who,
    kind: "support",
    words: "",
    at: "2020-06-09T10:41:02Z",
    recorded: false,
    withdrawn: false,
    defers: false,
    ...more,
  };
}

type Held = { [K in keyof Documents]: Documents[K] | null };

/** The text is on the screen; Argentina supports it, and an observer objects. */
export function proposes(documents: Held): void {
  documents.conclusion = {
    ...nothingProposed(6),
    language: "en",
    reading: 3,
    read: true,
    texts: [structuredClone(ENGLISH), structuredClone(RUSSIAN)],
    numbers: { en: ENGLISH.number, ru: RUSSIAN.number },
    noted: false,
    positions: [
      samplePosition(DUARTE, 11),
      samplePosition(HAUGEN, 12, { kind: "objection", at: "2020-06-09T10:41:10Z" }),
    ],
    latest: 12,
  };
}

/** One more thing is said of the item. */
export function says(documents: Held, position: PositionDocument): void {
  const { conclusion } = documents;
  if (!conclusion) return;
  conclusion.positions = [...conclusion.positions, position];
  conclusion.latest = position.position;
  if (position.defers && !position.withdrawn) conclusion.deferring ??= position.position;
}

/** Who presides asks, or has asked, for ten seconds until then. */
export function isAsked(documents: Held, until: number): void {
  const { conclusion } = documents;
  if (!conclusion) return;
  conclusion.asked_until = new Date(until).toISOString();
  conclusion.question = {
    who: KELLER,
    asked_at: new Date(until - 10_000).toISOString(),
    until: new Date(until).toISOString(),
  };
}

/** There is an Arabic text too, and the Russian one stays behind. */
export function arabicFirst(documents: Held): void {
  documents.conclusion?.texts.splice(1, 0, structuredClone(ARABIC));
}
