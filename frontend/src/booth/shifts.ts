/** Who works in a booth now, and what comes next, as planned (rule 57): it seats nobody and forbids nothing. */
import type { BoothsDocument, ShiftDocument } from "../api/documents";
import type { Language } from "../context";
import { gettext, interpolate, isolated, listText, timeText } from "../i18n";

/** Those of the booth of a language, in time; none before the first document, and in no booth. */
export function shiftsOf(booths: BoothsDocument | null, language: Language | null): readonly ShiftDocument[] {
  return booths?.booths.find((booth) => booth.language === language)?.shifts ?? [];
}

export interface NowAndNext {
  now: readonly ShiftDocument[];
  /** All that begin at the moment at which the next one does. */
  next: readonly ShiftDocument[];
}

const moment = (text: string) => new Date(text).getTime();

/** Of shifts of one booth. A shift that follows another one of the same person without a gap goes on. */
export function nowAndNext(shifts: readonly ShiftDocument[], at: number): NowAndNext {
  const now = shifts
    .filter((shift) => moment(shift.begins_at) <= at && at < moment(shift.ends_at))
    .map((shift) => prolonged(shift, shifts));
  const later = shifts.filter((shift) => moment(shift.begins_at) > at && !now.some((other) => contains(other, shift)));
  const first = Math.min(...later.map((shift) => moment(shift.begins_at)));
  const next = later.filter((shift) => moment(shift.begins_at) === first);
  return { now, next: next.map((shift) => prolonged(shift, shifts)) };
}

function contains(whole: ShiftDocument, part: ShiftDocument): boolean {
  return whole.registration === part.registration && moment(part.ends_at) <= moment(whole.ends_at);
}

function prolonged(shift: ShiftDocument, shifts: readonly ShiftDocument[]): ShiftDocument {
  const following = shifts.find(
    (other) => other.registration === shift.registration && moment(other.begins_at) === moment(shift.ends_at),
  );
  return following ? prolonged({ ...shift, ends_at: following.ends_at }, shifts) : shift;
}

/** Two sentences: who works now and until when, and who comes next; empty where nothing is planned from now on. */
export function shiftsInWords({ now, next }: NowAndNext, me: number, zone: string): string[] {
  return [nowInWords(now, me, zone), nextInWords(next, me, zone)].filter((words) => words !== "");
}

function nowInWords(now: readonly ShiftDocument[], me: number, zone: string): string {
  const own = now.find((shift) => shift.registration === me);
  if (own) return interpolate(gettext("You work until %(time)s."), { time: timeText(own.ends_at, zone) });
  const [first] = now;
  if (!first) return "";
  const facts = { names: names(now), time: timeText(first.ends_at, zone) };
  return interpolate(gettext("Working until %(time)s: %(names)s."), facts);
}

function nextInWords(next: readonly ShiftDocument[], me: number, zone: string): string {
  const [first] = next;
  if (!first) return "";
  const facts = {
    names: names(next),
    from: timeText(first.begins_at, zone),
    time: timeText(first.ends_at, zone),
  };
  return next.some((shift) => shift.registration === me)
    ? interpolate(gettext("Next: you, %(from)s–%(time)s."), facts)
    : interpolate(gettext("Next: %(names)s, %(from)s–%(time)s."), facts);
}

function names(shifts: readonly ShiftDocument[]): string {
  return listText(shifts.map((shift) => isolated(shift.name)));
}
