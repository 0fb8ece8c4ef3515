import type { Playback } from "../playback";
import type { Chain } from "./chain.svelte";

/**
 * One received sound on its way through the chain before an interpreter's ears. Its element goes on beside it, unheard:
 * Chromium gives a page no samples of a sound that no element plays. It is heard by that element while the chain does not
 * run: sound without protection is better than none.
 */
export class ThroughEars {
  private volume: number | null = null;
  private readonly into: ReturnType<Chain["open"]>;

  constructor(
    track: MediaStreamTrack,
    private readonly plain: Pick<Playback, "hear" | "run" | "sendTo" | "end">,
    private readonly chain: Pick<Chain, "open" | "runs">,
  ) {
    this.into = chain.open(track);
  }

  hear(volume: number | null): void {
    this.volume = volume;
    this.settle();
  }

  /** The chain began or ceased to run. */
  settle(): void {
    const { runs } = this.chain;
    this.into.hear(runs ? (this.volume ?? 0) : 0);
    this.plain.hear(runs ? null : this.volume);
  }

  run(): void {
    this.plain.run();
  }

  sendTo(loudspeaker: string): Promise<void> {
    return this.plain.sendTo(loudspeaker);
  }

  end(): void {
    this.into.end();
    this.plain.end();
  }
}
