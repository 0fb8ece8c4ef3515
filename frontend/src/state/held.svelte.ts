import type { Documents } from "../meeting";

export const NAMES = [
  "sitting",
  "queue",
  "turn",
  "map",
  "items",
  "documentation",
  "conclusion",
  "statements",
  "speech",
  "booths",
  "presence",
  "signals",
  "help",
  "desk",
  "chat",
  "booths_chat",
  "technicians_chat",
] as const;

/** The newest document of each name. */
export class HeldDocuments implements Record<keyof Documents, unknown> {
  sitting = $state.raw<Documents["sitting"] | null>(null);
  queue = $state.raw<Documents["queue"] | null>(null);
  turn = $state.raw<Documents["turn"] | null>(null);
  map = $state.raw<Documents["map"] | null>(null);
  items = $state.raw<Documents["items"] | null>(null);
  documentation = $state.raw<Documents["documentation"] | null>(null);
  conclusion = $state.raw<Documents["conclusion"] | null>(null);
  speech = $state.raw<Documents["speech"] | null>(null);
  statements = $state.raw<Documents["statements"] | null>(null);
  booths = $state.raw<Documents["booths"] | null>(null);
  presence = $state.raw<Documents["presence"] | null>(null);
  signals = $state.raw<Documents["signals"] | null>(null);
  help = $state.raw<Documents["help"] | null>(null);
  desk = $state.raw<Documents["desk"] | null>(null);
  chat = $state.raw<Documents["chat"] | null>(null);
  booths_chat = $state.raw<Documents["booths_chat"] | null>(null);
  technicians_chat = $state.raw<Documents["technicians_chat"] | null>(null);

  /**
   * Take a document that came in; drop one older than what is held. One of equal number replaces: presence, for one,
   * changes without an act of the sitting.
   *
   * @returns whether it was taken
   */
  accept(name: string, document: { seq: number }): boolean {
    if (!isName(name)) return false;
    const held = this[name];
    if (held !== null && held.seq > document.seq) return false;
    (this as Record<keyof Documents, unknown>)[name] = document;
    return true;
  }
}

function isName(name: string): name is keyof Documents {
  return (NAMES as readonly string[]).includes(name);
}
