/** What somebody chose to hear and how they speak: kept for the next time, whatever plays it or opens their devices. */
import type { Ears, Heard } from "../meeting";
import { remember, remembered } from "../remembered";

export abstract class ChosenListening {
  heard = $state<Heard>("floor");
  /** Of interpreters alone. */
  readonly ears: Ears | null = null;
  private under = $state(remembered("underneath", 0));
  private loudness = $state(remembered("volume", 1));

  /** @param usual what somebody hears who has chosen nothing yet */
  constructor(usual: Heard) {
    this.heard = remembered("heard", usual);
  }

  get underneath(): number {
    return this.under;
  }

  set underneath(level: number) {
    this.under = level;
    remember("underneath", level);
    this.apply();
  }

  get volume(): number {
    return this.loudness;
  }

  set volume(level: number) {
    this.loudness = level;
    remember("volume", level);
    this.apply();
  }

  choose(heard: Heard, lasting = true): void {
    this.heard = heard;
    if (lasting) remember("heard", heard);
    this.apply();
  }

  /** Something else was chosen. */
  protected abstract apply(): void;
}

export abstract class ChosenSpeaking {
  camera = $state(remembered("camera_on", true));
  private confirm = $state(remembered("confirm_first", false));

  get confirmFirst(): boolean {
    return this.confirm;
  }

  set confirmFirst(confirm: boolean) {
    this.confirm = confirm;
    remember("confirm_first", confirm);
  }

  async setCamera(on: boolean): Promise<void> {
    this.camera = on;
    remember("camera_on", on);
    await this.showOrHide();
  }

  /** The camera was turned on or off. */
  protected abstract showOrHide(): void | Promise<void>;
}
