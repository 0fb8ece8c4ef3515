import { type Room, RoomEvent } from "livekit-client";

import { wait } from "../backoff";
import type { DeviceCause } from "../meeting";
import { causeOf, type Purpose } from "./capture";
import { mayPublish } from "./connection.svelte";
import type { Devices } from "./devices.svelte";
import { meter } from "./meter";
import { Outgoing } from "./outgoing";
import { Settling } from "./settling";

const ATTEMPTS = 4;
const PAUSE = 250;

export interface MicrophoneOwner {
  /** It is published, perhaps again. */
  published(): void;
  /** It stopped, and another one took its place. */
  replaced(): void;
  /** `cause` says why. */
  failed(): void;
  /** A device was opened, or let go: null. */
  opened?(track: MediaStreamTrack | null): void;
}

/**
 * A microphone that is kept up while it is wanted: opened, published as soon as the media server permits, published
 * again after the connection broke, replaced when it is unplugged. Opening and shutting it never wait for any of that.
 */
export class Microphone {
  /** 0 to 1; also while shut. */
  level = $state(0);
  cause = $state<DeviceCause | "">("");
  published = $state(false);
  readonly outgoing: Outgoing;

  private wanted = false;
  private otherChosen = false;
  private attempts = 0;
  private endMeter: () => void = () => undefined;
  private readonly settling = new Settling(() => this.settle());

  constructor(
    private readonly room: Room,
    private readonly devices: Devices,
    private readonly purpose: Purpose,
    private readonly owner: MicrophoneOwner,
  ) {
    this.outgoing = new Outgoing(room, "microphone");
    const settle = () => this.settling.settle();
    this.outgoing.onstopped = settle;
    room
      .on(RoomEvent.ParticipantPermissionsChanged, (_before, participant) => {
        if (participant === room.localParticipant) settle();
      })
      .on(RoomEvent.Connected, settle)
      .on(RoomEvent.Reconnected, settle)
      .on(RoomEvent.Disconnected, settle)
      .on(RoomEvent.LocalTrackUnpublished, settle);
  }

  /** Keep it up, or let it go. */
  want(wanted: boolean): void {
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    this.retry();
  }

  /** Forget that it failed. */
  retry(): void {
    this.cause = "";
    this.attempts = 0;
    this.settling.settle();
  }

  /** Another device was chosen. */
  change(): void {
    if (!this.wanted) return;
    this.otherChosen = true;
    this.retry();
  }

  private async settle(): Promise<void> {
    if (!this.wanted) await this.letGo();
    else if (!this.cause && (await this.bringUp()) && mayPublish(this.room)) await this.publish();
    this.published = this.outgoing.published;
    if (this.published) this.owner.published();
  }

  private async letGo(): Promise<void> {
    this.endMeter();
    this.endMeter = () => undefined;
    this.owner.opened?.(null);
    await this.outgoing.close();
  }

  /** @returns whether a device is in use */
  private async bringUp(): Promise<boolean> {
    const { captured } = this.outgoing;
    const stopped = captured?.readyState === "ended";
    if (captured && !stopped && !this.otherChosen) return true;
    this.otherChosen = false;
    try {
      const opened = await this.devices.openMicrophone(this.purpose);
      await this.outgoing.use(opened);
      this.endMeter();
      this.endMeter = meter(opened, (level) => (this.level = level));
      this.owner.opened?.(opened);
    } catch (error) {
      await this.fail(causeOf(error));
      return false;
    }
    if (stopped) this.owner.replaced();
    return true;
  }

  private async publish(): Promise<void> {
    try {
      await this.outgoing.publish();
      this.attempts = 0;
    } catch {
      // A right just taken away, or a connection that broke: each calls `settle` when it comes back.
      if (!mayPublish(this.room)) return;
      this.attempts += 1;
      if (this.attempts >= ATTEMPTS) return this.fail("network");
      await wait(PAUSE * this.attempts);
      this.settling.settle();
    }
  }

  private async fail(cause: DeviceCause): Promise<void> {
    this.cause = cause;
    await this.letGo();
    this.published = false;
    this.owner.failed();
  }
}
