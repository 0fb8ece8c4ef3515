import { expect, test } from "vitest";

import { amplitude, CEILING, Limiter, LOOK_AHEAD } from "./limiter";

const RATE = 48_000;
const DELAY = Math.round(LOOK_AHEAD * RATE);
/** As a browser hands samples over. */
const BLOCK = 128;

/** What comes out, moved back by the delay. */
function heard(input: Float32Array, limiter = new Limiter(RATE)): Float32Array {
  const padded = new Float32Array(Math.ceil((input.length + DELAY) / BLOCK) * BLOCK);
  padded.set(input);
  const out = new Float32Array(padded.length);
  for (let at = 0; at < padded.length; at += BLOCK) {
    limiter.process([padded.subarray(at, at + BLOCK)], [out.subarray(at, at + BLOCK)]);
  }
  return out.slice(DELAY, DELAY + input.length);
}

function tone(seconds: number, decibels: number, hertz = 440): Float32Array {
  const peak = amplitude(decibels);
  return Float32Array.from({ length: seconds * RATE }, (_, at) => peak * Math.sin((2 * Math.PI * hertz * at) / RATE));
}

function after(...parts: Float32Array[]): Float32Array {
  return Float32Array.from(parts.flatMap((part) => [...part]));
}

const peak = (samples: Float32Array) => samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
const decibels = (value: number) => 20 * Math.log10(value);

test.each([
  ["a square wave from nothing", Float32Array.from({ length: RATE }, (_, at) => (Math.floor(at / 50) % 2 ? -1 : 1))],
  ["one sample alone", Float32Array.from({ length: RATE }, (_, at) => (at === 1000 ? 1 : 0))],
  ["a tone after a voice", after(tone(2, -20), tone(1, 0))],
  ["peaks in every distance", Float32Array.from({ length: RATE }, (_, at) => ((at * at) % 977 < 3 ? -1 : 0.3))],
  ["what is beyond full scale", tone(1, 20, 3000)],
])("%s never passes the ceiling, from its first sample on", (_, input) => {
  expect(peak(heard(input))).toBeLessThanOrEqual(Math.fround(CEILING));
});

test("a burst of full scale is at the ceiling or below it within the delay, which is under 5 ms", () => {
  expect(new Limiter(RATE).delay / RATE).toBeLessThan(0.005);
  expect(new Limiter(44_100).delay / 44_100).toBeLessThan(0.005);
});

test("what is below the ceiling passes as it is", () => {
  const input = tone(2, -12);
  const out = heard(input);
  const off = input.map((sample, at) => Math.abs(sample - (out[at] ?? 0)));
  expect(decibels(peak(out))).toBeCloseTo(-12, 1);
  expect(peak(off)).toBeLessThan(1e-6);
});

test("a voice that comes back after a long pause passes as it is", () => {
  const voice = tone(2, -20);
  const out = heard(after(voice, new Float32Array(10 * RATE), voice));
  expect(peak(out.slice(12 * RATE).map((sample, at) => sample - (voice[at] ?? 0)))).toBeLessThan(1e-6);
});

test("a loud burst after a quiet voice is held 10 dB above that, and is as loud as it is a second later", () => {
  const out = heard(after(tone(4, -38), tone(3, -12)));
  const at = (seconds: number) => decibels(peak(out.slice((4 + seconds) * RATE, (4 + seconds + 0.02) * RATE)));
  expect(at(0)).toBeGreaterThan(-30);
  expect(at(0)).toBeLessThan(-26);
  expect(at(0.4)).toBeLessThan(-12.5);
  expect(at(2)).toBeCloseTo(-12, 0);
});

test("the gain never jumps: no click", () => {
  // Of a sound that never passes through zero, the gain can be read at every sample.
  const input = after(
    new Float32Array(RATE).fill(0.05),
    new Float32Array(RATE).fill(1),
    new Float32Array(RATE).fill(0.05),
  );
  const gain = heard(input).map((sample, at) => sample / (input[at] ?? 1));
  const steps = gain.slice(1).map((value, at) => value - (gain[at] ?? value));
  expect(peak(steps)).toBeLessThanOrEqual(1.001 / (DELAY + 1));
  expect(gain.at(-1)).toBeGreaterThan(0.98);
});

test("both ears get the same gain", () => {
  const limiter = new Limiter(RATE);
  const [loud, quiet] = [tone(0.5, 0), tone(0.5, -20)];
  const [left, right] = [new Float32Array(loud.length), new Float32Array(loud.length)];
  limiter.process([loud, quiet], [left, right]);
  expect(peak(right) / peak(left)).toBeCloseTo(0.1, 3);
});

test("what is no number is silence, and nothing after it is lost", () => {
  const limiter = new Limiter(RATE);
  heard(Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY, 0), limiter);
  expect(decibels(peak(heard(tone(1, -20), limiter)))).toBeCloseTo(-20, 1);
});
