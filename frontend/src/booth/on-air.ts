/**
 * How long an interpreter has been on air, and whether it is time to hand over.
 *
 * @param since when they went on air; null while they are not
 * @param now the server's time in milliseconds
 * @param most minutes that they may be on air
 * @returns null while they are not on air
 */
export function onAirFor(since: string | null, now: number, most: number): { minutes: number; over: boolean } | null {
  if (since === null) return null;
  const minutes = Math.max(0, Math.floor((now - Date.parse(since)) / 60_000));
  return { minutes, over: minutes >= most };
}
