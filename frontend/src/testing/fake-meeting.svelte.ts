/** A meeting without engines: views are tested and looked at with it. Set its properties; it remembers what it was told. */
import type { CommandName } from "../api/commands";
import type { HelpDocument } from "../api/documents";
import type { Assisted, HelpRequest } from "../assisting";
import type { Context } from "../context";
import type {
  Answer,
  DeviceCauses,
  Documents,
  Ears,
  Given,
  Heard,
  Meeting,
  Notice,
  OwnStatement,
  Received,
} from "../meeting";
import { NOW, sampleContext, sampleDocuments } from "./sample";

type Loaded = { [K in keyof Documents]: Documents[K] | null };

const DONE: Answer = { ok: true, seq: 41, result: {} };

class FakeListening {
  heard: Heard = $state("en");
  plays: "floor" | "booth" | "nothing" = $state("booth");
  underneath = $state(0.12);
  volume = $state(1);
  blocked = $state(false);
  /** As an interpreter has them. */
  ears: Ears | null = $state(null);

  choose(heard: Heard): void {
    this.heard = heard;
  }

  unblock(): Promise<void> {
    this.blocked = false;
    return Promise.resolve();
  }
}

class FakeStage {
  picture = $state(false);

  attach(): () => void {
    return () => undefined;
  }
}

class FakeSpeaking {
  state: Meeting["speaking"]["state"] = $state("idle");
  level = $state(0.6);
  cause: Meeting["booth"]["cause"] = $state("");
  confirmFirst = $state(false);
  camera = $state(true);

  setCamera(on: boolean): Promise<void> {
    this.camera = on;
    return Promise.resolve();
  }
}

class FakeVoice {
  state: Meeting["voice"]["state"] = $state("none");
  cause: Meeting["voice"]["cause"] = $state("");
  refused = $state("");
  level = $state(0.5);
  picture = $state(false);
  /** The languages in which it was pressed, and an empty one for each release. */
  presses: string[] = [];

  attach(): () => void {
    return () => undefined;
  }

  press(language: string): void {
    this.presses.push(language);
    this.state = "on_air";
  }

  release(): void {
    if (this.state !== "on_air") return;
    this.presses.push("");
    this.state = "ready";
  }
}

class FakeBooth {
  state: Meeting["booth"]["state"] = $state("out");
  cause: Meeting["booth"]["cause"] = $state("");
  level = $state(0.5);
  sound: Meeting["booth"]["sound"] = $state(null);
  coughs = $state(false);
  /** To going on air, off air, and handing over. */
  answer: Answer = DONE;

  enter(): Promise<void> {
    this.state = "off_air";
    return Promise.resolve();
  }

  leave(): Promise<void> {
    this.state = "out";
    return Promise.resolve();
  }

  setOnAir(on: boolean): Promise<Answer> {
    if (this.answer.ok) this.state = on ? "on_air" : "off_air";
    return Promise.resolve(this.answer);
  }

  handover(): Promise<Answer> {
    return Promise.resolve(this.answer);
  }

  cough(held: boolean): void {
    this.coughs = held;
  }
}

export function device(kind: MediaDeviceKind, label: string): MediaDeviceInfo {
  const fields = { kind, label, deviceId: label, groupId: "" };
  return { ...fields, toJSON: () => fields };
}

class FakeDevices {
  microphones = $state([device("audioinput", "Headset"), device("audioinput", "Built-in microphone")]);
  cameras = $state([device("videoinput", "Built-in camera")]);
  loudspeakers = $state([device("audiooutput", "Headset"), device("audiooutput", "Built-in loudspeakers")]);
  chosen = $state({ microphone: "Headset", camera: "Built-in camera", loudspeaker: "Headset" });
  get inUse() {
    return this.chosen;
  }

  level = $state(0.55);
  /** What `open` finds wrong with each; empty when all is well. */
  causes: DeviceCauses = { microphone: "", camera: "" };
  opened: "delegate" | "interpreter" | null = null;
  closed = 0;
  sounds = 0;

  choose(kind: "microphone" | "camera" | "loudspeaker", id: string): Promise<void> {
    this.chosen[kind] = id;
    return Promise.resolve();
  }

  open(purpose: "delegate" | "interpreter"): Promise<DeviceCauses> {
    this.opened = purpose;
    return Promise.resolve(this.causes);
  }

  close(): void {
    this.closed += 1;
  }

  preview(): () => void {
    return () => undefined;
  }

  testSound(): Promise<void> {
    this.sounds += 1;
    return Promise.resolve();
  }
}

class FakeAssistance {
  lowered = $state(false);
  /** Requests that were answered, and how. */
  answers: [request: number, agreed: boolean][] = [];
  /** To what is answered. */
  reply: Answer = DONE;

  answer(request: HelpRequest, agreed: boolean): Promise<Answer> {
    this.answers.push([request.id, agreed]);
    return Promise.resolve(this.reply);
  }

  restorePicture(): Promise<void> {
    this.lowered = false;
    return Promise.resolve();
  }
}

export class FakeMeeting implements Meeting {
  context: Context = $state.raw(sampleContext());
  documents: Loaded = $state(sampleDocuments());
  alone = false;
  now = $state(NOW);
  push: Meeting["push"] = $state("connected");
  media: Meeting["media"] = $state("connected");
  quality: Meeting["quality"] = $state("good");
  overTcp = $state(false);
  mediaBlocked = $state(false);
  refusal: Meeting["refusal"] = $state(null);
  notices: Notice[] = $state([]);
  listening = new FakeListening();
  stage = new FakeStage();
  speaking = new FakeSpeaking();
  booth = new FakeBooth();
  voice = new FakeVoice();
  devices = new FakeDevices();
  assistance = new FakeAssistance();

  /** Commands in the order in which they were given. */
  commands: { name: CommandName; args: Record<string, unknown> }[] = [];
  /** What commands answer, by name: at once, or later. */
  answers: Partial<Record<CommandName, Answer | Promise<Answer>>> = {};
  /** The help threads that can be read, by registration. */
  threads: Record<number, HelpDocument> = {};
  /** What pages show the help desk, by registration. */
  shown: Record<number, Assisted> = {};
  /** The text that one's delegation handed in; undefined while the server does not answer. */
  own: OwnStatement | null | undefined = null;
  /** How sound was received. */
  received: Received | null = null;
  entered = 0;

  constructor(context: Context = sampleContext()) {
    this.context = context;
  }

  dismiss(notice: Notice): void {
    this.notices = this.notices.filter(({ id }) => id !== notice.id);
  }

  enter(): Promise<void> {
    this.entered += 1;
    return Promise.resolve();
  }

  leave(): Promise<void> {
    this.media = "idle";
    return Promise.resolve();
  }

  thread(registration: number): Promise<HelpDocument | null> {
    return Promise.resolve(this.threads[registration] ?? null);
  }

  assisted(registration: number): Promise<Assisted | null> {
    return Promise.resolve(this.shown[registration] ?? null);
  }

  ownStatement(): Promise<{ statement: OwnStatement | null; most: number } | null> {
    return Promise.resolve(this.own === undefined ? null : { statement: this.own, most: 1500 });
  }

  reception(): Received | null {
    return this.received;
  }

  command<Name extends CommandName>(name: Name, ...[args]: Given<Name>): Promise<Answer> {
    this.commands.push({ name, args: { ...args } });
    return Promise.resolve(this.answers[name] ?? DONE);
  }
}
