import type { LiveConnection } from "../api/documents";
import { type Assisted, type HelpRequest, watchOf } from "../assisting";
import type { Meeting } from "../meeting";

/** Figures come so often, in ms; those of the last minute are kept. */
const EVERY = 2000;
const MINUTE = 60_000;
const NOTHING: Assisted = { requests: [], figures: null };

/** What the page of one participant shows the help desk, asked for again and again while their conversation is open. */
export class Assisting {
  requests: readonly HelpRequest[] = $state.raw([]);
  figures: LiveConnection | null = $state.raw(null);
  /** Round trips of the last minute, oldest first: when, in ms of this page, and how long; null where none was measured. */
  trips: readonly { at: number; ms: number | null }[] = $state.raw([]);
  /** The server gave no answer, the last time. */
  failed = $state(false);

  readonly #meeting: Pick<Meeting, "assisted" | "now">;
  readonly #registration: number;

  constructor(meeting: Pick<Meeting, "assisted" | "now">, registration: number) {
    this.#meeting = meeting;
    this.#registration = registration;
  }

  /** Ask from now on; returns what stops it. Suits `$effect`. */
  follow(): () => void {
    const timer = setInterval(() => void this.read(), EVERY);
    void this.read();
    return () => clearInterval(timer);
  }

  async read(): Promise<void> {
    const found = await this.#meeting.assisted(this.#registration);
    this.failed = found === null;
    const { requests, figures } = found ?? { ...NOTHING, requests: this.requests };
    this.requests = requests;
    this.figures = figures;
    const at = performance.now();
    const before = figures ? this.trips.filter((one) => at - one.at <= MINUTE) : [];
    this.trips = figures ? [...before, { at, ms: figures.round_trip_ms }] : [];
  }

  get watch(): HelpRequest | null {
    return watchOf(this.requests, this.#meeting.now);
  }
}
