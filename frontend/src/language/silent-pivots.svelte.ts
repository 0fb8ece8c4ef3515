/** Booths from which others interpret, and that say nothing while the floor speaks (rule 53). */
import type { Language } from "../context";
import type { Meeting } from "../meeting";
import { channelsSpeaking, floorSpeaks } from "./speech";

/** Milliseconds of speech on the floor, pauses not counted, without a word on the channel of the pivot. */
export const SILENT = 3000;

type Held = Pick<Meeting["documents"], "booths" | "map" | "speech" | "turn">;

/** A pivot that is silent, and the booths that hear it now. */
export interface SilentPivot {
  pivot: Language;
  booths: Language[];
}

export class SilentPivots {
  silent: readonly SilentPivot[] = $state.raw([]);
  /** Of each pivot: how long the floor has spoken since the pivot last did, in milliseconds. */
  private unsaid: Record<Language, number> = {};
  private turn: number | null = null;
  private counted = 0;
  private floorSpoke = false;

  /**
   * Take in what is so now: with each document, and as time passes. Suits `$effect`.
   *
   * @param now in milliseconds
   */
  follow(documents: Held, now: number): void {
    const turn = documents.turn?.speaker?.turn ?? null;
    // What one says is not owed for another; pauses between two sentences are nobody's silence.
    if (turn !== this.turn) this.unsaid = {};
    const passed = this.floorSpoke && turn === this.turn ? now - this.counted : 0;
    [this.turn, this.counted, this.floorSpoke] = [turn, now, turn !== null && floorSpeaks(documents)];
    const speaking = channelsSpeaking(documents);
    const pivots = relied(documents);
    for (const { pivot } of pivots) {
      this.unsaid[pivot] = speaking.includes(pivot) ? 0 : (this.unsaid[pivot] ?? 0) + passed;
    }
    const silent = pivots.filter(({ pivot }) => (this.unsaid[pivot] ?? 0) >= SILENT);
    if (JSON.stringify(silent) !== JSON.stringify(this.silent)) this.silent = silent;
  }
}

/** Pivots of the language that is on the floor, and who hears them; an empty booth relays to nobody. */
function relied({ booths }: Held): SilentPivot[] {
  const staffed = booths?.booths.filter((booth) => booth.staffed && booth.hears.source === "booth") ?? [];
  const pivots = [...new Set(staffed.map(({ hears }) => hears.pivot))];
  return pivots.map((pivot) => ({
    pivot,
    booths: staffed.filter(({ hears }) => hears.pivot === pivot).map(({ language }) => language),
  }));
}
