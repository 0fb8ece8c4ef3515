import { VOICE_SECONDS } from "../api/vocabulary";
import type { Language } from "../context";
import { gettext } from "../i18n";
import type { NamedKey } from "../keys/keys";
import { keepLanguage, usualLanguage } from "../language/spoken";
import type { Meeting } from "../meeting";

/** Seconds before its end in which one is told how long a voice still is on. */
const WARNED = 30;

/** What lets who presides be heard beside the floor: a key or a button that is held, or one that stays down by itself. */
export class Talk {
  language: Language = $state("");
  held = $state(false);
  latched = $state(false);

  readonly #meeting: Meeting;
  /** The server's time in milliseconds since 1970; null before anything was pressed. */
  #began = $state<number | null>(null);

  constructor(meeting: Meeting) {
    this.#meeting = meeting;
    this.language = usualLanguage(meeting.context);
  }

  /** Off where there is nothing to press. */
  get key(): NamedKey {
    return {
      key: "c",
      label: gettext("Talk, hold"),
      off: this.off,
      press: () => this.hold(true),
      release: () => this.hold(false),
    };
  }

  get off(): boolean {
    return !["ready", "connecting", "on_air"].includes(this.#meeting.voice.state);
  }

  /** Seconds for which the voice still is on, told towards its end alone. */
  get left(): number | null {
    if (this.#meeting.voice.state !== "on_air" || this.#began === null) return null;
    const left = Math.max(0, Math.ceil(VOICE_SECONDS - (this.#meeting.now - this.#began) / 1000));
    return left <= WARNED ? left : null;
  }

  hold(held: boolean): void {
    this.#press(held, this.latched);
  }

  latch(latched: boolean): void {
    this.#press(this.held, latched);
  }

  /** The voice is over, whoever ended it: what is still pressed presses nothing. */
  over(): void {
    this.held = this.latched = false;
  }

  #press(held: boolean, latched: boolean): void {
    const [before, after] = [this.held || this.latched, held || latched];
    [this.held, this.latched] = [held, latched];
    if (before === after) return;
    if (!after) {
      this.#meeting.voice.release();
      return;
    }
    this.#began = this.#meeting.now;
    keepLanguage(this.language);
    this.#meeting.voice.press(this.language);
  }
}
