import type { Ears } from "../../meeting";
import { remember, remembered } from "../../remembered";
import { Chain } from "./chain.svelte";
import { KeptDose } from "./kept-dose.svelte";

/** An interpreter's ears: what they chose, the chain that guards them, and the dose of the day. */
export class GuardedEars implements Ears {
  readonly chain: Chain;
  /** Called when a choice is made, and when the chain begins or ceases to run. */
  onchange: () => void = () => undefined;

  private low = $state(remembered("bass", 0));
  private high = $state(remembered("treble", 0));
  private beside = $state(remembered("partner", 0));
  private readonly kept: KeptDose;

  constructor(zone: string) {
    this.kept = new KeptDose(zone);
    this.chain = new Chain(
      () => this.onchange(),
      (loud) => this.kept.add(loud),
    );
    this.chain.shape(this.low, this.high);
  }

  get bass(): number {
    return this.low;
  }

  set bass(decibels: number) {
    this.low = decibels;
    remember("bass", decibels);
    this.chain.shape(this.low, this.high);
  }

  get treble(): number {
    return this.high;
  }

  set treble(decibels: number) {
    this.high = decibels;
    remember("treble", decibels);
    this.chain.shape(this.low, this.high);
  }

  get partner(): number {
    return this.beside;
  }

  set partner(volume: number) {
    this.beside = volume;
    remember("partner", volume);
    this.onchange();
  }

  get guard(): Ears["guard"] {
    if (this.chain.runs) return "on";
    return this.chain.tried ? "off" : "starting";
  }

  get dose(): number {
    return this.kept.share;
  }

  async start(loudspeaker: string): Promise<void> {
    await this.chain.start(loudspeaker);
  }

  async sendTo(loudspeaker: string): Promise<void> {
    await this.chain.sendTo(loudspeaker);
  }

  stop(): void {
    this.kept.keep();
    this.chain.stop();
  }
}
