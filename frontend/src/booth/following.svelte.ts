/** What an interpreter hears: what their booth is to hear by itself, until they choose another channel by hand. */
import { untrack } from "svelte";

import type { HearsDocument } from "../api/documents";
import type { Language } from "../context";
import type { Heard, Meeting } from "../meeting";
import { byItself } from "./relay";

export class Following {
  /** A channel was chosen by hand: it stays, whatever is spoken on the floor. */
  locked = $state(false);
  private booth: Language | null = null;

  constructor(private readonly listening: () => Meeting["listening"]) {}

  /**
   * Hear what the booth is to hear, unless another channel was chosen. Suits `$effect`.
   *
   * @param booth in which they sit; null for none, where each hears what they choose
   * @param hears as the room says it; null before its first document
   */
  follow(booth: Language | null, hears: HearsDocument | null): void {
    if (booth !== this.booth) this.locked = false;
    this.booth = booth;
    if (booth !== null && hears !== null && !this.locked) this.hear(byItself(hears));
  }

  /** By hand: from then on nothing follows. Nothing of it is kept for another sitting. */
  choose(heard: Heard): void {
    this.locked = this.booth !== null;
    this.listening().choose(heard, false);
  }

  /** Keep what is heard now; or let it follow again. */
  toggle(): void {
    this.locked = !this.locked && this.booth !== null;
  }

  private hear(heard: Heard): void {
    const listening = untrack(() => this.listening());
    if (untrack(() => listening.heard) !== heard) listening.choose(heard, false);
  }
}
