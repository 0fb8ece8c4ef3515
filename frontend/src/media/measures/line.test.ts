import { expect, test } from "vitest";

import type { Entry, Statistics } from "../path";
import { lineOf, type Sample, sampleOf } from "./line";

const statistics = (...entries: Partial<Entry>[]): Statistics =>
  new Map(entries.map((entry, index) => [entry.id ?? String(index), { id: String(index), type: "", ...entry }]));

const udp = [
  { id: "T", type: "transport", selectedCandidatePairId: "P" },
  { id: "P", type: "candidate-pair", localCandidateId: "L", currentRoundTripTime: 0.142 },
  { id: "L", type: "local-candidate", protocol: "udp", candidateType: "host" },
];

function sample(changes: Partial<Sample>): Sample {
  const counts = { bytes: 0, packets: 0, lost: 0 };
  return { at: 0, way: "udp", roundTrip: null, jitter: null, sent: counts, received: counts, ...changes };
}

test("sound and picture are counted together, and what the media server missed is lost on the way up", () => {
  const sender = statistics(
    ...udp,
    { type: "outbound-rtp", kind: "audio", bytesSent: 1000, headerBytesSent: 100, packetsSent: 10 },
    { type: "outbound-rtp", kind: "video", bytesSent: 20_000, packetsSent: 90 },
    { type: "remote-inbound-rtp", kind: "audio", packetsLost: 3 },
  );
  const receiver = statistics(
    { type: "inbound-rtp", kind: "audio", bytesReceived: 900, packetsReceived: 9, packetsLost: 1, jitter: 0.009 },
    { type: "inbound-rtp", kind: "video", bytesReceived: 18_000, packetsReceived: 80, packetsLost: -1, jitter: 1 },
  );
  expect(sampleOf(5, sender, receiver)).toEqual({
    at: 5,
    way: "udp",
    roundTrip: 142,
    jitter: 9,
    sent: { bytes: 21_100, packets: 100, lost: 3 },
    received: { bytes: 18_900, packets: 89, lost: 1 },
  });
});

test("what a browser does not tell is not made up", () => {
  const line = lineOf([sampleOf(0, statistics(), statistics()), sampleOf(1000, statistics(), statistics())], null);
  expect(line).toEqual({
    way: "none",
    round_trip_ms: null,
    jitter_ms: null,
    lost_up: null,
    lost_down: null,
    kbit_up: 0,
    kbit_down: 0,
    seconds: 1,
    first_sound_ms: null,
  });
});

test("the figures are of the time between the first sample and the last", () => {
  const line = lineOf(
    [
      sample({ at: 1000, roundTrip: 100, jitter: 4, sent: { bytes: 5000, packets: 100, lost: 50 } }),
      sample({ at: 6000, roundTrip: 120, jitter: null }),
      sample({
        at: 11_000,
        way: "tcp",
        roundTrip: 140,
        jitter: 6,
        sent: { bytes: 1_255_000, packets: 1100, lost: 60 },
        received: { bytes: 625_000, packets: 970, lost: 30 },
      }),
    ],
    320,
  );
  expect(line).toMatchObject({ way: "tcp", round_trip_ms: 120, jitter_ms: 5, seconds: 10, first_sound_ms: 320 });
  expect(line).toMatchObject({ kbit_up: 1000, kbit_down: 500, lost_up: 0.01 });
  // 3 % are missing below, of which 1 % never came up.
  expect(line.lost_down).toBeCloseTo((0.03 - 0.01) / 0.99);
});

test("nothing measured says nothing", () => {
  expect(lineOf([], null)).toMatchObject({ way: "none", seconds: 0, kbit_up: null, lost_up: null });
  expect(lineOf([sample({ way: "relay" })], null)).toMatchObject({ way: "relay", kbit_down: null });
});

test("a stream that began again never counts backwards", () => {
  const before = sample({ sent: { bytes: 900, packets: 90, lost: 9 } });
  expect(lineOf([before, sample({ at: 1000 })], null)).toMatchObject({ kbit_up: 0, lost_up: null });
});
