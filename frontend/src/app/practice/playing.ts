/** Sound of the simulated floor, and of one booth over it. */
import { nameOf } from "../../media/capture";
import { sendTo } from "../../media/devices.svelte";

/** What is to be heard: addresses of clips, and how loud, 0 to 1. Nothing where there is none. */
export interface Wanted {
  floor: { clip: string; volume: number } | null;
  booth: { clip: string; volume: number } | null;
}

export class Playing {
  private readonly elements: Record<keyof Wanted, HTMLAudioElement>;

  /** @param onblocked the browser wants a click first */
  constructor(
    private readonly onblocked: () => void,
    make: () => HTMLAudioElement = () => new Audio(),
  ) {
    this.elements = { floor: make(), booth: make() };
    for (const element of Object.values(this.elements)) element.loop = true;
  }

  follow(wanted: Wanted): void {
    for (const name of ["floor", "booth"] as const) this.play(this.elements[name], wanted[name]);
  }

  /** To be called from a click. */
  unblock(): void {
    for (const element of Object.values(this.elements)) if (element.src && !element.muted) this.run(element);
  }

  sendTo(loudspeaker: string): void {
    for (const element of Object.values(this.elements)) void sendTo(element, loudspeaker);
  }

  private play(element: HTMLAudioElement, wanted: Wanted["floor"]): void {
    // Some phones ignore a volume of 0.
    element.muted = wanted === null || wanted.volume === 0;
    if (wanted === null) {
      element.pause();
      return;
    }
    element.volume = Math.min(1, Math.max(0, wanted.volume));
    const address = new URL(wanted.clip, document.baseURI).href;
    if (element.src !== address) element.src = address;
    if (element.paused) this.run(element);
  }

  private run(element: HTMLAudioElement): void {
    element.play().catch((error: unknown) => {
      if (nameOf(error) === "NotAllowedError") this.onblocked();
    });
  }
}
