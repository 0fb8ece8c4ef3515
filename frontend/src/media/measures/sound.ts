/** What a microphone gives, told from its samples (-1 to 1, one channel). Levels are decibels below full scale (dBFS). */

/** Lower than any device is quiet. */
export const SILENCE = -120;
/** Seconds of a frame, in which speech is even. */
const FRAME = 0.01;
/** Speech stands at least so far above the noise, in dB. */
const ABOVE_NOISE = 10;
/** Quieter than this nothing is taken for speech. */
const FAINTEST = -70;
/** A device at its limit gives this value, and gives it again: a loud sound alone passes it within one sample. */
const LIMIT = 0.985;
const LIMITED_SAMPLES = 3;
/** The share of the quietest frames that no speech reaches: people pause for breath. */
const PAUSES = 0.1;

/** Frequencies of the mains, in Hz, and how many of their multiples are heard as hum. */
const MAINS = [50, 60] as const;
const HARMONICS = 10;
/** Whole turns of both, long enough to tell them from what lies between, and as short as a pause in speech. */
const HUM_SECONDS = 0.2;
/** Beside a tone of the mains, where only noise is, in Hz. */
const BESIDE = 12;

export interface Sound {
  level_db: number;
  noise_db: number;
  peak_db: number;
  clipped: number;
  hum_db: number;
}

/** From a root mean square, or a peak, to decibels. */
export function decibels(amplitude: number): number {
  return amplitude > 0 ? Math.min(0, Math.max(SILENCE, 20 * Math.log10(amplitude))) : SILENCE;
}

export function rootMeanSquare(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length ? Math.sqrt(sum / samples.length) : 0;
}

/** The highest of them, without a sign. */
export function peakOf(samples: Float32Array): number {
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  return peak;
}

/**
 * Judge the sound of a device.
 *
 * @param carried as a sitting would carry it: level and noise are what others would hear
 * @param given as the device gives it, before the browser filters it: limits and hum are the device's own
 * @param rate samples a second, of both
 * @returns null where nothing was recorded
 */
export function soundOf(carried: Float32Array, given: Float32Array, rate: number): Sound | null {
  const frames = framesOf(begun(carried), rate);
  if (frames.length === 0) return null;
  const noise = noiseOf(frames.map(levelOfFrame));
  const speech = speechOf(frames, noise);
  return {
    level_db: decibels(Math.sqrt(mean(speech.map((frame) => rootMeanSquare(frame) ** 2)))),
    noise_db: noise,
    peak_db: decibels(peakOf(carried)),
    clipped: clippedShare(begun(given), rate),
    hum_db: humOf(begun(given), rate),
  };
}

/** The share of the frames of speech in which the device was at its limit. */
export function clippedShare(samples: Float32Array, rate: number): number {
  const frames = framesOf(samples, rate);
  const speech = speechOf(frames, noiseOf(frames.map(levelOfFrame)));
  return speech.length ? speech.filter(isLimited).length / speech.length : 0;
}

/** The level of mains hum: 50 or 60 Hz with its multiples. It never stops, so it is what is there when all else pauses. */
export function humOf(samples: Float32Array, rate: number): number {
  const length = Math.round(HUM_SECONDS * rate);
  const powers: number[] = [];
  for (let start = 0; start + length <= samples.length; start += Math.round(length / 2)) {
    const part = hann(samples.subarray(start, start + length));
    powers.push(Math.max(...MAINS.map((mains) => humPower(part, mains, rate))));
  }
  return powers.length ? decibels(Math.sqrt(Math.min(...powers))) : SILENCE;
}

function humPower(windowed: Float32Array, mains: number, rate: number): number {
  let power = 0;
  for (let multiple = 1; multiple <= HARMONICS; multiple += 1) {
    const hertz = mains * multiple;
    const noise = (powerAt(windowed, hertz - BESIDE, rate) + powerAt(windowed, hertz + BESIDE, rate)) / 2;
    power += Math.max(0, powerAt(windowed, hertz, rate) - 2 * noise);
  }
  return power;
}

/**
 * How loud a test sound comes back by the microphone, against how loud it was played.
 *
 * @param tones its frequencies, in Hz
 * @param played root mean square of each tone
 * @param before recorded before it was played
 * @param during recorded while it was played
 */
export function echoOf(
  tones: readonly number[],
  played: number,
  before: Float32Array,
  during: Float32Array,
  rate: number,
): number | null {
  if (before.length === 0 || during.length === 0) return null;
  const heard = (samples: Float32Array) => mean(tones.map((hertz) => powerAt(hann(samples), hertz, rate)));
  const added = Math.max(0, heard(during) - heard(before));
  return decibels(Math.sqrt(added) / played);
}

/** Mean square of what has about this frequency, told by Goertzel's algorithm. */
export function powerAt(samples: Float32Array, hertz: number, rate: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hertz) / rate);
  let before = 0;
  let last = 0;
  for (const sample of samples) [before, last] = [last, sample + turn * last - before];
  const energy = last * last + before * before - turn * last * before;
  return (2 * Math.max(0, energy)) / samples.length ** 2;
}

/** Without the silence that a device gives until it has woken up; silence alone stays. */
function begun(samples: Float32Array): Float32Array {
  const first = samples.findIndex((sample) => sample !== 0);
  return first > 0 ? samples.subarray(first) : samples;
}

function framesOf(samples: Float32Array, rate: number): Float32Array[] {
  const length = Math.round(FRAME * rate);
  const count = Math.floor(samples.length / length);
  return Array.from({ length: count }, (_, index) => samples.subarray(index * length, (index + 1) * length));
}

function levelOfFrame(frame: Float32Array): number {
  return decibels(rootMeanSquare(frame));
}

function noiseOf(levels: readonly number[]): number {
  const sorted = [...levels].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length * PAUSES)] ?? SILENCE;
}

/** The frames in which somebody speaks; all of them where nothing stands out of the noise. */
function speechOf(frames: Float32Array[], noise: number): Float32Array[] {
  const least = Math.max(noise + ABOVE_NOISE, FAINTEST);
  const speech = frames.filter((frame) => levelOfFrame(frame) >= least);
  return speech.length ? speech : frames;
}

function isLimited(frame: Float32Array): boolean {
  let run = 0;
  for (const sample of frame) {
    run = Math.abs(sample) >= LIMIT ? run + 1 : 0;
    if (run >= LIMITED_SAMPLES) return true;
  }
  return false;
}

/** Weighted so that a tone does not spill over its neighbours; its power stays that of the tone. */
function hann(samples: Float32Array): Float32Array {
  const { length } = samples;
  return samples.map((sample, index) => sample * (1 - Math.cos((2 * Math.PI * index) / length)));
}

function mean(values: readonly number[]): number {
  return values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : 0;
}
