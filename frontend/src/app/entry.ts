/**
 * What a page measures of its own connection as its person enters a sitting: figures that the browser has anyway. No
 * device is opened, nothing is sent for it, and what nobody measures is absent.
 */
import type { EntryMeasurements as Sent } from "../api/documents";
import type { Transport } from "../api/vocabulary";
import { wait } from "../backoff";
import { lineOf, type Sample } from "../media/measures/line";
import { browserOf, lacking } from "./browser";

/** A sample a second. */
const EVERY = 1000;
const SAMPLES = 13;
const TRANSPORTS: readonly string[] = ["websocket", "sse", "http_stream"] satisfies Transport[];

export type EntryMeasurements = Required<Sent>;

interface Entering {
  /** Of the connection at this moment; null where the browser tells of none. */
  sample(): Promise<Sample | null>;
  /** By which the documents come, as the push engine's client calls it; empty for none. */
  transport(): string;
  /** This machine's clock minus the server's, in ms. */
  clockAhead(): number;
  /** The person left the room, or lost the connection: nothing of the entry is left to measure. */
  left(): boolean;
}

/** @returns null where nothing could be measured */
export async function measureEntry(entering: Entering): Promise<EntryMeasurements | null> {
  const samples: Sample[] = [];
  for (let number = 0; number < SAMPLES; number += 1) {
    if (number) await wait(EVERY);
    if (entering.left()) return null;
    const sample = await entering.sample();
    if (sample) samples.push(sample);
  }
  if (!samples.length) return null;
  const line = lineOf(samples, null);
  const transport = entering.transport();
  return {
    seconds: line.seconds,
    browser: browserOf(navigator.userAgent, lacking(window)),
    // What a silent room sends says nothing of what the line could carry, and nobody sends before they speak.
    line: { ...line, lost_up: null, kbit_up: null, kbit_down: null },
    push: { transport: TRANSPORTS.includes(transport) ? (transport as Transport) : "none", ms: null },
    clock_ms: entering.clockAhead(),
  };
}
