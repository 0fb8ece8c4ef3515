import { type Room, RoomEvent, Track } from "livekit-client";

import { wait } from "../backoff";
import { gettext } from "../i18n";
import type { DeviceCause, Meeting, Notice, Speaking as State } from "../meeting";
import { ChosenSpeaking } from "./chosen.svelte";
import { mayPublish } from "./connection.svelte";
import type { Devices, Kind } from "./devices.svelte";
import { Microphone } from "./microphone.svelte";
import { Outgoing } from "./outgoing";
import { isGone, NOWHERE, type Place } from "./place";
import { Settling } from "./settling";

export interface Commanding {
  readonly command: Meeting["command"];
  notify(kind: Notice["kind"], text: string): void;
}

const PROOF_EVERY = 200;

/**
 * The person's own speaking. Who is next, or presides, opens their devices and publishes, shut; who has the floor is
 * opened, and so is who presides for as long as they press.
 */
export class Speaking extends ChosenSpeaking {
  /** The person's own picture while they are next or speak. */
  picture = $state.raw<MediaStreamTrack | null>(null);

  private place = $state.raw<Place>(NOWHERE);
  /** The turn is over, and only its document does not say so yet. */
  private gone = $state(false);
  private proven = $state(false);
  /** The connection was in doubt during this turn: what the server said before counts no longer, only own proof. */
  private interrupted = $state(false);
  private readonly microphone: Microphone;
  private readonly video: Outgoing;
  private readonly sight = new Settling(() => this.settleSight());
  private otherCamera = false;
  private subscribed = false;
  private proving = false;
  private told = "";
  private pressed = false;

  readonly state: State = $derived.by(() => {
    const { role, speaker, heard } = this.place;
    const { published, cause } = this.microphone;
    if (role === "none" || this.gone) return "idle";
    if (cause) return "failed";
    if (role === "next") return published ? "ready" : "warming";
    if (speaker?.confirm) return "confirm";
    if (speaker?.muted) return "muted";
    const reported = speaker?.state === "connected" || speaker?.state === "audible";
    const forwarded = this.proven || (reported && !this.interrupted);
    return heard && published && forwarded ? "live" : "connecting";
  });

  constructor(
    private readonly room: Room,
    private readonly devices: Devices,
    private readonly meeting: Commanding,
  ) {
    super();
    this.microphone = new Microphone(room, devices, "delegate", {
      published: () => {
        // The picture follows the sound, which is what matters.
        this.sight.settle();
        this.tell();
      },
      replaced: () => meeting.notify("warning", gettext("Your microphone was disconnected. Another one is used now.")),
      failed: () => this.tell(),
    });
    this.video = new Outgoing(room, "camera");
    this.video.onstopped = () => {
      this.otherCamera = true;
      this.sight.settle();
    };
    room
      .on(RoomEvent.SignalReconnecting, () => this.doubt())
      .on(RoomEvent.Reconnecting, () => this.interrupt())
      .on(RoomEvent.Disconnected, () => this.interrupt())
      .on(RoomEvent.LocalTrackSubscribed, (publication) => {
        if (publication.source === Track.Source.Microphone) this.subscribed = true;
      });
  }

  get level(): number {
    return this.microphone.level;
  }

  get cause(): DeviceCause | "" {
    return this.microphone.cause;
  }

  /** They preside without having the floor: pressing to talk lets them out. */
  get presides(): boolean {
    return this.place.presides;
  }

  /** They are heard beside the floor. */
  get talks(): boolean {
    return this.place.talks;
  }

  get published(): boolean {
    return this.microphone.published;
  }

  /** The person has the floor, on the map or not. */
  get onFloor(): boolean {
    return this.place.role === "floor";
  }

  /** Send a small picture, or one as usual. */
  sendPicture(small: boolean): Promise<void> {
    return this.video.send({ small });
  }

  protected showOrHide(): void {
    this.sight.settle();
  }

  /** Silent at once where they release, whatever the documents still say. */
  talk(pressed: boolean): void {
    this.pressed = pressed;
    this.shade();
  }

  /** The place as the documents have it now. Sound and picture go out, or stop, before this returns. */
  follow(place: Place): void {
    const before = this.place;
    this.gone = isGone(before, place, this.gone);
    this.place = place;
    this.shade();
    if (place.heard !== before.heard || place.seen !== before.seen || place.talks !== before.talks) this.letOut();
    if (place.role === before.role && place.turn === before.turn && place.presides === before.presides) return;
    this.interrupted = false;
    if (place.role === "none") {
      // Also what the server unmuted before the documents came.
      this.letOut();
      if (!place.presides) this.subscribed = false;
      this.told = "";
    }
    this.microphone.want(this.publishes);
    // What failed while next is tried once more on the floor.
    if (place.role === "floor" && before.role === "next") this.microphone.retry();
    this.sight.settle();
    this.tell();
  }

  changeDevice(kind: Kind): void {
    if (kind === "microphone") this.microphone.change();
    if (kind === "camera") {
      this.otherCamera = true;
      this.sight.settle();
    }
  }

  /** They publish early, shut, or are heard. */
  private get publishes(): boolean {
    return this.place.role !== "none" || this.place.presides;
  }

  /** Who presides and does not press is silent and unseen also where the server has not shut them yet. */
  private shade(): void {
    const shaded = this.place.presides && this.place.role !== "floor" && !this.pressed;
    this.microphone.outgoing.hold(shaded);
    this.video.hold(shaded);
  }

  private letOut(): void {
    const { heard, seen, talks } = this.place;
    if (heard || talks) this.microphone.outgoing.open();
    else this.microphone.outgoing.shut();
    if (seen || talks) this.video.open();
    else this.video.shut();
    if (heard) void this.prove();
    else this.proven = false;
  }

  /** The media server does not answer: perhaps it is gone. Its next report of arrivals proves the contrary. */
  private doubt(): void {
    this.interrupted = true;
    this.proven = false;
    this.microphone.outgoing.doubt();
    if (this.place.heard) void this.prove();
  }

  /** What is published is published anew. */
  private interrupt(): void {
    this.subscribed = false;
    this.doubt();
  }

  /** The page's own proof that the media server forwards the sound; the server's word may come first. */
  private async prove(): Promise<void> {
    if (this.proving) return;
    this.proving = true;
    try {
      while (this.place.heard && !this.proven) {
        this.proven = this.subscribed && (await this.microphone.outgoing.proven());
        if (!this.proven) await wait(PROOF_EVERY);
      }
    } finally {
      this.proving = false;
    }
  }

  /** The camera: without a picture one speaks all the same. */
  private async settleSight(): Promise<void> {
    const wanted = this.camera && this.publishes && this.microphone.published;
    const stopped = this.video.captured?.readyState === "ended";
    if (!wanted || this.otherCamera) await this.video.close();
    this.otherCamera = false;
    if (stopped && wanted) this.meeting.notify("warning", gettext("Your camera was disconnected."));
    if (wanted) await this.bringUpCamera();
    this.picture = this.video.captured;
    this.tell();
  }

  private async bringUpCamera(): Promise<void> {
    try {
      if (!this.video.captured) await this.video.use(await this.devices.openCamera());
      if (mayPublish(this.room)) await this.video.publish();
    } catch {
      await this.video.close();
    }
  }

  /** Tell the server what the page found, once for each finding; the document that names the turn may come late. */
  private tell(): void {
    const { role, turn } = this.place;
    const { cause, published } = this.microphone;
    if (turn === null || (!cause && (!published || role === "floor"))) return;
    const camera = this.video.published;
    const found = [role, turn, cause, published, camera].join();
    if (found === this.told) return;
    this.told = found;
    if (role === "floor" && cause) void this.meeting.command("floor.fail", { turn, cause });
    else void this.meeting.command("floor.ready", { turn, microphone: published, camera });
  }
}
