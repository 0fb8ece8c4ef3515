/** The proposed conclusion as it is on the screen: in which language, since when it reads so, and what changed. */
import type { ConclusionDocument, PieceDocument, TextDocument } from "../api/documents";
import type { Context, Language } from "../context";
import { gettext, interpolate, isolated, listText, ngettext, numberText } from "../i18n";
import type { Heard, Meeting } from "../meeting";

/** The server's own: paragraphs are set apart by an empty line. */
const BETWEEN = "\n\n";

/** What is proposed of the open item; null where nothing is. */
export function proposed({ documents }: Pick<Meeting, "documents">): ConclusionDocument | null {
  const { conclusion } = documents;
  return conclusion && conclusion.texts.length > 0 ? conclusion : null;
}

/** Number of its wording in the language of drafting; 0 before there is one. */
export function numberOf({ numbers, language }: Pick<ConclusionDocument, "numbers" | "language">): number {
  return numbers[language] ?? 0;
}

/** A text as it is now, without what was deleted. */
export function currentText({ paragraphs }: Pick<TextDocument, "paragraphs">): string {
  const kept = paragraphs.map((pieces) => pieces.filter(({ kind }) => kind !== "deleted"));
  return kept
    .map((pieces) => pieces.map(({ text }) => text).join(""))
    .filter(Boolean)
    .join(BETWEEN);
}

/** The language that somebody reads in: their own, else the one that they listen to, else that of drafting. */
export function languageRead(
  texts: readonly TextDocument[],
  { language }: Pick<Context, "language">,
  heard: Heard,
  chosen: Language | null = null,
): TextDocument | undefined {
  const wanted = [chosen, language, heard];
  return wanted.map((one) => texts.find((text) => text.language === one)).find(Boolean) ?? texts[0];
}

const spelled = new Map<Language, string>();

/** A language by its own name, also where the consultation has it no longer. */
export function ownName(language: Language, { drafting_languages }: Pick<Context, "drafting_languages">): string {
  const spoken = drafting_languages.find(({ code }) => code === language);
  if (spoken) return spoken.name;
  const name =
    spelled.get(language) ?? new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
  spelled.set(language, name);
  return name;
}

/** How often the text was read out, in words: beside its heading. */
export function readingText({ reading, read }: Pick<ConclusionDocument, "reading" | "read">): string {
  if (reading === 0) return gettext("draft, not read out yet");
  const number = numberText(reading);
  return read
    ? interpolate(gettext("reading %(number)s"), { number })
    : interpolate(gettext("changed since reading %(number)s"), { number });
}

/** Insertions and deletions; the pieces of one kind that follow each other are one. */
export function changes(paragraphs: readonly PieceDocument[][]): { inserted: number; deleted: number } {
  const found = { inserted: 0, deleted: 0 };
  for (const pieces of paragraphs) {
    for (const [index, { kind }] of pieces.entries()) {
      if (kind !== "same" && pieces[index - 1]?.kind !== kind) found[kind] += 1;
    }
  }
  return found;
}

/** "Changed since reading 2: one insertion, one deletion."; empty where nothing is marked. */
export function changesText(
  paragraphs: readonly PieceDocument[][],
  { reading, read }: Pick<ConclusionDocument, "reading" | "read">,
): string {
  const { inserted, deleted } = changes(paragraphs);
  const count = (number: number) => ({ count: numberText(number) });
  const parts = [
    inserted ? interpolate(ngettext("one insertion", "%(count)s insertions", inserted), count(inserted)) : "",
    deleted ? interpolate(ngettext("one deletion", "%(count)s deletions", deleted), count(deleted)) : "",
  ].filter(Boolean);
  // What was read out last is compared with the reading before it.
  const before = read ? reading - 1 : reading;
  const facts = { number: numberText(before), changes: listText(parts) };
  if (parts.length === 0) return "";
  return interpolate(gettext("Changed since reading %(number)s: %(changes)s."), facts);
}

/** Beside a text that does not say yet what the language of drafting says. */
export function behindText(language: string): string {
  return interpolate(gettext("This text does not reflect the latest changes yet. The text in %(language)s applies."), {
    language: isolated(language),
  });
}
