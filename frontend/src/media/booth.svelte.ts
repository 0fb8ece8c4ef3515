import { type Room, RoomEvent } from "livekit-client";

import { gettext } from "../i18n";
import type { Language } from "../context";
import { wait } from "../state/backoff";
import type { BoothsDocument, MapDocument } from "../state/documents";
import { type Cause, causeOf, openMicrophone } from "./capture";
import { mayPublish } from "./connection.svelte";
import type { Devices, Kind } from "./devices.svelte";
import { meter } from "./meter";
import { Outgoing } from "./outgoing";
import { Settling } from "./settling";
import type { Commanding } from "./speaking.svelte";

const RETRY = 500;

/** The microphone of an interpreter who sits in a booth: published while they sit, opened while they are on air. */
export class Booth {
  level = $state(0);
  cause = $state<Cause | "">("");

  private seated = $state(false);
  private entering = $state(false);
  private onAir = $state(false);
  private published = $state(false);
  private readonly microphone: Outgoing;
  private endMeter: () => void = () => undefined;
  private readonly settling = new Settling(() => this.settle());

  readonly state: "out" | "opening" | "off_air" | "on_air" | "failed" = $derived.by(() => {
    if (!this.seated && !this.entering) return "out";
    if (this.cause) return "failed";
    if (!this.published) return "opening";
    return this.onAir ? "on_air" : "off_air";
  });

  constructor(
    private readonly room: Room,
    private readonly identity: string,
    private readonly registration: number,
    private readonly devices: Devices,
    private readonly meeting: Commanding,
  ) {
    this.microphone = new Outgoing(room, "microphone");
    this.microphone.onstopped = () => void this.replace(true);
    const settle = () => this.settling.settle();
    room
      .on(RoomEvent.ParticipantPermissionsChanged, (_before, participant) => {
        if (participant === room.localParticipant) settle();
      })
      .on(RoomEvent.Connected, settle)
      .on(RoomEvent.Reconnected, settle)
      .on(RoomEvent.LocalTrackUnpublished, settle)
      .on(RoomEvent.TrackMuted, (publication) => this.microphone.followServer(publication, true))
      .on(RoomEvent.TrackUnmuted, (publication) => this.microphone.followServer(publication, false));
  }

  async enter(language: Language): Promise<void> {
    this.cause = "";
    this.entering = true;
    try {
      const answer = await this.meeting.command("booth.enter", { language });
      if (!answer.ok) this.meeting.notify("error", answer.message);
    } finally {
      this.entering = false;
    }
    this.settling.settle();
  }

  async leave(): Promise<void> {
    this.microphone.shut();
    await this.told("booth.leave");
  }

  /** Off air is silent at once; on air waits for the server, so that two interpreters never speak together. */
  async setOnAir(on: boolean): Promise<void> {
    if (!on) this.microphone.shut();
    await this.told(on ? "booth.on_air" : "booth.off_air");
  }

  cough(held: boolean): void {
    this.microphone.hold(held);
  }

  follow(map: MapDocument | null, booths: BoothsDocument | null): void {
    const seats = booths?.booths.flatMap((booth) => booth.seats) ?? [];
    const seated = seats.some((seat) => seat.who.registration === this.registration);
    const channels = Object.values(map?.channels ?? {});
    // The channel of the language on the floor carries the floor: who interprets into it is on air and not heard.
    const heard = channels.some((channel) => channel.identity === this.identity);
    const onAir =
      heard || seats.some((seat) => seat.who.registration === this.registration && seat.on_air_since !== null);
    if (onAir && !this.onAir) this.microphone.open();
    if (!onAir && this.onAir) this.microphone.shut();
    this.onAir = onAir;
    if (seated === this.seated) return;
    this.seated = seated;
    this.settling.settle();
  }

  async changeDevice(kind: Kind): Promise<void> {
    if (kind !== "microphone" || !this.seated) return;
    if (this.cause) {
      this.cause = "";
      this.settling.settle();
    } else await this.replace(false);
  }

  private async told(command: string): Promise<void> {
    const answer = await this.meeting.command(command, {});
    if (!answer.ok) this.meeting.notify("error", answer.message);
  }

  private async settle(): Promise<void> {
    if (this.seated) await this.bringUp();
    else await this.close();
    this.published = this.microphone.published;
  }

  private async close(): Promise<void> {
    this.endMeter();
    this.endMeter = () => undefined;
    await this.microphone.close();
  }

  private async bringUp(): Promise<void> {
    if (this.cause) return;
    try {
      if (!this.microphone.captured) await this.use(await this.openChosen());
    } catch (error) {
      this.cause = causeOf(error);
      return;
    }
    if (!mayPublish(this.room)) return;
    try {
      await this.microphone.publish();
      if (this.onAir) this.microphone.open();
    } catch {
      await wait(RETRY);
      this.settling.settle();
    }
  }

  private async replace(stopped: boolean): Promise<void> {
    try {
      await this.use(await this.openChosen());
      if (stopped) {
        this.meeting.notify("warning", gettext("Your microphone was disconnected. Another one is used now."));
      }
    } catch (error) {
      this.cause = causeOf(error);
      await this.microphone.close();
      await this.setOnAir(false);
    }
  }

  private openChosen(): Promise<MediaStreamTrack> {
    return openMicrophone(this.devices.chosen.microphone, "interpreter");
  }

  private async use(captured: MediaStreamTrack): Promise<void> {
    await this.microphone.use(captured);
    this.endMeter();
    this.endMeter = meter(captured, (level) => (this.level = level));
  }
}
