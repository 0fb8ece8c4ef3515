import type { MapDocument, QueueDocument, SpeakerDocument, TurnDocument } from "../api/documents";

/** Where a person stands with the floor, read from the documents. */
export interface Place {
  role: "none" | "next" | "floor";
  /** Their turn; null until the document that names it came. */
  turn: number | null;
  /** Their own turn on the floor. */
  speaker: SpeakerDocument | null;
  /** They are on the map: their picture goes out, and their sound unless the leader muted them. */
  seen: boolean;
  heard: boolean;
}

export const NOWHERE: Place = { role: "none", turn: null, speaker: null, seen: false, heard: false };

/** The documents of one act come one by one: each that says something counts at once. */
export function placeOf(
  registration: number,
  identity: string,
  map: MapDocument | null,
  turn: TurnDocument | null,
  queue: QueueDocument | null,
): Place {
  const speaker = turn?.speaker?.who.registration === registration ? turn.speaker : null;
  const waiting = queue?.places.find((place) => place.next && place.who.registration === registration);
  const seen = map?.floor === identity;
  const heard = seen && !speaker?.muted;
  if (speaker) return { role: "floor", turn: speaker.turn, speaker, seen, heard };
  if (seen) return { role: "floor", turn: waiting?.turn ?? null, speaker, seen, heard };
  if (map?.next === identity) return { role: "next", turn: waiting?.turn ?? null, speaker, seen, heard };
  return NOWHERE;
}

/**
 * Whether somebody's turn is over although the document that says so is still to come: they were on the map in it, and are
 * not any more. Else they would be told for a moment that they have the floor, as at its beginning.
 *
 * @param gone it was so before
 */
export function isGone(before: Place, now: Place, gone: boolean): boolean {
  const same = now.role === "floor" && before.role === "floor" && now.turn === before.turn;
  return same && !now.seen && !now.speaker?.confirm && (before.seen || gone);
}
