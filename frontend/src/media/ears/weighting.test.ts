import { expect, test } from "vitest";

import { aWeighting, kWeighting, type Weighting } from "./weighting";

const RATE = 48_000;

/** Gain of a tone, in dB, once the filter has settled. */
function gain(weighting: Weighting, hertz: number): number {
  let [within, out] = [0, 0];
  for (let at = 0; at < 2 * RATE; at += 1) {
    const sample = Math.sin((2 * Math.PI * hertz * at) / RATE);
    const weighted = weighting.next(sample);
    if (at < RATE) continue;
    within += sample ** 2;
    out += weighted ** 2;
  }
  return 10 * Math.log10(out / within);
}

// The table of IEC 61672-1, within the tolerance of class 1.
test.each([
  [31.5, -39.4, 1.5],
  [125, -16.1, 0.5],
  [500, -3.2, 0.3],
  [1000, 0, 0.01],
  [4000, 1, 0.3],
  [8000, -1.1, 1.5],
])("A-weighting at %d Hz is %d dB", (hertz, expected, tolerance) => {
  expect(Math.abs(gain(aWeighting(RATE), hertz) - expected)).toBeLessThanOrEqual(tolerance);
});

// A tone of 997 Hz is 0.691 dB louder so: ITU-R BS.1770.
test.each([
  [997, 0.691, 0.02],
  [38, -6, 0.3],
  [10_000, 4, 0.1],
])("K-weighting at %d Hz is %d dB", (hertz, expected, tolerance) => {
  expect(Math.abs(gain(kWeighting(RATE), hertz) - expected)).toBeLessThanOrEqual(tolerance);
});
