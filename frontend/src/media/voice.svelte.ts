import type { MapDocument } from "../api/documents";
import { wait } from "../backoff";
import type { Language } from "../context";
import { gettext } from "../i18n";
import type { DeviceCause, Meeting } from "../meeting";
import type { Connection } from "./connection.svelte";
import { Settling } from "./settling";
import type { Commanding, Speaking } from "./speaking.svelte";
import { Stage } from "./stage.svelte";

/** Milliseconds before a release that was not taken is told again. */
const PAUSE = 1000;

/**
 * The voice of who presides beside the floor. Pressing asks the server, which lets it out; releasing silences this page
 * at once, whatever the server still has to hear of it.
 */
export class Voice {
  /** Of who is heard so now, this person or another. */
  readonly stage = new Stage();
  refused = $state("");

  private pressed = $state(false);
  /** The server has it on. */
  private on = $state(false);
  /** What was asked of the server last. */
  private asked = false;
  private language: Language = "";
  private readonly asking = new Settling(() => this.ask());

  readonly state: Meeting["voice"]["state"] = $derived.by(() => {
    if (!this.speaking.presides) return "none";
    if (this.speaking.cause) return "failed";
    if (!this.speaking.published || this.connection.state !== "connected") return "opening";
    if (!this.pressed) return "ready";
    return this.on ? "on_air" : "connecting";
  });

  constructor(
    private readonly speaking: Pick<Speaking, "presides" | "published" | "cause" | "level" | "talk">,
    private readonly connection: Pick<Connection, "state">,
    private readonly meeting: Commanding,
  ) {}

  get cause(): DeviceCause | "" {
    return this.speaking.cause;
  }

  get level(): number {
    return this.speaking.level;
  }

  get picture(): boolean {
    return this.stage.picture;
  }

  get attach(): (element: HTMLVideoElement) => () => void {
    return this.stage.attach;
  }

  press(language: Language): void {
    if (this.state !== "ready") return;
    this.language = language;
    this.refused = "";
    this.hold(true);
  }

  release(): void {
    if (this.pressed) this.hold(false);
  }

  /** Called with each map of the room. */
  follow(map: MapDocument | null): void {
    const on = map?.voice === true && this.speaking.presides;
    const ended = this.on && !on && this.pressed;
    this.on = on;
    if (!ended) return;
    // Not this page: the time that one may press, the connection, or a chair that was handed over.
    this.asked = false;
    this.hold(false);
    if (this.speaking.presides) {
      this.meeting.notify("warning", gettext("You are no longer heard: press again to go on talking."));
    }
  }

  private hold(pressed: boolean): void {
    this.pressed = pressed;
    this.speaking.talk(pressed);
    this.asking.settle();
  }

  /** One command after the other: what was pressed and released while one was under way is told once it is done. */
  private async ask(): Promise<void> {
    const wish = this.pressed;
    if (wish === this.asked) return;
    this.asked = wish;
    const answer = await (wish
      ? this.meeting.command("voice.on", { language: this.language })
      : this.meeting.command("voice.off"));
    if (answer.ok) return;
    if (!wish) return this.askAgain();
    this.asked = false;
    this.refused = answer.message;
    this.pressed = false;
    this.speaking.talk(false);
  }

  /** The speaker stays lowered until the server knows that nobody talks. */
  private async askAgain(): Promise<void> {
    if (!this.on) return;
    this.asked = true;
    await wait(PAUSE);
    this.asking.settle();
  }
}
