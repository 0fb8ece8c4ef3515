import { nameOf } from "./capture";
import { sendTo } from "./devices.svelte";
import { EVERY, GLIDE, onTheWay } from "./glide";

/**
 * One received sound in an element of its own. It runs from the moment it is received, unheard; hearing it is then one
 * assignment. Silence is `muted` and not volume 0, which some phones ignore.
 */
export class Playback {
  readonly element = new Audio();

  private loudness = 1;
  private gliding: ReturnType<typeof setInterval> | undefined;

  constructor(
    track: MediaStreamTrack,
    identity: string,
    private readonly onblocked: () => void,
  ) {
    this.element.muted = true;
    this.element.dataset["identity"] = identity;
    this.element.srcObject = new MediaStream([track]);
    document.body.append(this.element);
    this.run();
  }

  /** @param volume 0 to 1; null for unheard */
  hear(volume: number | null): void {
    const muted = volume === null;
    if (volume !== null) this.goTo(Math.min(1, Math.max(0, volume)));
    if (this.element.muted === muted) return;
    this.element.muted = muted;
    // A browser that wants a click first stops an element that is no longer muted.
    if (!muted) this.run();
  }

  /** At once where it begins to be heard; what is heard already glides. */
  private goTo(loudness: number): void {
    if (loudness === this.loudness) return;
    this.loudness = loudness;
    clearInterval(this.gliding);
    if (this.element.muted) {
      this.element.volume = loudness;
      return;
    }
    const [from, began] = [this.element.volume, performance.now()];
    this.gliding = setInterval(() => {
      const elapsed = performance.now() - began;
      this.element.volume = onTheWay(from, loudness, elapsed);
      if (elapsed >= GLIDE) clearInterval(this.gliding);
    }, EVERY);
  }

  /** Play, which a click permits. */
  run(): void {
    this.element.play().catch((error: unknown) => {
      if (nameOf(error) === "NotAllowedError") this.onblocked();
    });
  }

  async sendTo(loudspeaker: string): Promise<void> {
    await sendTo(this.element, loudspeaker);
  }

  end(): void {
    clearInterval(this.gliding);
    this.element.pause();
    this.element.srcObject = null;
    this.element.remove();
  }
}
