import { type Context, type Language, ownChannel } from "../context";
import type { Documents } from "../meeting";
import { Booth } from "./booth.svelte";
import { Connection, type Loss } from "./connection.svelte";
import type { Devices } from "./devices.svelte";
import { GuardedEars } from "./ears/guarded-ears.svelte";
import { Listening } from "./listening.svelte";
import { NOWHERE, placeOf } from "./place";
import { Reception } from "./reception";
import { type Commanding, Speaking } from "./speaking.svelte";
import { Stage } from "./stage.svelte";
import { Voice } from "./voice.svelte";

type Held = { readonly [K in keyof Documents]: Documents[K] | null };

/** All of the meeting that travels by the media engine. */
export class Media {
  readonly connection: Connection;
  readonly listening: Listening;
  readonly speaking: Speaking;
  readonly booth: Booth;
  readonly voice: Voice;
  readonly stage = new Stage();
  readonly reception: Reception;
  private readonly identity: string;

  constructor(
    private readonly context: Context,
    devices: Devices,
    meeting: Commanding & { lost(loss: Loss): void },
  ) {
    const { registration } = context.me;
    this.identity = `r${registration}`;
    this.connection = new Connection((loss) => meeting.lost(loss));
    const { room } = this.connection;
    const ears = context.view === "booth" ? new GuardedEars(context.consultation.zone) : null;
    this.listening = new Listening(room, this.identity, devices.chosen.loudspeaker, ownChannel(context), ears);
    this.speaking = new Speaking(room, devices, meeting);
    this.voice = new Voice(this.speaking, this.connection, meeting);
    this.booth = new Booth(room, this.identity, registration, devices, meeting);
    this.reception = new Reception(() => this.connection.sample());
    devices.onchoice = (kind) => {
      if (kind === "loudspeaker") this.listening.sendTo(devices.chosen.loudspeaker);
      this.speaking.changeDevice(kind);
      this.booth.changeDevice(kind);
    };
    $effect.root(() => {
      $effect(() => this.stage.put(this.speaking.onFloor ? this.speaking.picture : this.listening.picture));
      $effect(() => this.voice.stage.put(this.speaking.talks ? this.speaking.picture : this.listening.presiding));
    });
  }

  /** Of the microphone that is published, 0 to 1; null while none is. */
  get level(): number | null {
    if (this.booth.state !== "out") return this.booth.level;
    return this.speaking.published ? this.speaking.level : null;
  }

  /** Bring everything to what the documents say; what is heard and what goes out change before this returns. */
  follow({ map, turn, queue, booths }: Held): void {
    const booth = boothOf(booths, this.context.me.registration);
    this.listening.follow(map, turn?.speaker?.muted ?? false, booth);
    const console = this.context.view === "console";
    this.speaking.follow(placeOf(this.context.me.registration, this.identity, map, turn, queue, console));
    this.voice.follow(map);
    this.booth.follow(map, booths);
    this.reception.follow(this.booth.state !== "out");
  }

  /** Send a small picture and receive none, or both as usual. What is published from now on is so too. */
  async lowerPicture(lowered: boolean): Promise<void> {
    this.listening.receivePictures(!lowered);
    await this.speaking.sendPicture(lowered);
  }

  async connect(address: string, token: string): Promise<void> {
    this.listening.start();
    await this.connection.connect(address, token);
  }

  async disconnect(): Promise<void> {
    this.listening.stop();
    this.speaking.follow(NOWHERE);
    this.voice.follow(null);
    this.booth.follow(null, null);
    this.reception.follow(false);
    await this.connection.disconnect();
  }
}

function boothOf(booths: Held["booths"], registration: number): Language | null {
  const sits = booths?.booths.find(({ seats }) => seats.some(({ who }) => who.registration === registration));
  return sits?.language ?? null;
}
