import type { OwnSound } from "../../meeting";
import { soundOf, type Sound } from "../measures/sound";
import { kWeighting, type Weighting } from "./weighting";

/** Seconds whose loudness is told: short-term, as EBU Tech 3341 has it. */
const SHORT_TERM = 3;
/** Loudness is summed in parts of so many seconds. */
const PART = 0.1;
/** Seconds that are judged together, and of them the last, in which hum and limits are looked for: that takes time. */
const JUDGED = 4;
const LOOKED_INTO = 2;
/** Quieter is not told, in LUFS. */
const LEAST = -70;

/** In dBFS and dB, those of the connection test (`Limits` of its rule); a switch that is off gives less than `NOTHING`. */
const NOTHING = -80;
const QUIET = -46;
const CLIPPED = 0.01;
const OVER_NOISE = 20;
const WELL_OVER_NOISE = 30;
const OVER_HUM = 25;
/** Where nothing stands out so far, nobody speaks: level and hum say nothing then. */
const SPEAKS = 10;
/** To which noise is compared before somebody has spoken. */
const USUAL = -26;

/** An interpreter's own microphone, judged while they work. Samples are -1 to 1, of one channel. */
export class OwnSoundMeter {
  private readonly weighting: Weighting;
  private readonly squares: number[] = [];
  private square = 0;
  private counted = 0;
  private readonly recent: Float32Array;
  private filled = 0;
  private voice = USUAL;
  private last: OwnSound["fault"] = "";
  private fault: OwnSound["fault"] = "";

  /** @param rate samples a second */
  constructor(private readonly rate: number) {
    this.weighting = kWeighting(rate);
    this.recent = new Float32Array(JUDGED * rate);
  }

  add(samples: Float32Array): void {
    for (const sample of samples) {
      this.square += this.weighting.next(sample) ** 2;
      this.counted += 1;
      if (this.counted >= PART * this.rate) this.endPart();
    }
    this.keep(samples);
  }

  /** Short-term loudness in LUFS; null for as good as nothing. */
  loudness(): number | null {
    const mean = this.squares.reduce((sum, square) => sum + square, 0) / Math.max(1, this.squares.length);
    const lufs = mean > 0 ? -0.691 + 10 * Math.log10(mean) : LEAST;
    return lufs > LEAST ? lufs : null;
  }

  /** Judge what came last; null until there is enough of it. A fault is told once it was found twice in turn. */
  judge(): OwnSound | null {
    if (this.filled < this.recent.length) return null;
    const given = this.recent.subarray(this.recent.length - LOOKED_INTO * this.rate);
    const sound = soundOf(this.recent, given, this.rate);
    if (!sound) return null;
    const speaks = sound.level_db - sound.noise_db >= SPEAKS;
    if (speaks) this.voice = sound.level_db;
    const found = faultOf(sound, speaks, this.voice);
    if (found === this.last || found === "") this.fault = found;
    this.last = found;
    return { lufs: this.loudness(), noise: noiseOf(this.voice - sound.noise_db), fault: this.fault };
  }

  private endPart(): void {
    this.squares.push(this.square / this.counted);
    if (this.squares.length > SHORT_TERM / PART) this.squares.shift();
    this.square = 0;
    this.counted = 0;
  }

  private keep(samples: Float32Array): void {
    const { recent } = this;
    const newest = samples.subarray(Math.max(0, samples.length - recent.length));
    recent.copyWithin(0, newest.length);
    recent.set(newest, recent.length - newest.length);
    this.filled = Math.min(recent.length, this.filled + newest.length);
  }
}

function faultOf(sound: Sound, speaks: boolean, voice: number): OwnSound["fault"] {
  if (sound.peak_db < NOTHING) return "silent";
  if (sound.clipped > CLIPPED) return "clipped";
  if (speaks && sound.level_db < QUIET) return "quiet";
  if (speaks && sound.level_db - sound.hum_db < OVER_HUM) return "hum";
  return voice - sound.noise_db < OVER_NOISE ? "noise" : "";
}

function noiseOf(below: number): OwnSound["noise"] {
  if (below < OVER_NOISE) return "high";
  return below < WELL_OVER_NOISE ? "some" : "low";
}
