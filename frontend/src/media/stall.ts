/** Rounds of `EVERY` milliseconds without a packet after which a track counts as stalled. */
const PATIENCE = 3;
export const EVERY = 1000;

/** Notices tracks that should flow and do not (seen with media servers: silence until the page is loaded again). */
export class StallWatch {
  private readonly seen = new Map<string, { bytes: number; rounds: number }>();

  /**
   * @param received bytes so far, by track, of those tracks that should flow now
   * @returns the tracks to subscribe to again
   */
  round(received: ReadonlyMap<string, number>): string[] {
    for (const sid of this.seen.keys()) if (!received.has(sid)) this.seen.delete(sid);
    const stalled: string[] = [];
    for (const [sid, bytes] of received) {
      const before = this.seen.get(sid);
      const rounds = before?.bytes === bytes ? before.rounds + 1 : 0;
      this.seen.set(sid, { bytes, rounds: rounds === PATIENCE ? 0 : rounds });
      if (rounds === PATIENCE) stalled.push(sid);
    }
    return stalled;
  }
}
