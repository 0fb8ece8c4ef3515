/** Runs beside the page, in the thread of the sound: limits what is heard, and tells how loud it was. */
import { Limiter } from "./limiter";
import { aWeighting } from "./weighting";

/** What the browser gives a worklet; TypeScript knows it of pages alone. */
declare const sampleRate: number;
declare function registerProcessor(name: string, processor: unknown): void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

/** Seconds between two reports. */
const EVERY = 0.25;

class Ears extends AudioWorkletProcessor {
  private readonly limiter = new Limiter(sampleRate);
  /** One for each ear. */
  private readonly weightings = [aWeighting(sampleRate), aWeighting(sampleRate)];
  private square = 0;
  private samples = 0;

  process([input = []]: Float32Array[][], [output = []]: Float32Array[][]): boolean {
    this.limiter.process(input, output);
    this.measure(output);
    return true;
  }

  private measure(output: Float32Array[]): void {
    // The louder ear counts.
    this.square += Math.max(...output.map((channel, index) => this.squareOf(channel, index)));
    this.samples += output[0]?.length ?? 0;
    if (this.samples < EVERY * sampleRate) return;
    this.port.postMessage({ square: this.square / this.samples, seconds: this.samples / sampleRate });
    this.square = 0;
    this.samples = 0;
  }

  private squareOf(channel: Float32Array, index: number): number {
    let sum = 0;
    for (const sample of channel) sum += (this.weightings[index]?.next(sample) ?? 0) ** 2;
    return sum;
  }
}

registerProcessor("ears", Ears);
