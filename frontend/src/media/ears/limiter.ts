/**
 * What stands between a sound and an interpreter's ears. Samples are -1 to 1; levels are decibels below full scale (dBFS).
 *
 * Two things are held. No sample goes out above the ceiling: the gain falls before a peak comes, because all is delayed by
 * the look-ahead. And what jumps far above what was heard until now is held near that for a second: ears that strain for a
 * quiet voice are hurt by a loudness to which they would have got used.
 */

/** Seconds by which everything is delayed, in which the gain falls. */
export const LOOK_AHEAD = 0.003;
/** No sample is louder, as amplitude: -9 dBFS. */
export const CEILING = amplitude(-9);
/** Seconds in which the gain comes back. */
const RELEASE = 0.15;
/** A rise by more than the one is a jump, and is held to the other, in dB above what was heard. */
const JUMP = amplitude(15);
const HELD_AT = amplitude(10);
/** Seconds in which what is held may get as loud as it is. */
const HOLD = 1;
/** Seconds over which it is known what was heard. */
const MEMORY = 1;
/** The peak of a sound lasts so long, in seconds: between two turns of the deepest voice nothing falls. */
const PEAK = 0.02;
/** Quieter than the one, nothing is taken for a voice: pauses are not remembered. Voices are as loud as the other. */
const PAUSE = amplitude(-50);
const QUIETEST = amplitude(-40);
/** Before anything was heard: the peaks of a voice. */
const USUAL = amplitude(-24);

/** From decibels to amplitude. */
export function amplitude(decibels: number): number {
  return 10 ** (decibels / 20);
}

export class Limiter {
  /** Samples by which what comes out is later than what went in. */
  readonly delay: number;

  /** What may go out now: the ceiling, or less while a jump is held. */
  private cap: number;
  /** Mean square of the peaks of what was heard. */
  private heard = USUAL ** 2;
  private peak = 0;
  private gain = 1;

  private readonly least: SlidingLeast;
  private readonly mean: SlidingMean;
  private readonly waiting: Float32Array[] = [];
  private at = 0;

  private readonly back: number;
  private readonly rise: number;
  private readonly fade: number;
  private readonly forget: number;

  /**
   * @param rate samples a second
   * @param ceiling amplitude that no sample exceeds
   */
  constructor(
    rate: number,
    private readonly ceiling = CEILING,
  ) {
    this.delay = Math.round(LOOK_AHEAD * rate);
    this.cap = ceiling;
    this.least = new SlidingLeast(this.delay + 1);
    this.mean = new SlidingMean(this.delay + 1);
    this.back = 1 - Math.exp(-1 / (RELEASE * rate));
    // From the lowest that is ever held to the ceiling; from anywhere higher it is there before.
    this.rise = (ceiling / (QUIETEST * HELD_AT)) ** (1 / (HOLD * rate));
    this.fade = Math.exp(-1 / (PEAK * rate));
    this.forget = 1 - Math.exp(-1 / (MEMORY * rate));
  }

  /** Fill `outputs` from `inputs`: channels of the same length. All channels get the same gain, so voices stay in place. */
  process(inputs: readonly Float32Array[], outputs: readonly Float32Array[]): void {
    while (this.waiting.length < outputs.length) this.waiting.push(new Float32Array(this.delay));
    const length = outputs[0]?.length ?? 0;
    for (let index = 0; index < length; index += 1) {
      let loudest = 0;
      for (const input of inputs) loudest = Math.max(loudest, Math.abs(finite(input[index])));
      const gain = this.gainFor(loudest);
      for (let channel = 0; channel < outputs.length; channel += 1) this.pass(inputs, outputs, channel, index, gain);
      this.at = (this.at + 1) % this.delay;
    }
  }

  private pass(
    inputs: readonly Float32Array[],
    outputs: readonly Float32Array[],
    channel: number,
    index: number,
    gain: number,
  ): void {
    const waiting = this.waiting[channel];
    const output = outputs[channel];
    if (!waiting || !output) return;
    const due = (waiting[this.at] ?? 0) * gain;
    // The gain has done it; this is for what a sum of many small numbers may be off.
    output[index] = Math.min(this.ceiling, Math.max(-this.ceiling, due));
    waiting[this.at] = finite(inputs[channel]?.[index]);
  }

  /** For the sample that comes out now, when this one goes in. It changes by steps too small to be heard. */
  private gainFor(loudest: number): number {
    this.holdJump(loudest);
    const asked = loudest > this.cap ? this.cap / loudest : 1;
    const least = this.least.add(asked);
    this.gain = least < this.gain ? least : this.gain + (least - this.gain) * this.back;
    return this.mean.add(this.gain);
  }

  private holdJump(loudest: number): void {
    this.peak = Math.max(loudest, this.peak * this.fade);
    const heard = Math.sqrt(this.heard);
    if (this.cap === this.ceiling && this.peak > heard * JUMP) this.cap = Math.min(this.ceiling, heard * HELD_AT);
    else this.cap = Math.min(this.ceiling, this.cap * this.rise);
    if (this.peak < PAUSE) return;
    const known = Math.min(this.cap, this.peak) ** 2;
    this.heard = Math.max(QUIETEST ** 2, this.heard + (known - this.heard) * this.forget);
  }
}

/** A broken decoder gives what is no number: it would stay in every sum. */
function finite(sample: number | undefined): number {
  return sample !== undefined && Number.isFinite(sample) ? sample : 0;
}

/** The least of the last `size` values: those that a later and smaller one hides are forgotten. */
class SlidingLeast {
  private readonly values: Float64Array;
  private readonly times: Float64Array;
  private first = 0;
  private count = 0;
  private now = 0;

  constructor(private readonly size: number) {
    this.values = new Float64Array(size);
    this.times = new Float64Array(size);
  }

  add(value: number): number {
    const { size, values, times } = this;
    if (this.count && (times[this.first] ?? 0) <= this.now - size) this.dropFirst();
    while (this.count && (values[(this.first + this.count - 1) % size] ?? 0) >= value) this.count -= 1;
    const end = (this.first + this.count) % size;
    values[end] = value;
    times[end] = this.now;
    this.count += 1;
    this.now += 1;
    return values[this.first] ?? value;
  }

  private dropFirst(): void {
    this.first = (this.first + 1) % this.size;
    this.count -= 1;
  }
}

/** The mean of the last `size` values, which were 1 before. */
class SlidingMean {
  private readonly values: Float64Array;
  private at = 0;
  private sum: number;

  constructor(private readonly size: number) {
    this.values = new Float64Array(size).fill(1);
    this.sum = size;
  }

  add(value: number): number {
    this.sum += value - (this.values[this.at] ?? 0);
    this.values[this.at] = value;
    this.at = (this.at + 1) % this.size;
    return this.sum / this.size;
  }
}
