import { wait } from "../backoff";
import type { Call, CallContext } from "../calling";
import { gettext } from "../i18n";
import type { Loss } from "../media/connection.svelte";
import { audioContext } from "../media/meter";
import { OneToOne } from "../media/one-to-one.svelte";
import { Clock } from "../state/clock";
import { createExchange, type Exchange } from "../state/exchange";

/** Attempts to come back by itself after the connection broke, before the person is asked. */
const ATTEMPTS = 5;
const PAUSE = 1000;

interface Access {
  address: string;
  token: string;
}

/** A call with picture, by the devices and the connection of a sitting. */
export class LiveCall implements Call {
  phase = $state<Call["phase"]>("ready");
  refusal = $state("");
  private readonly media: OneToOne;
  private readonly exchange: Exchange;

  constructor(
    readonly context: CallContext,
    private readonly pause: typeof wait = wait,
  ) {
    this.exchange = createExchange(context.csrf, new Clock());
    this.media = new OneToOne(context.other.identity, (loss) => void this.lose(loss));
  }

  get devices(): OneToOne["devices"] {
    return this.media.devices;
  }

  get other(): Call["other"] {
    return this.media.other;
  }

  get otherPicture(): boolean {
    return this.media.otherStage.picture;
  }

  get ownPicture(): boolean {
    return this.media.ownStage.picture;
  }

  get microphoneOn(): boolean {
    return this.media.microphoneOn;
  }

  get cameraOn(): boolean {
    return this.media.cameraOn;
  }

  get microphoneCause(): Call["microphoneCause"] {
    return this.media.microphoneCause;
  }

  get cameraCause(): Call["cameraCause"] {
    return this.media.cameraCause;
  }

  get level(): number {
    return this.media.level;
  }

  get blocked(): boolean {
    return this.media.blocked;
  }

  get attachOther(): Call["attachOther"] {
    return this.media.otherStage.attach;
  }

  get attachOwn(): Call["attachOwn"] {
    return this.media.ownStage.attach;
  }

  async join(): Promise<void> {
    if (this.phase === "joining" || this.phase === "joined") return;
    // From a click on, a browser lets a page play sound.
    if ("AudioContext" in globalThis) audioContext();
    this.phase = "joining";
    if (!(await this.connect()) && this.waits) this.leave("away");
  }

  setMicrophone(on: boolean): void {
    this.media.setMicrophone(on);
  }

  setCamera(on: boolean): void {
    this.media.setCamera(on);
  }

  unblock(): void {
    this.media.unblock();
  }

  /** Nobody has said meanwhile that it is over. */
  private get waits(): boolean {
    return this.phase === "joining";
  }

  /** @returns whether this page is in the call; where the server refuses, `phase` says so */
  private async connect(): Promise<boolean> {
    const reply = await this.exchange.post(this.context.urls.join);
    if (reply.kind === "signed_out") {
      this.refuse(gettext("You are no longer signed in. Sign in again."));
      return false;
    }
    if (reply.kind === "unreachable") return false;
    if (reply.content["ok"] !== true) {
      const { message } = reply.content;
      this.refuse(typeof message === "string" ? message : gettext("This call cannot be joined. Go to the messages."));
      return false;
    }
    const access = reply.content["media"] as Access | null;
    if (!access) return false;
    this.media.start();
    try {
      await this.media.connection.connect(access.address, access.token);
    } catch {
      return false;
    }
    this.phase = "joined";
    return true;
  }

  private async lose(loss: Loss): Promise<void> {
    if (loss !== "lost") {
      this.leave(loss);
      return;
    }
    if (this.phase !== "joined") return; // `connect` sees it
    this.phase = "joining";
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      await this.pause(PAUSE * attempt);
      if (await this.connect()) return;
      if (!this.waits) return;
    }
    this.leave("away");
  }

  private refuse(message: string): void {
    this.refusal = message;
    this.leave("refused");
  }

  private leave(phase: "elsewhere" | "ended" | "away" | "refused"): void {
    this.phase = phase;
    this.media.stop();
  }
}
