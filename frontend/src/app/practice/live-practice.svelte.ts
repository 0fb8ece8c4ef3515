import { Devices } from "../../media/devices.svelte";
import type { DeviceCauses, Meeting } from "../../meeting";
import type { Practice, PracticeContext, PracticeStep } from "../../practising";
import { usualLanguage } from "../../language/spoken";
import { Clock } from "../../state/clock";
import { createExchange, type Exchange } from "../../state/exchange";
import { messageOf } from "../replies";
import { counts, NEEDED, STEPS } from "./course";
import { causeIn, SimulatedMeeting } from "./simulated-meeting.svelte";

/** As long as the server takes, whatever the page says: it was left open. */
const LONGEST = 32_767;

/** A practice from its first page to what the server says of it. */
export class LivePractice implements Practice {
  phase = $state<Practice["phase"]>("ready");
  refusal = $state("");
  readonly simulated: SimulatedMeeting;
  private readonly exchange: Exchange;

  constructor(
    readonly context: PracticeContext,
    meeting: SimulatedMeeting = new SimulatedMeeting(context.room, new Devices()),
    exchange: Exchange = createExchange(context.room.csrf, new Clock()),
  ) {
    this.simulated = meeting;
    this.exchange = exchange;
    meeting.onleave = () => this.leave();
    meeting.onover = () => void this.finish();
    addEventListener("pagehide", () => this.leave());
  }

  get meeting(): Meeting {
    return this.simulated;
  }

  get steps(): readonly PracticeStep[] {
    return STEPS[this.context.kind];
  }

  get step(): PracticeStep | null {
    return this.simulated.course.step;
  }

  get skipped(): readonly PracticeStep[] {
    return this.simulated.course.skipped;
  }

  get counts(): boolean {
    return counts(this.simulated.course);
  }

  get seconds(): number {
    const { began, ended } = this.simulated.course;
    return Math.min(LONGEST, Math.round(((ended ?? this.simulated.now) - began) / 1000));
  }

  get heard(): number {
    return Math.min(1, this.simulated.course.voiced / NEEDED);
  }

  get cause(): DeviceCauses["microphone"] {
    return causeIn(this.simulated.course);
  }

  get deaf(): boolean {
    return this.simulated.course.deaf;
  }

  begin(): void {
    this.refusal = "";
    this.simulated.begin();
    this.phase = "running";
  }

  again(): void {
    this.begin();
  }

  skip(): void {
    const { booth_languages: booths } = this.context.room.me;
    const language = usualLanguage(this.context.room);
    this.simulated.told({
      is: "skipped",
      language: booths.length === 0 || booths.includes(language) ? language : (booths[0] ?? language),
    });
  }

  found(): void {
    this.simulated.told({ is: "found" });
  }

  answer(heard: boolean): void {
    this.simulated.told({ is: "answered", heard });
  }

  /** Once it is over, it is handed to the server. */
  private async finish(): Promise<void> {
    this.simulated.end();
    if (this.phase === "running") await this.send();
  }

  async send(): Promise<void> {
    if (this.phase === "sending") return;
    this.phase = "sending";
    const reply = await this.exchange.post(this.context.finish, this.done());
    if (reply.kind === "answer" && reply.content["ok"] === true) {
      this.phase = "over";
      return;
    }
    this.refusal = messageOf(reply);
    this.phase = "unsent";
  }

  private done(): { kind: string; seconds: number; skipped: readonly PracticeStep[] } {
    return { kind: this.context.kind, seconds: this.seconds, skipped: this.skipped };
  }

  /** Who leaves after they were heard has practised all the same: told by a request that outlives the page. */
  private leave(): void {
    if (this.phase !== "running") return;
    const counted = this.counts;
    this.phase = "over";
    this.simulated.told({ is: "left" });
    if (!counted) return;
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.context.room.csrf };
    const body = JSON.stringify(this.done());
    void fetch(this.context.finish, { method: "POST", credentials: "same-origin", keepalive: true, headers, body });
  }
}
