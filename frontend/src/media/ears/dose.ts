/**
 * How much sound somebody's ears had in a day, as a share of what is held to be safe: 85 dB(A) for eight hours, or 3 dB more
 * for half the time (ISO 1999, NIOSH). No browser knows how loud a headset is: what is assumed is said to who reads it.
 */

/** A full-scale tone through an ordinary headset, in dB(A). */
export const FULL_SCALE = 100;
const SAFE = 85;
const SAFE_SECONDS = 8 * 60 * 60;
const EXCHANGE = 3;
/** Quieter sound does not count, however long it lasts: ears rest. */
const THRESHOLD = 70;

/** A tone of full scale has this mean square. */
const TONE = 0.5;

/** @param square mean square of A-weighted samples */
export function loudness(square: number): number {
  return square > 0 ? FULL_SCALE + 10 * Math.log10(square / TONE) : 0;
}

/** The share of a day's dose in so many seconds at a mean square of A-weighted samples. */
export function doseOf(square: number, seconds: number): number {
  const level = loudness(square);
  return level < THRESHOLD ? 0 : (seconds / SAFE_SECONDS) * 2 ** ((level - SAFE) / EXCHANGE);
}

/** The day of a moment in a zone, as 2020-06-09. */
export function dayOf(moment: number, zone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(moment);
}
