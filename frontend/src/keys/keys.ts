/** Keys of the consoles: each act has one, and it is shown beside the act. */
export interface Key {
  /** A Latin letter in lower case, a digit, "shift+2", "enter" or "space". */
  key: string;
  press(): void;
  /** For a key that acts while it is held. */
  release?(): void;
  /** The act cannot be done now: the key does nothing. */
  off?: boolean;
}

/** With the words of its act. */
export interface NamedKey extends Key {
  label: string;
  /** By which the act is known, where somebody may choose another key. */
  usual?: string;
}

/** Where a key press is text or a choice, not an act. */
const TYPING = "input:not([type=range], [type=radio], [type=checkbox]), textarea, select, [contenteditable]";
/** Where Enter and Space already mean something. */
const CONTROL = "button, input, a[href], summary, [role=tab], [tabindex='0']";
/** Keys of pedals and button boxes, which no text has: they act while somebody writes, too. */
const NO_TEXT = /^(f([6-9]|1\d|2[0-4])|media\w+|audio\w+)$/;
/** What a browser, or a page, keeps for itself; and what is pressed together with another key. */
const KEPT = new Set(["F5", "F11", "F12", "ContextMenu", "Dead", "Unidentified", "Process", "PrintScreen"]);
const TOGETHER = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock", "Fn", "NumLock"]);
/** Keys by which somebody moves about without a pointer. */
const MOVING = new Set(["Tab", "Escape", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]);

/** The key that was meant: the Latin letter on it, or its place where the layout has another script; digits by place. */
function meant(event: KeyboardEvent): string {
  if (event.code.startsWith("Digit")) return `${event.shiftKey ? "shift+" : ""}${event.code.slice("Digit".length)}`;
  if (event.key === " ") return "space";
  if (/^[\x20-\x7e]+$/.test(event.key)) return event.key.toLowerCase();
  return event.code.replace(/^Key/, "").toLowerCase();
}

/**
 * What a press says where a new key is asked for: that key; nothing yet; to leave it (`ends`, and `moves` on); or a key that
 * is not to be had.
 */
export function pressedFor(event: KeyboardEvent): { key: string } | "waits" | "ends" | "moves" | "refused" {
  if (event.repeat || TOGETHER.has(event.key)) return "waits";
  if (event.key === "Escape") return "ends";
  if (event.key === "Tab") return "moves";
  const kept = KEPT.has(event.key) || MOVING.has(event.key);
  return kept || event.ctrlKey || event.metaKey || event.altKey ? "refused" : { key: meant(event) };
}

/** Listens for the keys of one view. A key never acts inside text fields, while a dialog is open, or with modifiers. */
export class Keys<Pressed extends Key = Key> {
  readonly #keys: () => readonly Pressed[];
  readonly #off: (key: Pressed) => void;
  #held: { code: string; key: Key } | null = null;
  /** The last thing used was a pointer: a button that keeps the focus after a click does not swallow Enter or Space. */
  #pointed = false;

  /** @param off a key was pressed whose act cannot be done now */
  constructor(keys: () => readonly Pressed[], off: (key: Pressed) => void = () => undefined) {
    this.#keys = keys;
    this.#off = off;
  }

  /** Start listening; returns what stops it. Suits `$effect`. */
  listen(): () => void {
    const stop = new AbortController();
    const { signal } = stop;
    addEventListener("keydown", (event) => this.#down(event), { signal });
    addEventListener("keyup", (event) => this.#up(event), { signal });
    addEventListener("pointerdown", () => (this.#pointed = true), { signal, capture: true });
    addEventListener("blur", () => this.#release(), { signal });
    document.addEventListener("visibilitychange", () => this.#release(), { signal });
    return () => {
      stop.abort();
      this.#release();
    };
  }

  #down(event: KeyboardEvent): void {
    if (MOVING.has(event.key)) this.#pointed = false;
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = this.#keys().find((candidate) => candidate.key === meant(event));
    if (!key || this.#elsewhere(event, key)) return;
    event.preventDefault();
    if (event.repeat) return;
    if (key.off) {
      this.#off(key);
      return;
    }
    if (key.release) this.#held = { code: event.code, key };
    key.press();
  }

  /** Whether the press belongs to what has the focus. */
  #elsewhere(event: KeyboardEvent, key: Key): boolean {
    if (document.querySelector("dialog[open]")) return true;
    const target = event.target instanceof Element ? event.target : document.body;
    if (target.closest(TYPING) && !NO_TEXT.test(key.key)) return true;
    return (key.key === "enter" || key.key === "space") && !this.#pointed && target.closest(CONTROL) !== null;
  }

  #up(event: KeyboardEvent): void {
    if (this.#held?.code === event.code) this.#release();
    // A browser clicks the focused button when Space comes up, even though its going down was an act here.
    if (event.key === " " && this.#keys().some((key) => key.key === "space") && this.#pointed) event.preventDefault();
  }

  #release(): void {
    const held = this.#held;
    this.#held = null;
    held?.key.release?.();
  }
}
