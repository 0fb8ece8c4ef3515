/** Filters that weigh a sound as ears do. Samples are -1 to 1, of one channel. */

/** Of a second-order filter, normalized so that a0 is 1. */
export type Coefficients = readonly [b0: number, b1: number, b2: number, a1: number, a2: number];

/** Filters one after the other; it remembers the samples before. */
export class Weighting {
  private readonly before: Float64Array;

  /** @param gain of all of it */
  constructor(
    private readonly sections: readonly Coefficients[],
    private readonly gain = 1,
  ) {
    this.before = new Float64Array(2 * sections.length);
  }

  next(sample: number): number {
    let value = sample * this.gain;
    for (let index = 0; index < this.sections.length; index += 1) value = this.section(index, value);
    return value;
  }

  /** Nothing is allocated for a sample: this runs in the thread of the sound. */
  private section(index: number, value: number): number {
    const coefficients = this.sections[index];
    if (!coefficients) return value;
    const { before } = this;
    const out = coefficients[0] * value + (before[2 * index] ?? 0);
    before[2 * index] = coefficients[1] * value - coefficients[3] * out + (before[2 * index + 1] ?? 0);
    before[2 * index + 1] = coefficients[2] * value - coefficients[4] * out;
    return out;
  }
}

/** Frequencies of the poles of A-weighting (IEC 61672-1), in Hz; what is 1 kHz stays as it is. */
const [LOWEST, LOW, MIDDLE, HIGH] = [20.598997, 107.65265, 737.86223, 12194.217];
const REFERENCE = 1000;

/**
 * A-weighting. By the bilinear transformation, which is too low above 8 kHz: 1 dB at 10 kHz, where voices have little.
 *
 * @param rate samples a second
 */
export function aWeighting(rate: number): Weighting {
  const sections = [
    transformed([1, 0, 0], squared(LOWEST, LOWEST), rate),
    transformed([1, 0, 0], squared(LOW, MIDDLE), rate),
    transformed([0, 0, 1], squared(HIGH, HIGH), rate),
  ];
  const gain = sections.reduce((product, section) => product * responseAt(section, REFERENCE, rate), 1);
  return new Weighting(sections, 1 / gain);
}

/** K-weighting, of ITU-R BS.1770, for any rate. */
export function kWeighting(rate: number): Weighting {
  return new Weighting([kShelf(rate), kHighPass(rate)]);
}

function kShelf(rate: number): Coefficients {
  const [frequency, decibels, quality] = [1681.974450955533, 3.999843853973347, 0.7071752369554196];
  const k = Math.tan((Math.PI * frequency) / rate);
  const high = 10 ** (decibels / 20);
  const band = high ** 0.4996667741545416;
  const a0 = 1 + k / quality + k * k;
  return [
    (high + (band * k) / quality + k * k) / a0,
    (2 * (k * k - high)) / a0,
    (high - (band * k) / quality + k * k) / a0,
    (2 * (k * k - 1)) / a0,
    (1 - k / quality + k * k) / a0,
  ];
}

function kHighPass(rate: number): Coefficients {
  const [frequency, quality] = [38.13547087602444, 0.5003270373238773];
  const k = Math.tan((Math.PI * frequency) / rate);
  const a0 = 1 + k / quality + k * k;
  return [1, -2, 1, (2 * (k * k - 1)) / a0, (1 - k / quality + k * k) / a0];
}

type Quadratic = readonly [s2: number, s1: number, s0: number];

/** (s + 2πf)(s + 2πg) */
function squared(f: number, g: number): Quadratic {
  const [one, other] = [2 * Math.PI * f, 2 * Math.PI * g];
  return [1, one + other, one * other];
}

/** By the bilinear transformation, s = 2·rate·(z-1)/(z+1). */
function transformed(above: Quadratic, below: Quadratic, rate: number): Coefficients {
  const s = 2 * rate;
  const [b0, b1, b2] = inZ(above, s);
  const [a0, a1, a2] = inZ(below, s);
  return [b0 / a0, b1 / a0, b2 / a0, a1 / a0, a2 / a0];
}

function inZ([s2, s1, s0]: Quadratic, s: number): [number, number, number] {
  return [s2 * s * s + s1 * s + s0, 2 * (s0 - s2 * s * s), s2 * s * s - s1 * s + s0];
}

function responseAt([b0, b1, b2, a1, a2]: Coefficients, hertz: number, rate: number): number {
  const turn = (2 * Math.PI * hertz) / rate;
  const size = (c0: number, c1: number, c2: number) =>
    Math.hypot(c0 + c1 * Math.cos(turn) + c2 * Math.cos(2 * turn), c1 * Math.sin(turn) + c2 * Math.sin(2 * turn));
  return size(b0, b1, b2) / size(1, a1, a2);
}
