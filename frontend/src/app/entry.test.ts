import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { Sample } from "../media/measures/line";
import { measureEntry } from "./entry";

const counts = { bytes: 0, packets: 0, lost: 0 };

function sample(at: number, changes: Partial<Sample> = {}): Sample {
  return { at, way: "udp", roundTrip: 140, jitter: 8, sent: counts, received: counts, ...changes };
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function entering(of: (number: number) => Sample | null, left: (number: number) => boolean = () => false) {
  let number = 0;
  return {
    sample: () => Promise.resolve(of(number++)),
    transport: () => "websocket",
    clockAhead: () => 250,
    left: () => left(number),
  };
}

test("some seconds are measured, and neither rates nor what nobody sent", async () => {
  const found = measureEntry(
    entering((number) =>
      sample(number * 1000, { received: { bytes: number * 100, packets: number * 49, lost: number } }),
    ),
  );
  await vi.runAllTimersAsync();
  expect(await found).toMatchObject({
    seconds: 12,
    line: {
      way: "udp",
      round_trip_ms: 140,
      jitter_ms: 8,
      lost_down: 0.02,
      lost_up: null,
      kbit_up: null,
      kbit_down: null,
      first_sound_ms: null,
    },
    push: { transport: "websocket", ms: null },
    clock_ms: 250,
  });
});

test("in a silent room no loss is told", async () => {
  const found = measureEntry(entering((number) => sample(number * 1000, { jitter: null })));
  await vi.runAllTimersAsync();
  expect(await found).toMatchObject({ line: { lost_down: null, jitter_ms: null, round_trip_ms: 140 } });
});

test("a transport that is none of ours, and none, are told as none", async () => {
  const found = measureEntry({ ...entering((number) => sample(number)), transport: () => "" });
  await vi.runAllTimersAsync();
  expect(await found).toMatchObject({ push: { transport: "none" } });
});

test("who leaves before, or whose browser tells nothing, sends nothing", async () => {
  const gone = measureEntry(
    entering(
      (number) => sample(number),
      (number) => number > 3,
    ),
  );
  const nothing = measureEntry(entering(() => null));
  await vi.runAllTimersAsync();
  expect(await gone).toBeNull();
  expect(await nothing).toBeNull();
});
