import { expect, test } from "vitest";

import type { OwnSound } from "../../meeting";
import { OwnSoundMeter } from "./own-sound";

const RATE = 48_000;

/** A voice of 140 Hz with its overtones, in syllables of a fifth of a second with as much between them. */
function voice(at: number): number {
  if (Math.floor(at / (0.2 * RATE)) % 2) return 0;
  return [1, 2, 3, 5].reduce((sum, times) => sum + Math.sin((2 * Math.PI * 140 * times * at) / RATE) / times, 0);
}

let state = 1;
/** -1 to 1, and the same each time. */
function noise(): number {
  state = (state * 48_271) % 2_147_483_647;
  return (2 * state) / 2_147_483_647 - 1;
}

function judged(sample: (at: number) => number, seconds = 5): OwnSound | null {
  state = 1;
  const meter = new OwnSoundMeter(RATE);
  let found: OwnSound | null = null;
  for (let second = 0; second < seconds; second += 1) {
    meter.add(Float32Array.from({ length: RATE }, (_, at) => Math.min(1, Math.max(-1, sample(second * RATE + at)))));
    found = meter.judge();
  }
  return found;
}

const tone = (hertz: number, at: number) => Math.sin((2 * Math.PI * hertz * at) / RATE);

test("a tone of 997 Hz at full scale is -3.01 LUFS, and a hundredth of it 40 LU less", () => {
  expect(judged((at) => tone(997, at))?.lufs).toBeCloseTo(-3.01, 1);
  expect(judged((at) => 0.01 * tone(997, at))?.lufs).toBeCloseTo(-43.01, 1);
});

test("nothing is judged before there is enough of it", () => {
  expect(judged((at) => 0.1 * voice(at), 3)).toBeNull();
});

test.each<[string, OwnSound["fault"], OwnSound["noise"], (at: number) => number]>([
  ["a good microphone", "", "low", (at) => 0.1 * voice(at) + 0.0005 * noise()],
  ["one with some noise", "", "some", (at) => 0.1 * voice(at) + 0.005 * noise()],
  ["a noisy one", "noise", "high", (at) => 0.1 * voice(at) + 0.025 * noise()],
  ["one that is too quiet", "quiet", "low", (at) => 0.004 * voice(at) + 0.00001 * noise()],
  ["one that is at its limit", "clipped", "low", (at) => 3 * voice(at) + 0.0005 * noise()],
  ["one that hums", "hum", "some", (at) => 0.1 * voice(at) + 0.008 * tone(50, at) + 0.0005 * noise()],
  ["one that is switched off", "silent", "low", () => 0],
  ["a good one while nobody speaks", "", "low", () => 0.0005 * noise()],
])("%s", (_, fault, grade, sample) => {
  const { fault: found, noise: heard } = judged(sample) ?? {};
  expect([found, heard]).toEqual([fault, grade]);
});
