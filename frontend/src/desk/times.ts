/** How long the steps of a turn took: asked, next, granted, connected (packets are forwarded), audible (speech is heard). */
import type { TurnRow } from "../api/documents";

export interface Steps {
  /** Milliseconds from the grant until the media server forwarded the sound; null while it has not. */
  connected: number | null;
  /** Milliseconds from then until speech was heard. */
  audible: number | null;
}

function between(from: string | null, to: string | null): number | null {
  return from === null || to === null ? null : Math.max(0, Date.parse(to) - Date.parse(from));
}

export function steps(row: TurnRow): Steps {
  return {
    connected: between(row.granted_at, row.connected_at),
    audible: between(row.connected_at, row.audible_at),
  };
}

/** The longest wait between grant and speech among these turns, in milliseconds: full width of a bar; at least a second. */
export function longest(rows: readonly TurnRow[]): number {
  const waits = rows.map((row) => steps(row)).map(({ connected, audible }) => (connected ?? 0) + (audible ?? 0));
  return Math.max(1000, ...waits);
}
