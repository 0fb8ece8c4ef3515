/** Which texts of statements are beside the floor: that of who speaks, then of those who come next. */
import type { StatementDocument, Who } from "../api/documents";
import type { Meeting } from "../meeting";

/** When it will be spoken: now, next, or later on the list. */
export type Turn = "speaking" | "next" | "waiting";

export interface HandedIn {
  statement: StatementDocument;
  turn: Turn;
  /** Who speaks by it. */
  who: Who;
}

/** A Member's text is whichever of its delegates'; that of a person who represents none is their own. */
export function isOf(statement: StatementDocument, who: Pick<Who, "registration" | "member">): boolean {
  return who.member === null
    ? statement.who.member === null && statement.who.registration === who.registration
    : statement.who.member === who.member;
}

/** The texts in the order in which they will be spoken; each once, and none of a point of order. */
export function handedIn({ documents }: Pick<Meeting, "documents">): HandedIn[] {
  const texts = documents.statements?.statements ?? [];
  const speaker = documents.turn?.speaker;
  const line: { who: Who; turn: Turn }[] = [];
  if (speaker && !speaker.point_of_order) line.push({ who: speaker.who, turn: "speaking" });
  for (const place of documents.queue?.places ?? []) {
    if (!place.point_of_order) line.push({ who: place.who, turn: place.next ? "next" : "waiting" });
  }
  const found: HandedIn[] = [];
  for (const { who, turn } of line) {
    const statement = texts.find((text) => isOf(text, who));
    if (statement && !found.some((one) => one.statement === statement)) found.push({ statement, turn, who });
  }
  return found;
}
