/**
 * The server's clock, told from its answers. This machine's own clock is never asked for the time, because it may be
 * wrong or be set while the meeting goes on; it only measures what passes (`performance.now`).
 */
export class Clock {
  /** Server time minus monotonic time; null before the first answer. */
  private offset: number | null = null;
  private roundTrip = Infinity;

  constructor(private readonly monotonic: () => number = () => performance.now()) {}

  /** Monotonic milliseconds, to measure an exchange with. */
  mark(): number {
    return this.monotonic();
  }

  /**
   * Learn from an answer. The shortest exchange is the most exact; a longer one counts only where it proves the present
   * estimate wrong (a machine that slept).
   *
   * @param sent mark before the request
   * @param received mark when the answer came
   * @param now the server's `now`, ISO 8601
   */
  observe(sent: number, received: number, now: string): void {
    const server = Date.parse(now);
    if (Number.isNaN(server)) return;
    const roundTrip = received - sent;
    const offset = server + roundTrip / 2 - received;
    const wrong = this.offset !== null && Math.abs(this.offset - offset) > (roundTrip + this.roundTrip) / 2;
    if (this.offset === null || roundTrip <= this.roundTrip || wrong) {
      this.offset = offset;
      this.roundTrip = roundTrip;
    }
  }

  /** Milliseconds since 1970 on the server; this machine's until the server answered. */
  now(): number {
    return this.offset === null ? Date.now() : this.monotonic() + this.offset;
  }
}
