import {
  RemoteAudioTrack,
  type RemoteParticipant,
  type RemoteTrack,
  RemoteVideoTrack,
  type Room,
  RoomEvent,
} from "livekit-client";

import type { DeviceCause } from "../meeting";
import { causeOf } from "./capture";
import { Connection, type Loss, mayPublish } from "./connection.svelte";
import { Devices } from "./devices.svelte";
import { Microphone } from "./microphone.svelte";
import { isOne } from "./one";
import { Outgoing } from "./outgoing";
import { Playback } from "./playback";
import { Settling } from "./settling";
import { Stage } from "./stage.svelte";

/** Sound and picture between two: this person's goes out as long as they let it, and the other one's is played. */
export class OneToOne {
  readonly devices = new Devices();
  readonly connection: Connection;
  readonly otherStage = new Stage();
  readonly ownStage = new Stage();
  other = $state<"awaited" | "here" | "left">("awaited");
  microphoneOn = $state(true);
  cameraOn = $state(true);
  cameraCause = $state<DeviceCause | "">("");
  blocked = $state(false);

  private readonly microphone: Microphone;
  private readonly video: Outgoing;
  private readonly sight = new Settling(() => this.settleSight());
  private otherCamera = false;
  private wanted = false;
  private playback: Playback | null = null;

  /** @param identity of the other one, the only one who is heard and seen */
  constructor(
    private readonly identity: string,
    onloss: (loss: Loss) => void,
  ) {
    this.connection = new Connection(onloss);
    const { room } = this.connection;
    this.microphone = new Microphone(room, this.devices, "delegate", {
      published: () => this.sight.settle(),
      replaced: () => undefined,
      failed: () => this.sight.settle(),
    });
    this.video = new Outgoing(room, "camera");
    this.video.onstopped = () => this.takeAnotherCamera();
    this.devices.onchoice = (kind) => {
      if (kind === "microphone") this.microphone.change();
      if (kind === "camera") this.takeAnotherCamera();
      if (kind === "loudspeaker") void this.playback?.sendTo(this.devices.chosen.loudspeaker);
    };
    this.follow(room);
  }

  get level(): number {
    return this.microphone.level;
  }

  get microphoneCause(): DeviceCause | "" {
    return this.microphone.cause;
  }

  /** Open the devices; they go out as soon as the connection is there. */
  start(): void {
    this.wanted = true;
    this.setMicrophone(this.microphoneOn);
    this.cameraCause = "";
    this.microphone.want(true);
    this.sight.settle();
  }

  /** Let the devices go. */
  stop(): void {
    this.wanted = false;
    this.microphone.want(false);
    this.sight.settle();
    this.forget();
  }

  setMicrophone(on: boolean): void {
    this.microphoneOn = on;
    if (on) this.microphone.outgoing.open();
    else this.microphone.outgoing.shut();
  }

  /** Off means that the device is let go, and its light goes out. */
  setCamera(on: boolean): void {
    this.cameraOn = on;
    this.cameraCause = "";
    this.sight.settle();
  }

  /** From a click. */
  unblock(): void {
    this.blocked = false;
    this.playback?.run();
  }

  private follow(room: Room): void {
    const settle = () => this.sight.settle();
    const receive = () => this.receive(room);
    room
      .on(RoomEvent.Connected, () => {
        settle();
        receive();
      })
      .on(RoomEvent.Reconnected, () => {
        settle();
        receive();
      })
      .on(RoomEvent.ParticipantConnected, receive)
      .on(RoomEvent.TrackPublished, receive)
      .on(RoomEvent.ParticipantDisconnected, (participant) => {
        if (participant.identity === this.identity) this.other = "left";
      })
      .on(RoomEvent.TrackSubscribed, (track, _publication, participant) => this.take(track, participant))
      .on(RoomEvent.TrackUnsubscribed, (track) => this.drop(track))
      .on(RoomEvent.Disconnected, () => this.forget());
  }

  /** Ask the media server for what the other one sends, and for nothing else. */
  private receive(room: Room): void {
    const other = room.remoteParticipants.get(this.identity);
    if (!other) return;
    this.other = "here";
    for (const publication of other.trackPublications.values()) {
      if (isOne(publication, other) && !publication.isDesired) publication.setSubscribed(true);
    }
  }

  private take(track: RemoteTrack, participant: RemoteParticipant): void {
    if (participant.identity !== this.identity) return;
    if (track instanceof RemoteVideoTrack) this.otherStage.put(track.mediaStreamTrack);
    if (!(track instanceof RemoteAudioTrack)) return;
    this.playback?.end();
    this.playback = new Playback(track.mediaStreamTrack, participant.identity, () => (this.blocked = true));
    this.playback.hear(1);
    void this.playback.sendTo(this.devices.chosen.loudspeaker);
  }

  private drop(track: RemoteTrack): void {
    if (track instanceof RemoteVideoTrack) this.otherStage.put(null);
    if (!(track instanceof RemoteAudioTrack)) return;
    this.playback?.end();
    this.playback = null;
  }

  private forget(): void {
    this.otherStage.put(null);
    this.playback?.end();
    this.playback = null;
    if (this.other === "here") this.other = "left";
  }

  private takeAnotherCamera(): void {
    this.otherCamera = true;
    this.cameraCause = "";
    this.sight.settle();
  }

  private async settleSight(): Promise<void> {
    if (!this.wanted || !this.cameraOn) {
      await this.video.close();
    } else if (!this.cameraCause) {
      await this.bringUp();
      this.video.open();
      if (this.video.captured && mayPublish(this.connection.room)) await this.publish();
    }
    this.ownStage.put(this.video.captured);
  }

  private async bringUp(): Promise<void> {
    const { captured } = this.video;
    if (captured?.readyState === "live" && !this.otherCamera) return;
    this.otherCamera = false;
    try {
      await this.video.use(await this.devices.openCamera());
    } catch (error) {
      this.cameraCause = causeOf(error);
      await this.video.close();
    }
  }

  private async publish(): Promise<void> {
    try {
      await this.video.publish();
    } catch {
      // The connection broke: it is published when that comes back.
    }
  }
}
