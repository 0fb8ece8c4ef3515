/** Channels on which nothing is said while the floor speaks: pivots on which other booths rely (rule 53), and all others. */
import type { Language } from "../context";
import type { Meeting } from "../meeting";
import { channelsSpeaking, floorSpeaks } from "./speech";

/** Milliseconds of speech on the floor, pauses not counted, without a word on the channel of a pivot. */
export const SILENT = 3000;
/** The same for a channel from which nobody interprets: its booth may wait for the end of a long sentence. */
export const SILENT_ALONE = 10_000;

type Held = Pick<Meeting["documents"], "booths" | "map" | "speech" | "turn">;

/** A pivot that is silent, and the booths that hear it now. */
export interface SilentPivot {
  pivot: Language;
  booths: Language[];
}

export class SilentChannels {
  pivots: readonly SilentPivot[] = $state.raw([]);
  /** Channels on air from which nobody interprets. */
  others: readonly Language[] = $state.raw([]);
  /** Of each channel: how long the floor has spoken since the channel last did, in milliseconds. */
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
    const relied = pivots(documents);
    const onAir = Object.entries(documents.map?.channels ?? {}).filter(([, { source }]) => source === "booth");
    const alone = onAir.map(([language]) => language).filter((one) => relied.every(({ pivot }) => pivot !== one));
    // Whose channel is on air no more owes nothing when it comes back.
    this.unsaid = Object.fromEntries(
      [...relied.map(({ pivot }) => pivot), ...alone].map((language) => [
        language,
        speaking.includes(language) ? 0 : (this.unsaid[language] ?? 0) + passed,
      ]),
    );
    const silent = relied.filter(({ pivot }) => (this.unsaid[pivot] ?? 0) >= SILENT);
    const others = alone.filter((language) => (this.unsaid[language] ?? 0) >= SILENT_ALONE);
    if (JSON.stringify(silent) !== JSON.stringify(this.pivots)) this.pivots = silent;
    if (JSON.stringify(others) !== JSON.stringify(this.others)) this.others = others;
  }
}

/** Pivots of the language that is on the floor, and who hears them; an empty booth relays to nobody. */
function pivots({ booths }: Held): SilentPivot[] {
  const staffed = booths?.booths.filter((booth) => booth.staffed && booth.hears.source === "booth") ?? [];
  const relied = [...new Set(staffed.map(({ hears }) => hears.pivot))];
  return relied.map((pivot) => ({
    pivot,
    booths: staffed.filter(({ hears }) => hears.pivot === pivot).map(({ language }) => language),
  }));
}
