import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { Sample } from "./measures/line";
import { EVERY, Reception } from "./reception";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A connection of which each look finds 100 packets more, and so many lost. */
function connection(lost: (look: number) => number) {
  let look = 0;
  const counts = { bytes: 0, packets: 0, lost: 0 };
  return (): Promise<Sample | null> => {
    look += 1;
    counts.packets += 100;
    counts.bytes += 12_000;
    counts.lost += lost(look);
    const sent = { bytes: 0, packets: 0, lost: 0 };
    return Promise.resolve({ at: look * EVERY, way: "udp", roundTrip: 80, jitter: 20, sent, received: { ...counts } });
  };
}

const looks = (count: number) => vi.advanceTimersByTimeAsync(count * EVERY);

test("it tells of the last ten seconds, and of nothing before", async () => {
  const reception = new Reception(connection((look) => (look <= 4 ? 100 : 0)));
  reception.follow(true);
  await looks(1);
  expect(reception.received()).toBeNull();
  await looks(3);
  expect(reception.received()?.lost).toBeCloseTo(0.5);
  await looks(5);
  expect(reception.received()).toEqual({ lost: 0, jitter_ms: 20, round_trip_ms: 80, kbit: 48 });
});

test("nothing is measured outside a booth, nor told of what was measured before", async () => {
  const sample = vi.fn(connection(() => 1));
  const reception = new Reception(sample);
  await looks(3);
  expect(sample).not.toHaveBeenCalled();
  reception.follow(true);
  reception.follow(true);
  await looks(3);
  expect(sample).toHaveBeenCalledTimes(3);
  reception.follow(false);
  expect(reception.received()).toBeNull();
  await looks(3);
  expect(sample).toHaveBeenCalledTimes(3);
});

test("a connection that is away, or began again, has nothing of the one before", async () => {
  let there = true;
  const sample = connection(() => 0);
  const reception = new Reception(() => (there ? sample() : Promise.resolve(null)));
  reception.follow(true);
  await looks(3);
  there = false;
  await looks(1);
  expect(reception.received()).toBeNull();
});
