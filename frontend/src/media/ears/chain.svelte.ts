import { audioContext } from "../meter";
import { sendTo } from "../devices.svelte";
// eslint-disable-next-line boundaries/dependencies -- the law does not know of an address, which this is
import worklet from "./ears.worklet.ts?worker&url";

/** How loud it was: mean square of A-weighted samples, over so many seconds. */
export interface Loud {
  square: number;
  seconds: number;
}

/** Shelves begin at these frequencies, in Hz. */
const BASS = 200;
const TREBLE = 4000;
/** Seconds in which a gain gets near what was asked: a step is heard as a click. */
const GLIDE = 0.03;
/** Reports come four times a second: without one for so long, nothing is heard of it, in ms. */
const PATIENCE = 1500;
const EVERY = 500;

/**
 * The way of all that an interpreter hears: bass, treble, and the limiter, into an element that plays as every other one
 * does, by the loudspeaker that was chosen. While it does not run, sounds have to be played without it.
 */
export class Chain {
  /** It runs: what goes in is heard. */
  runs = $state(false);
  /** It had the time that it takes to begin. */
  tried = $state(false);

  private readonly context = audioContext();
  private readonly bass = new BiquadFilterNode(this.context, { type: "lowshelf", frequency: BASS });
  private readonly treble = new BiquadFilterNode(this.context, { type: "highshelf", frequency: TREBLE });
  private readonly element = new Audio();
  private reported = 0;
  private began = 0;
  private timer: ReturnType<typeof setInterval> | undefined;
  private loading: Promise<void> | null = null;

  /**
   * @param onchange it began or ceased to run
   * @param onloud how loud it was
   */
  constructor(
    private readonly onchange: () => void,
    private readonly onloud: (loud: Loud) => void,
  ) {
    this.bass.connect(this.treble);
    this.element.dataset["ears"] = "";
    this.context.addEventListener("statechange", () => this.settle());
    this.element.addEventListener("pause", () => this.settle());
  }

  /** Decibels, each -12 to 12. */
  shape(bass: number, treble: number): void {
    this.bass.gain.setTargetAtTime(bass, this.context.currentTime, GLIDE);
    this.treble.gain.setTargetAtTime(treble, this.context.currentTime, GLIDE);
  }

  /** Begin to run; again after a click, which some browsers want first. */
  async start(loudspeaker: string): Promise<void> {
    void audioContext();
    this.began = performance.now();
    this.timer ??= setInterval(() => this.keepUp(), EVERY);
    this.loading ??= this.load();
    try {
      await this.loading;
      await sendTo(this.element, loudspeaker);
      await this.element.play();
    } catch {
      // Without worklets, or before a click, everything is played as it comes: `runs` says so.
    }
    this.settle();
  }

  async sendTo(loudspeaker: string): Promise<void> {
    await sendTo(this.element, loudspeaker);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.element.pause();
    this.settle();
  }

  /** Let a sound into it. @returns what sets how loud it is, and what takes it out */
  open(track: MediaStreamTrack): { hear(volume: number): void; end(): void } {
    const source = this.context.createMediaStreamSource(new MediaStream([track]));
    const gain = new GainNode(this.context, { gain: 0 });
    source.connect(gain).connect(this.bass);
    return {
      hear: (volume) => void gain.gain.setTargetAtTime(volume, this.context.currentTime, GLIDE),
      end: () => {
        source.disconnect();
        gain.disconnect();
      },
    };
  }

  private async load(): Promise<void> {
    await this.context.audioWorklet.addModule(worklet);
    const limiter = new AudioWorkletNode(this.context, "ears", { outputChannelCount: [2] });
    limiter.port.onmessage = ({ data }: MessageEvent<Loud>) => this.hearOf(data);
    limiter.onprocessorerror = () => this.forget();
    const destination = this.context.createMediaStreamDestination();
    this.treble.connect(limiter).connect(destination);
    this.element.srcObject = destination.stream;
    document.body.append(this.element);
  }

  /** What stopped it, such as a key of the keyboard for media, is not asked. */
  private keepUp(): void {
    if (this.context.state === "running" && this.element.srcObject && this.element.paused) {
      void this.element.play().catch(() => undefined);
    }
    this.settle();
  }

  private forget(): void {
    this.reported = 0;
    this.settle();
  }

  private hearOf(loud: Loud): void {
    this.reported = performance.now();
    this.settle();
    if (this.runs) this.onloud(loud);
  }

  /** Only what has just reported is trusted with all that somebody hears. */
  private settle(): void {
    const now = performance.now();
    this.tried = this.timer !== undefined && now - this.began >= PATIENCE;
    const reports = this.reported > 0 && now - this.reported < PATIENCE;
    const runs = this.context.state === "running" && !this.element.paused && reports;
    if (runs === this.runs) return;
    this.runs = runs;
    this.onchange();
  }
}
