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
