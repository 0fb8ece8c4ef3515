/** Who comes next in the queue, and who is passed over although they stand before (rule 9). */
import type { PlaceDocument, QueueDocument, Who } from "../api/documents";

/**
 * Their Member, or who represents none themselves, has spoken as often as their class may: once more is an override,
 * which needs words (rule 9).
 */
export function needsOverride(
  who: Pick<Who, "registration" | "member">,
  { spoken, spoken_persons }: Pick<QueueDocument, "spoken" | "spoken_persons">,
): boolean {
  return who.member === null ? spoken_persons.includes(who.registration) : spoken.includes(who.member);
}

/** Stands in the queue, and the floor goes past them: their Member spoke on the item since they asked. */
export function passedOver(place: PlaceDocument, queue: QueueDocument): boolean {
  return place.motion === "" && needsOverride(place.who, queue);
}

/** The place to which the floor goes next; null while nobody waits who can be given it. */
export function headOf(queue: QueueDocument | null): PlaceDocument | null {
  return queue?.places.find((place) => !passedOver(place, queue)) ?? null;
}

/** Everybody else who waits, in order. */
export function othersThanHead(queue: QueueDocument | null): PlaceDocument[] {
  const head = headOf(queue);
  return queue?.places.filter((place) => place !== head) ?? [];
}
