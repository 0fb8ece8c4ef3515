/** What an interpreter's microphone does now, and what the one button of the booth does next. */
import type { BoothDocument, SeatDocument } from "../api/documents";
import type { Language } from "../context";
import type { Meeting } from "../meeting";

export type Air =
  /** Not in a booth. */
  | "out"
  | "opening"
  | "failed"
  | "off"
  /** The partner is on air: one voice a channel. */
  | "partner"
  /** The partner is on air, and this microphone opens when theirs closes: it was asked for. */
  | "following"
  | "on"
  /** On air, but the floor speaks this booth's language: the channel carries the floor, nobody hears the booth. */
  | "floor";

export interface Seated {
  language: Language;
  own: SeatDocument;
  partners: SeatDocument[];
  /** The partner whose voice the channel carries. */
  speaking: SeatDocument | null;
  /** The partner who asks to take over. */
  asking: SeatDocument | null;
}

/** The booth in which somebody sits, and with whom; null while they sit in none. */
export function seated(booths: readonly BoothDocument[], registration: number): Seated | null {
  for (const booth of booths) {
    const own = booth.seats.find((seat) => seat.who.registration === registration);
    if (!own) continue;
    const partners = booth.seats.filter((seat) => seat !== own);
    const speaking = partners.find((seat) => seat.on_air_since !== null) ?? null;
    const waiting = partners.filter((seat) => seat !== speaking && seat.present && seat.handover_since !== null);
    const [asking = null] = waiting.sort((a, b) => (a.handover_since ?? "").localeCompare(b.handover_since ?? ""));
    return { language: booth.language, own, partners, speaking, asking };
  }
  return null;
}

/** Whether the floor speaks the language of this booth. */
export function carriesFloor(meeting: Pick<Meeting, "documents">, language: Language): boolean {
  return meeting.documents.map?.channels[language]?.source === "floor";
}

/** The state of the button. */
export function air(meeting: Pick<Meeting, "booth" | "documents">, at: Seated | null): Air {
  const { state } = meeting.booth;
  if (state === "failed" || state === "opening") return state;
  if (!at || state === "out") return "out";
  if (state === "on_air") return carriesFloor(meeting, at.language) ? "floor" : "on";
  if (at.speaking) return at.own.handover_since === null ? "partner" : "following";
  return "off";
}

/** Languages in whose booths somebody may sit: those that they work into, or all. */
export function booths(all: readonly Language[], worksInto: readonly Language[]): Language[] {
  return worksInto.length === 0 ? [...all] : all.filter((language) => worksInto.includes(language));
}
