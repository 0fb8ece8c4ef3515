/** How sound was received in the last ten seconds: told with the signal that it is bad. */
import type { Received } from "../meeting";
import { lineOf, type Sample } from "./measures/line";

/** In ms. */
export const LASTS = 10_000;
export const EVERY = 2000;

export class Reception {
  private samples: Sample[] = [];
  private timer: ReturnType<typeof setInterval> | null = null;

  constructor(private readonly sample: () => Promise<Sample | null>) {}

  /** Measure from now on, or no longer. */
  follow(measures: boolean): void {
    if (measures === (this.timer !== null)) return;
    if (this.timer !== null) clearInterval(this.timer);
    this.samples = [];
    this.timer = measures ? setInterval(() => void this.look(), EVERY) : null;
  }

  /** @returns null where too little was measured */
  received(): Received | null {
    if (this.samples.length < 2) return null;
    const line = lineOf(this.samples, null);
    return { lost: line.lost_down, jitter_ms: line.jitter_ms, round_trip_ms: line.round_trip_ms, kbit: line.kbit_down };
  }

  private async look(): Promise<void> {
    const sample = await this.sample().catch(() => null);
    if (this.timer === null) return;
    const before = this.samples.at(-1);
    // A connection that began again counts from nothing.
    if (!sample || (before && before.received.packets > sample.received.packets)) this.samples = [];
    if (!sample) return;
    this.samples = [...this.samples.filter(({ at }) => sample.at - at <= LASTS), sample];
  }
}
