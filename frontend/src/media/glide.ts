/** Milliseconds in which a voice that is heard gets softer, or loud again: a step is heard as a click. */
export const GLIDE = 150;
export const EVERY = 15;

/** The loudness on the way from one to another, so many milliseconds after it began. */
export function onTheWay(from: number, to: number, elapsed: number): number {
  const share = Math.min(1, Math.max(0, elapsed / GLIDE));
  return from + (to - from) * share;
}
