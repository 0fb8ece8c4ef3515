/** A meeting that takes place in this page alone: the room's own views are used with it, and nobody else is in it. */
import type { CommandArguments, CommandName } from "../../api/commands";
import { type Context, type Language, ownChannel } from "../../context";
import { gettext } from "../../i18n";
import { ChosenListening, ChosenSpeaking } from "../../media/chosen.svelte";
import type { Devices } from "../../media/devices.svelte";
import { audioContext } from "../../media/meter";
import type { Answer, DeviceCause, Documents, Given, Heard, Meeting, OwnStatement } from "../../meeting";
import { CLIPS } from "./clips";
import { after, begun, type Course, type Event, lacks, wantsMicrophone } from "./course";
import { OwnDevices } from "./own-devices.svelte";
import { Playing, type Wanted } from "./playing";
import { castOf, scene, simulated } from "./scene";

const TICK = 200;
const DONE: Answer = { ok: true, seq: 1, result: {} };

/** An event without its time. */
type Happening = Event extends infer One ? (One extends Event ? Omit<One, "at"> : never) : never;

export class SimulatedMeeting implements Meeting {
  readonly context: Context;
  readonly listening: Listening;
  readonly speaking: Speaking;
  readonly booth: Booth;
  readonly alone = true;
  readonly push = "connected";
  readonly media = "connected";
  readonly quality = "good";
  readonly overTcp = false;
  readonly mediaBlocked = false;
  readonly refusal = null;
  readonly notices = [];
  /** Nobody talks beside the floor. */
  readonly voice: Meeting["voice"] = {
    state: "none",
    cause: "",
    refused: "",
    level: 0,
    picture: false,
    attach: () => () => undefined,
    press: () => undefined,
    release: () => undefined,
  };

  /** Nobody is asked anything. */
  readonly assistance: Meeting["assistance"] = {
    lowered: false,
    answer: () => Promise.resolve(DONE),
    restorePicture: () => Promise.resolve(),
  };

  now = $state(Date.now());
  course = $state.raw<Course>(begun("delegate", 0));
  readonly documents: Documents = $derived.by(() =>
    scene(this.course, this.context, this.cast, this.own.stage.picture),
  );

  readonly own: OwnDevices;
  private readonly cast;
  private readonly playing: Playing;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    context: Context,
    readonly devices: Devices,
    parts: { own?: OwnDevices; playing?: Playing } = {},
  ) {
    this.context = simulated(context);
    this.cast = castOf(context);
    this.own = parts.own ?? new OwnDevices(devices);
    this.listening = new Listening(ownChannel(context), () => this.sound());
    this.speaking = new Speaking(this);
    this.booth = new Booth(this);
    this.playing = parts.playing ?? new Playing(() => (this.listening.blocked = true));
    this.listening.onunblock = () => this.playing.unblock();
    devices.onchoice = (kind) => {
      if (kind === "loudspeaker") this.playing.sendTo(devices.chosen.loudspeaker);
      else if (wantsMicrophone(this.course)) void (kind === "camera" ? this.own.show() : this.open());
    };
  }

  get stage(): Meeting["stage"] {
    return this.own.stage;
  }

  /** From a click on, a browser lets a page play sound. */
  begin(): void {
    if ("AudioContext" in globalThis) audioContext();
    this.now = Date.now();
    this.course = begun(this.context.view === "booth" ? "interpreter" : "delegate", this.now);
    this.playing.sendTo(this.devices.chosen.loudspeaker);
    clearInterval(this.timer);
    this.timer = setInterval(() => this.tick(), TICK);
    this.sound();
  }

  end(): void {
    clearInterval(this.timer);
    this.own.close();
    this.playing.follow({ floor: null, booth: null });
  }

  /** Tell the course what happened, and follow it. */
  told(event: Happening): void {
    const before = this.course;
    const wanted = wantsMicrophone(before);
    this.course = after(before, { ...event, at: this.now });
    if (wantsMicrophone(this.course) && !wanted) void this.open();
    if (!wantsMicrophone(this.course) && wanted) this.own.close();
    this.own.setStaged(this.course.step !== null && this.course.floor === "me");
    this.sound();
    if (this.course.step === null && before.step !== null) this.onover();
  }

  private tick(): void {
    const before = this.now;
    this.now = Date.now();
    this.told({ is: "ticked", passed: this.now - before, level: this.own.level });
  }

  private async open(): Promise<void> {
    const interprets = this.course.kind === "interpreter";
    this.told({ is: "opening" });
    const cause = await this.own.open(interprets ? "interpreter" : "delegate");
    if (cause !== null) this.told({ is: "opened", cause });
    if (cause === "" && !interprets && this.speaking.camera) await this.own.show();
  }

  private sound(): void {
    const { course, documents, listening } = this;
    const language = documents.turn.speaker?.language ?? "";
    const silent = course.step === null || course.floor === "me";
    listening.plays = silent ? "nothing" : playsOf(listening.heard, documents);
    this.playing.follow(silent ? { floor: null, booth: null } : wanted(listening, language));
  }

  command<Name extends CommandName>(name: Name, ...[args]: Given<Name>): Promise<Answer> {
    if (name === "floor.ask") {
      const { language, motion, confirm_first } = args as CommandArguments["floor.ask"];
      if (motion) {
        return refused(gettext("This practice has no motions. Choose “Ask for the floor” to practise speaking."));
      }
      if (this.course.step !== "ask") {
        return refused(gettext("You have had the floor in this practice. Go on as the coach says."));
      }
      this.told({ is: "asked", language, confirm: confirm_first === true });
    } else if (name === "floor.withdraw") this.told({ is: "withdrew" });
    else if (name === "floor.take") this.told({ is: "took" });
    else if (name === "floor.finish") this.told({ is: "finished" });
    else {
      return refused(
        gettext("In a practice this reaches no one. To ask for help, leave the practice and choose Help."),
      );
    }
    return Promise.resolve(DONE);
  }

  dismiss(): void {
    // There are no notices.
  }

  enter(): Promise<void> {
    return Promise.resolve();
  }

  leave(): Promise<void> {
    this.onleave();
    return Promise.resolve();
  }

  /** Called as somebody leaves in the middle, and once the course is over. */
  onleave: () => void = () => undefined;
  onover: () => void = () => undefined;

  thread(): Promise<null> {
    return Promise.resolve(null);
  }

  reception(): null {
    return null;
  }

  assisted(): Promise<null> {
    return Promise.resolve(null);
  }

  ownStatement(): Promise<{ statement: OwnStatement | null; most: number } | null> {
    return Promise.resolve(null);
  }
}

function refused(message: string): Promise<Answer> {
  return Promise.resolve({ ok: false, reason: { rule: 0, code: "failed", facts: {} }, message });
}

function playsOf(heard: Heard, { map }: Documents): "floor" | "booth" {
  return heard !== "floor" && map.channels[heard]?.source === "booth" ? "booth" : "floor";
}

function wanted({ plays, heard, volume, underneath }: Listening, language: Language): Wanted {
  const floor = CLIPS[language];
  const booth = plays === "booth" ? CLIPS[heard] : undefined;
  return {
    floor: floor === undefined ? null : { clip: floor, volume: booth === undefined ? volume : volume * underneath },
    booth: booth === undefined ? null : { clip: booth, volume },
  };
}

class Listening extends ChosenListening {
  plays = $state<"floor" | "booth" | "nothing">("nothing");
  blocked = $state(false);
  onunblock: () => void = () => undefined;

  constructor(
    usual: Heard,
    private readonly changed: () => void,
  ) {
    super(usual);
  }

  unblock(): Promise<void> {
    this.blocked = false;
    this.onunblock();
    return Promise.resolve();
  }

  protected apply(): void {
    this.changed();
  }
}

class Speaking extends ChosenSpeaking {
  constructor(private readonly meeting: SimulatedMeeting) {
    super();
  }

  get state(): Meeting["speaking"]["state"] {
    const { course } = this.meeting;
    if (course.kind !== "delegate" || !wantsMicrophone(course)) return "idle";
    if (lacks(course)) return "failed";
    const open = course.microphone === "open";
    if (course.floor !== "me") return open ? "ready" : "warming";
    if (course.asked?.confirm) return "confirm";
    return open ? "live" : "connecting";
  }

  get level(): number {
    return this.meeting.own.level;
  }

  get cause(): DeviceCause | "" {
    return causeIn(this.meeting.course);
  }

  protected async showOrHide(): Promise<void> {
    if (this.camera) await this.meeting.own.show();
    else this.meeting.own.hide();
  }
}

class Booth {
  readonly sound = null;

  constructor(private readonly meeting: SimulatedMeeting) {}

  get state(): Meeting["booth"]["state"] {
    const { course } = this.meeting;
    if (course.booth === null) return "out";
    if (lacks(course)) return "failed";
    if (course.microphone !== "open") return "opening";
    return course.onAir === null ? "off_air" : "on_air";
  }

  get cause(): DeviceCause | "" {
    return causeIn(this.meeting.course);
  }

  get level(): number {
    return this.meeting.own.level;
  }

  enter(language: Language): Promise<void> {
    this.meeting.told({ is: "seated", language });
    return Promise.resolve();
  }

  leave(): Promise<void> {
    this.meeting.told({ is: "left_booth" });
    return Promise.resolve();
  }

  setOnAir(on: boolean): Promise<Answer> {
    this.meeting.told({ is: "aired", on });
    return Promise.resolve(DONE);
  }

  handover(asks: boolean): Promise<Answer> {
    this.meeting.told({ is: "handed", asks });
    return Promise.resolve(DONE);
  }

  cough(held: boolean): void {
    this.meeting.told({ is: "coughed", held });
  }
}

/** Why the microphone cannot be used. */
export function causeIn(course: Course): DeviceCause | "" {
  const { microphone } = course;
  return microphone === "closed" || microphone === "opening" || microphone === "open" ? "" : microphone;
}
