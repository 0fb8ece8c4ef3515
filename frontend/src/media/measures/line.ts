/** The line, told from the statistics of two connections: one that sends, one that receives what the first sent. */
import type { MeasuredLine } from "../../measuring";
import { selectedPair, wayOf, type Statistics } from "../path";

/** At one moment. Counts are since the connection began; null for what the browser does not tell. */
export interface Sample {
  /** In ms. */
  at: number;
  way: MeasuredLine["way"];
  roundTrip: number | null;
  jitter: number | null;
  sent: Counts;
  received: Counts;
}

interface Counts {
  bytes: number;
  packets: number;
  lost: number;
}

const NONE: Counts = { bytes: 0, packets: 0, lost: 0 };

export function sampleOf(at: number, sender: Statistics, receiver: Statistics): Sample {
  const pair = selectedPair(sender);
  const sent = { ...NONE };
  const received = { ...NONE };
  let jitter: number | null = null;
  for (const entry of sender.values()) {
    if (entry.type === "outbound-rtp") {
      sent.bytes += (entry.bytesSent ?? 0) + (entry.headerBytesSent ?? 0);
      sent.packets += entry.packetsSent ?? 0;
    }
    // What the media server reports to have missed.
    if (entry.type === "remote-inbound-rtp") sent.lost += Math.max(0, entry.packetsLost ?? 0);
  }
  for (const entry of receiver.values()) {
    if (entry.type !== "inbound-rtp") continue;
    received.bytes += (entry.bytesReceived ?? 0) + (entry.headerBytesReceived ?? 0);
    received.packets += entry.packetsReceived ?? 0;
    received.lost += Math.max(0, entry.packetsLost ?? 0);
    if (entry.kind === "audio" && entry.jitter !== undefined) jitter = entry.jitter * 1000;
  }
  return {
    at,
    way: wayOf(sender),
    roundTrip: pair?.currentRoundTripTime === undefined ? null : pair.currentRoundTripTime * 1000,
    jitter,
    sent,
    received,
  };
}

/** What the samples of a whole test say. Fewer than two say the way alone. */
export function lineOf(samples: readonly Sample[], firstSound: number | null): MeasuredLine {
  const [first, last] = [samples[0], samples.at(-1)];
  const seconds = first && last ? (last.at - first.at) / 1000 : 0;
  const told = (values: (number | null)[]) => {
    const numbers = values.filter((value) => value !== null);
    return numbers.length ? numbers.reduce((sum, value) => sum + value, 0) / numbers.length : null;
  };
  const line: MeasuredLine = {
    way: last?.way ?? "none",
    round_trip_ms: told(samples.map(({ roundTrip }) => roundTrip)),
    jitter_ms: told(samples.map(({ jitter }) => jitter)),
    lost_up: null,
    lost_down: null,
    kbit_up: null,
    kbit_down: null,
    seconds,
    first_sound_ms: firstSound,
  };
  if (!first || !last || seconds <= 0) return line;
  const up = since(first.sent, last.sent);
  const down = since(first.received, last.received);
  line.lost_up = share(up.lost, up.packets);
  line.lost_down = onlyDown(share(down.lost, down.lost + down.packets), line.lost_up);
  line.kbit_up = (up.bytes * 8) / 1000 / seconds;
  line.kbit_down = (down.bytes * 8) / 1000 / seconds;
  return line;
}

/** What was lost on the way up is missing below as well: without it. */
function onlyDown(lost: number | null, up: number | null): number | null {
  if (lost === null || up === null || up >= 1) return lost;
  return Math.max(0, (lost - up) / (1 - up));
}

function share(lost: number, of: number): number | null {
  return of > 0 ? Math.min(1, lost / of) : null;
}

/** A stream that began again counts from nothing: never less than none. */
function since(before: Counts, after: Counts): Counts {
  return {
    bytes: Math.max(0, after.bytes - before.bytes),
    packets: Math.max(0, after.packets - before.packets),
    lost: Math.max(0, after.lost - before.lost),
  };
}
