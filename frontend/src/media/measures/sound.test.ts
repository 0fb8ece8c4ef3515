import { expect, test } from "vitest";

import { clippedShare, decibels, echoOf, humOf, powerAt, SILENCE, soundOf } from "./sound";

const RATE = 48_000;

/** Numbers of -1 to 1 that look random and are the same each time. */
function noise(seconds: number, amplitude: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length: seconds * RATE }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return amplitude * ((2 * state) / 2_147_483_647 - 1);
  });
}

function tone(hertz: number, seconds: number, amplitude: number): Float32Array {
  return Float32Array.from(
    { length: seconds * RATE },
    (_, index) => amplitude * Math.sin((2 * Math.PI * hertz * index) / RATE),
  );
}

function sum(...parts: Float32Array[]): Float32Array {
  return (parts[0] ?? new Float32Array()).map((_, index) => parts.reduce((all, part) => all + (part[index] ?? 0), 0));
}

/** A voice of 140 Hz with its overtones, in syllables of a fifth of a second with as much between them. */
function speech(seconds: number, amplitude: number): Float32Array {
  const voice = sum(...[1, 2, 3, 5, 8].map((multiple) => tone(140 * multiple, seconds, amplitude / multiple)));
  return voice.map((sample, index) => (Math.floor(index / (0.2 * RATE)) % 2 ? sample : 0));
}

const limited = (samples: Float32Array) => samples.map((sample) => Math.min(1, Math.max(-1, sample)));
const sound = (samples: Float32Array) => soundOf(samples, samples, RATE);

test("full scale is 0 dB, a tenth -20, and nothing is as quiet as can be told", () => {
  expect(decibels(1)).toBe(0);
  expect(decibels(0.1)).toBeCloseTo(-20);
  expect(decibels(0)).toBe(SILENCE);
});

test("silence has no level, no limits and no hum", () => {
  const silence = new Float32Array(4 * RATE);
  expect(sound(silence)).toEqual({
    level_db: SILENCE,
    noise_db: SILENCE,
    peak_db: SILENCE,
    clipped: 0,
    hum_db: SILENCE,
  });
});

test("nothing recorded is not silence", () => {
  expect(sound(new Float32Array())).toBeNull();
});

test("speech is told from the noise of the room, and its pauses do not lower its level", () => {
  const heard = sound(sum(speech(4, 0.2), noise(4, 0.001)));
  expect(heard?.level_db).toBeGreaterThan(-20);
  expect(heard?.level_db).toBeLessThan(-10);
  expect(heard?.noise_db).toBeCloseTo(decibels(0.001 / Math.sqrt(3)), 0);
  expect(heard?.clipped).toBe(0);
  expect(heard?.hum_db).toBeLessThan(-70);
});

test("where nothing stands out of the noise, its level is the noise's", () => {
  const heard = sound(noise(4, 0.1));
  expect(heard?.level_db).toBeCloseTo(heard?.noise_db ?? 0, 0);
  expect(heard?.hum_db).toBeLessThan((heard?.noise_db ?? 0) - 15);
});

test("a device at its limit clips; one that is only loud does not", () => {
  expect(clippedShare(limited(speech(4, 4)), RATE)).toBeGreaterThan(0.9);
  expect(clippedShare(tone(440, 2, 0.97), RATE)).toBe(0);
  expect(clippedShare(limited(sum(speech(4, 0.1), noise(4, 0.001))), RATE)).toBe(0);
});

test.each([50, 60])("a hum of %i Hz with its overtones is told, under speech too", (mains) => {
  const hum = sum(tone(mains, 4, 0.02), tone(2 * mains, 4, 0.01), tone(3 * mains, 4, 0.01));
  const level = decibels(Math.sqrt((0.02 ** 2 + 0.01 ** 2 + 0.01 ** 2) / 2));
  expect(humOf(sum(hum, noise(4, 0.001)), RATE)).toBeCloseTo(level, 0);
  expect(humOf(sum(hum, speech(4, 0.3)), RATE)).toBeGreaterThan(level - 6);
});

test("a tone that is not of the mains is no hum", () => {
  expect(humOf(tone(440, 2, 0.3), RATE)).toBeLessThan(-60);
});

test("too short to tell is no hum", () => {
  expect(humOf(tone(50, 0.1, 0.3), RATE)).toBe(SILENCE);
});

test("the power of a tone is that of its root mean square", () => {
  expect(Math.sqrt(powerAt(tone(587, 1, 0.5), 587, RATE))).toBeCloseTo(0.5 / Math.SQRT2, 2);
});

test("the echo is what the test sound added at the microphone, against how loud it was played", () => {
  const [before, room] = [noise(1, 0.01), noise(1, 0.01)];
  const played = 0.25 / Math.SQRT2;
  const back = sum(tone(587, 1, 0.025), tone(880, 1, 0.025), room);
  expect(echoOf([587, 880], played, before, back, RATE)).toBeCloseTo(-20, 0);
  expect(echoOf([587, 880], played, before, room, RATE)).toBeLessThan(-40);
  // It sounded already: the sound of somebody else is no echo.
  expect(echoOf([587, 880], played, back, back, RATE)).toBe(SILENCE);
  expect(echoOf([587, 880], played, before, new Float32Array(), RATE)).toBeNull();
});
