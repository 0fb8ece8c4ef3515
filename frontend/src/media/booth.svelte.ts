import type { Room } from "livekit-client";

import type { CommandName } from "../api/commands";
import type { BoothsDocument, MapDocument, SeatDocument } from "../api/documents";
import type { Language } from "../context";
import { gettext } from "../i18n";
import type { Answer, DeviceCause, Given, OwnSound } from "../meeting";
import type { Devices, Kind } from "./devices.svelte";
import { OwnMicrophone } from "./ears/own-microphone.svelte";
import { Microphone } from "./microphone.svelte";
import { OwnSilence } from "./own-silence";
import type { Commanding } from "./speaking.svelte";

/** The microphone of an interpreter who sits in a booth: published while they sit, opened while they are on air. */
export class Booth {
  private seated = $state(false);
  private entering = $state(false);
  private onAir = $state(false);
  private readonly microphone: Microphone;
  private readonly silence = new OwnSilence((silent) => this.microphone.outgoing.hold(silent));
  private readonly own = new OwnMicrophone();

  readonly state: "out" | "opening" | "off_air" | "on_air" | "failed" = $derived.by(() => {
    if (!this.seated && !this.entering) return "out";
    if (this.cause) return "failed";
    if (!this.microphone.published) return "opening";
    return this.onAir ? "on_air" : "off_air";
  });

  constructor(
    room: Room,
    private readonly identity: string,
    private readonly registration: number,
    devices: Devices,
    private readonly meeting: Commanding,
  ) {
    this.microphone = new Microphone(room, devices, "interpreter", {
      published: () => undefined,
      replaced: () => meeting.notify("warning", gettext("Your microphone was disconnected. Another one is used now.")),
      // Nobody is on air without a microphone: the partner in the booth sees it.
      failed: () => void (this.onAir && this.told("booth.off_air")),
      opened: (track) => void this.own.listen(track),
    });
  }

  get level(): number {
    return this.microphone.level;
  }

  get sound(): OwnSound | null {
    return this.own.sound;
  }

  get cause(): DeviceCause | "" {
    return this.microphone.cause;
  }

  async enter(language: Language): Promise<void> {
    this.microphone.retry();
    this.entering = true;
    try {
      await this.told("booth.enter", { language });
    } finally {
      this.entering = false;
    }
  }

  async leave(): Promise<void> {
    this.microphone.outgoing.shut();
    await this.told("booth.leave");
  }

  /** Off air is silent at once; on air waits for the server, so that two interpreters never speak together. */
  setOnAir(on: boolean): Promise<Answer> {
    if (!on) this.microphone.outgoing.shut();
    return this.meeting.command(on ? "booth.on_air" : "booth.off_air");
  }

  async handover(asks: boolean): Promise<Answer> {
    this.silence.answer(asks);
    const answer = await this.meeting.command("booth.handover", { asks });
    if (!answer.ok) this.silence.answer(false);
    return answer;
  }

  cough(held: boolean): void {
    this.silence.cough(held);
  }

  follow(map: MapDocument | null, booths: BoothsDocument | null): void {
    const isOwn = ({ who }: SeatDocument) => who.registration === this.registration;
    const booth = booths?.booths.find(({ seats }) => seats.some(isOwn));
    const seat = booth?.seats.find(isOwn);
    const heard = Object.values(map?.channels ?? {}).some((channel) => channel.identity === this.identity);
    // Who interprets into the language of the floor is on air and not on the map: that channel carries the floor.
    const onAir = heard || typeof seat?.on_air_since === "string";
    this.silence.follow(onAir ? null : (booth ?? null), this.registration);
    if (onAir && !this.onAir) this.microphone.outgoing.open();
    // Who waited for their partner is put on air by the server, which does not know of a microphone that failed.
    if (onAir && !this.onAir && this.cause) void this.told("booth.off_air");
    if (!onAir && (this.onAir || !seat)) this.microphone.outgoing.shut();
    this.onAir = onAir;
    this.seated = seat !== undefined;
    this.microphone.want(this.seated);
  }

  changeDevice(kind: Kind): void {
    if (kind === "microphone") this.microphone.change();
  }

  private async told<Name extends CommandName>(command: Name, ...given: Given<Name>): Promise<void> {
    const answer = await this.meeting.command(command, ...given);
    if (!answer.ok) this.meeting.notify("error", answer.message);
  }
}
