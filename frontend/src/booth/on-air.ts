/** How long an interpreter has been on air, and whether it is time to hand over. */
import { ON_AIR_MINUTES } from "../api/vocabulary";

/**
 * @param since when they went on air; null while they are not
 * @param now the server's time in milliseconds
 * @returns null while they are not on air
 */
export function onAirFor(since: string | null, now: number): { minutes: number; over: boolean } | null {
  if (since === null) return null;
  const minutes = Math.max(0, Math.floor((now - Date.parse(since)) / 60_000));
  return { minutes, over: minutes >= ON_AIR_MINUTES };
}
