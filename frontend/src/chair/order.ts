/** One request moved in the leader's draft of the queue, before it is sent with its reason (rule 12). */
export interface Draft {
  turn: number;
  /** The turn that it would stand before; null for the end. */
  before: number | null;
}

interface Waiting {
  turn: number;
}

/** Whether a draft still makes sense: its request waits, and so does the one that it would stand before. */
export function stillHolds(places: readonly Waiting[], draft: Draft): boolean {
  const waits = (turn: number): boolean => places.some((place) => place.turn === turn);
  return waits(draft.turn) && (draft.before === null || waits(draft.before));
}

/** The queue as it would be. */
export function withDraft<P extends Waiting>(places: readonly P[], draft: Draft | null): P[] {
  const moved = places.find((place) => place.turn === draft?.turn);
  if (!draft || !moved) return [...places];
  const others = places.filter((place) => place !== moved);
  const index = others.findIndex((place) => place.turn === draft.before);
  return others.toSpliced(index < 0 ? others.length : index, 0, moved);
}

/** A draft that stands `turn` at `index` (from 0) of the queue; null where that is where it stands already. */
export function movedTo(places: readonly Waiting[], turn: number, index: number): Draft | null {
  const from = places.findIndex((place) => place.turn === turn);
  const to = Math.max(0, Math.min(index, places.length - 1));
  if (from < 0 || from === to) return null;
  const others = places.filter((place) => place.turn !== turn);
  return { turn, before: others[to]?.turn ?? null };
}

/** The draft after one step up (-1) or down (1); a step past either end changes nothing. */
export function stepped(places: readonly Waiting[], draft: Draft | null, turn: number, step: -1 | 1): Draft | null {
  const shown = withDraft(places, draft);
  return movedTo(places, turn, shown.findIndex((place) => place.turn === turn) + step);
}
