/** Waits between attempts, in milliseconds. */

const FIRST = [200, 1500] as const;
const LONGEST = 8000;

/**
 * Before joining again, so that a room of people does not come back in one moment.
 *
 * @param attempt from 0
 * @param random between 0 and 1
 */
export function rejoinDelay(attempt: number, random: number = Math.random()): number {
  const [least, most] = FIRST;
  return Math.min(LONGEST, (least + random * (most - least)) * 2 ** attempt);
}

/**
 * After the server said when to ask again: never before, and not everybody at the same moment.
 *
 * @param seconds what it said
 */
export function againDelay(seconds: number, random: number = Math.random()): number {
  return seconds * 1000 * (1 + random / 2);
}

/** Before sending a command again: a web process restarts within a second or two. */
export function resendDelay(attempt: number): number {
  return Math.min(1000, 200 * 2 ** attempt);
}

export function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
