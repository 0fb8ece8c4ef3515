import { type Room, RoomEvent, Track } from "livekit-client";

import { gettext } from "../i18n";
import type { Answer, Notice, Speaking as State } from "../meeting";
import { remember, remembered } from "../state/remembered";
import { wait } from "../state/backoff";
import { type Cause, causeOf, openCamera, openMicrophone } from "./capture";
import { mayPublish } from "./connection.svelte";
import type { Devices, Kind } from "./devices.svelte";
import { meter } from "./meter";
import { Outgoing } from "./outgoing";
import { Settling } from "./settling";
import type { Place } from "./place";

export interface Commanding {
  command(name: string, args: Record<string, unknown>): Promise<Answer>;
  notify(kind: Notice["kind"], text: string): void;
}

const NOWHERE: Place = { role: "none", turn: null, speaker: null, open: false };
const PUBLISH_ATTEMPTS = 4;
const PROOF_EVERY = 200;

/**
 * The person's own speaking. Who is next opens their devices and publishes, shut; who has the floor is opened.
 *
 * Everything slow is done by `settle`, which brings devices and publications to what the place asks for, one step at a
 * time, and again when the place changed meanwhile. Opening and shutting never wait for it.
 */
export class Speaking {
  level = $state(0);
  cause = $state<Cause | "">("");
  camera = $state(remembered("camera_on", true));
  /** The person's own picture while they are next or speak. */
  picture = $state.raw<MediaStreamTrack | null>(null);

  private confirm = $state(remembered("confirm_first", false));
  private place = $state.raw<Place>(NOWHERE);
  private published = $state(false);
  private proven = $state(false);
  private readonly microphone: Outgoing;
  private readonly video: Outgoing;
  private endMeter: () => void = () => undefined;
  private readonly settling = new Settling(() => this.settle());
  private attempts = 0;
  private subscribed = false;
  private proving = false;
  private reported = "";

  /** The person has the floor, opened or not. */
  get onFloor(): boolean {
    return this.place.role === "floor";
  }

  readonly state: State = $derived.by(() => {
    const { role, speaker, open } = this.place;
    if (role === "none") return "idle";
    if (this.cause) return "failed";
    if (role === "next") return this.published ? "ready" : "warming";
    if (speaker?.confirm) return "confirm";
    if (speaker?.muted) return "muted";
    const forwarded = this.proven || speaker?.state === "connected" || speaker?.state === "audible";
    return open && this.published && forwarded ? "live" : "connecting";
  });

  constructor(
    private readonly room: Room,
    private readonly devices: Devices,
    private readonly meeting: Commanding,
  ) {
    this.microphone = new Outgoing(room, "microphone");
    this.video = new Outgoing(room, "camera");
    this.microphone.onstopped = () => void this.replaceMicrophone();
    this.video.onstopped = () => void this.loseCamera();
    const settle = () => this.settling.settle();
    room
      .on(RoomEvent.ParticipantPermissionsChanged, (_before, participant) => {
        if (participant === room.localParticipant) settle();
      })
      .on(RoomEvent.Connected, settle)
      .on(RoomEvent.Reconnected, settle)
      .on(RoomEvent.LocalTrackUnpublished, settle)
      .on(RoomEvent.TrackMuted, (publication) => this.followServer(publication, true))
      .on(RoomEvent.TrackUnmuted, (publication) => this.followServer(publication, false))
      .on(RoomEvent.LocalTrackSubscribed, (publication) => {
        if (publication.source === Track.Source.Microphone) this.subscribed = true;
      });
  }

  get confirmFirst(): boolean {
    return this.confirm;
  }

  set confirmFirst(confirm: boolean) {
    this.confirm = confirm;
    remember("confirm_first", confirm);
  }

  async setCamera(on: boolean): Promise<void> {
    this.camera = on;
    remember("camera_on", on);
    if (!on) await this.stopCamera();
    this.settling.settle();
  }

  /** The place as the documents have it now. Sound goes out, or stops, before this returns. */
  follow(place: Place): void {
    const before = this.place;
    this.place = place;
    if (place.open && !before.open) this.open();
    if (!place.open && before.open) this.shut();
    if (place.role === before.role && place.turn === before.turn) return;
    if (place.role !== before.role) {
      this.cause = "";
      this.attempts = 0;
    }
    this.settling.settle();
  }

  async changeDevice(kind: Kind): Promise<void> {
    if (this.place.role === "none") return;
    if (kind === "microphone" && this.cause) {
      this.cause = "";
      this.settling.settle();
    } else if (kind === "microphone" && this.microphone.captured) await this.replaceMicrophone(false);
    if (kind === "camera" && this.video.captured) {
      await this.stopCamera();
      this.settling.settle();
    }
  }

  private open(): void {
    this.microphone.open();
    this.video.open();
    void this.prove();
  }

  private shut(): void {
    this.microphone.shut();
    this.video.shut();
    this.proven = false;
  }

  private followServer(publication: { trackSid: string }, muted: boolean): void {
    this.microphone.followServer(publication, muted);
    this.video.followServer(publication, muted);
  }

  /** The page's own proof that the media server forwards the sound; the server's word may come first. */
  private async prove(): Promise<void> {
    if (this.proving) return;
    this.proving = true;
    try {
      while (this.place.open && !this.proven) {
        this.proven = this.subscribed && (await this.microphone.proven());
        if (!this.proven) await wait(PROOF_EVERY);
      }
    } finally {
      this.proving = false;
    }
  }

  private async settle(): Promise<void> {
    if (this.place.role === "none") await this.close();
    else await this.bringUp();
    this.published = this.microphone.published;
  }

  private async close(): Promise<void> {
    this.endMeter();
    this.endMeter = () => undefined;
    this.picture = null;
    this.subscribed = false;
    this.proven = false;
    this.reported = "";
    await Promise.all([this.microphone.close(), this.video.close()]);
  }

  private async bringUp(): Promise<void> {
    if (this.cause) return;
    if (!this.microphone.captured) {
      try {
        await this.useMicrophone(await openMicrophone(this.devices.chosen.microphone, "delegate"));
      } catch (error) {
        await this.fail(causeOf(error));
        return;
      }
    }
    if (!mayPublish(this.room)) return;
    if (!(await this.publish(this.microphone))) return;
    await this.bringUpCamera();
    await this.report(true);
  }

  /** Without a picture one speaks all the same. */
  private async bringUpCamera(): Promise<void> {
    if (!this.camera) return;
    if (!this.video.captured) {
      try {
        await this.video.use(await openCamera(this.devices.chosen.camera));
        this.picture = this.video.captured;
      } catch {
        return;
      }
    }
    if (await this.publish(this.video)) return;
    await this.stopCamera();
  }

  /** @returns whether it is published, and opened if it is to be */
  private async publish(outgoing: Outgoing): Promise<boolean> {
    try {
      await outgoing.publish();
    } catch {
      // A right just taken away, or a connection that broke: both bring `settle` again when they change.
      if (!mayPublish(this.room)) return false;
      this.attempts += 1;
      if (this.attempts >= PUBLISH_ATTEMPTS) await this.fail("network");
      else {
        await wait(250 * this.attempts);
        this.settling.settle();
      }
      return false;
    }
    this.published = this.microphone.published;
    if (this.place.open) this.open();
    return true;
  }

  private async useMicrophone(captured: MediaStreamTrack): Promise<void> {
    await this.microphone.use(captured);
    this.endMeter();
    this.endMeter = meter(captured, (level) => (this.level = level));
  }

  /** Another microphone in place of the present one: the chosen one, or after `stopped` whichever is left. */
  private async replaceMicrophone(stopped = true): Promise<void> {
    try {
      const captured = await openMicrophone(this.devices.chosen.microphone, "delegate");
      await this.useMicrophone(captured);
      if (stopped) {
        this.meeting.notify("warning", gettext("Your microphone was disconnected. Another one is used now."));
      }
    } catch (error) {
      await this.fail(causeOf(error));
    }
  }

  private async loseCamera(): Promise<void> {
    await this.stopCamera();
    this.meeting.notify("warning", gettext("Your camera was disconnected. You are heard without a picture."));
    await this.report(true);
  }

  private async stopCamera(): Promise<void> {
    this.picture = null;
    await this.video.close();
  }

  private async fail(cause: Cause): Promise<void> {
    this.cause = cause;
    const { role, turn } = this.place;
    await this.microphone.close();
    if (turn === null) return;
    if (role === "floor") await this.meeting.command("floor.fail", { turn, cause });
    else await this.report(false);
  }

  /** Tell the leader what is ready, once for each finding. */
  private async report(microphone: boolean): Promise<void> {
    const { role, turn } = this.place;
    if (role !== "next" || turn === null) return;
    const camera = this.video.published;
    const report = `${turn}:${String(microphone)}:${String(camera)}`;
    if (report === this.reported) return;
    this.reported = report;
    await this.meeting.command("floor.ready", { turn, microphone, camera });
  }
}
