import type { MapDocument, QueueDocument, SpeakerDocument, TurnDocument } from "../state/documents";

/** Where a person stands with the floor, read from the documents. */
export interface Place {
  role: "none" | "next" | "floor";
  /** Their turn; null until the document that names it came. */
  turn: number | null;
  /** Their own turn on the floor. */
  speaker: SpeakerDocument | null;
  /** Their sound and picture are on the map: they go out. */
  open: boolean;
}

/** The documents of one act come one by one: each that says something counts at once. */
export function placeOf(
  registration: number,
  identity: string,
  map: MapDocument | null,
  turn: TurnDocument | null,
  queue: QueueDocument | null,
): Place {
  const speaker = turn?.speaker?.who.registration === registration ? turn.speaker : null;
  const open = map?.floor === identity;
  const waiting = queue?.places.find((place) => place.next && place.who.registration === registration);
  if (speaker) return { role: "floor", turn: speaker.turn, speaker, open };
  if (open) return { role: "floor", turn: waiting?.turn ?? null, speaker, open };
  if (map?.next === identity) return { role: "next", turn: waiting?.turn ?? null, speaker, open };
  return { role: "none", turn: null, speaker, open };
}
