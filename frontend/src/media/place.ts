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
  /** They preside, and have not the floor: they publish, shut. */
  presides: boolean;
  /** They are heard and seen beside the floor, while they press to talk. */
  talks: boolean;
}

const NO_FLOOR = { role: "none", turn: null, speaker: null, seen: false, heard: false } as const;
export const NOWHERE: Place = { ...NO_FLOOR, presides: false, talks: false };

/**
 * The documents of one act come one by one: each that says something counts at once.
 *
 * @param console this is the page of who presides: another one has nothing to press
 */
export function placeOf(
  registration: number,
  identity: string,
  map: MapDocument | null,
  turn: TurnDocument | null,
  queue: QueueDocument | null,
  console = false,
): Place {
  const presides = console && map?.presiding === identity;
  const beside = { presides, talks: presides && map.voice };
  const speaker = turn?.speaker?.who.registration === registration ? turn.speaker : null;
  const waiting = queue?.places.find((place) => place.next && place.who.registration === registration);
  const seen = map?.floor === identity;
  const heard = seen && !speaker?.muted;
  if (speaker) return { role: "floor", turn: speaker.turn, speaker, seen, heard, ...beside };
  if (seen) return { role: "floor", turn: waiting?.turn ?? null, speaker, seen, heard, ...beside };
  if (map?.next === identity) return { role: "next", turn: waiting?.turn ?? null, speaker, seen, heard, ...beside };
  return { ...NO_FLOOR, ...beside };
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
