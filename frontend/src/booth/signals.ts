/** Signals of the booths, as their document tells them (rule 54). */
import type { SignalDocument, SignalsDocument } from "../api/documents";

/**
 * Those that are shown now: of the turn that has the floor, and not over.
 *
 * @param turn null while nobody has it
 * @param now the server's time in milliseconds
 */
export function shown(document: SignalsDocument | null, turn: number | null, now: number): SignalDocument[] {
  if (document === null || turn === null || document.turn !== turn) return [];
  return document.signals.filter(({ ends_at }) => Date.parse(ends_at) > now);
}
