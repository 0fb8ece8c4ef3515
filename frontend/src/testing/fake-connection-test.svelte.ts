/** A connection test without devices and engines: its view is tested and looked at with it. */
import {
  type ConnectionTest,
  type DeviceState,
  type Part,
  STEPS,
  type Step,
  type StepState,
  type TestContext,
} from "../measuring";
import { device } from "./fake-meeting.svelte";

export function sampleTestContext(changes: Partial<TestContext> = {}): TestContext {
  return {
    language: "en",
    direction: "ltr",
    csrf: "token",
    who: "Brazil, Ms Ana Souza",
    consultation: { title: "Virtual consultation", trial: false },
    sitting_title: "First sitting, 9 June 2020",
    purpose: "delegate",
    urls: { begin: "/begin/", home: "/" },
    seconds: 10,
    ...changes,
  };
}

export class FakeConnectionTest implements ConnectionTest {
  phase: ConnectionTest["phase"] = $state("ready");
  steps = $state.raw(Object.fromEntries(STEPS.map((step) => [step, "waiting"])) as Record<Step, StepState>);
  current: Step | null = $state(null);
  part: Part = $state("");
  secondsLeft = $state(48);
  progress = $state(0.2);
  level = $state(0.6);
  microphone: DeviceState = $state("skipped");
  camera: DeviceState = $state("skipped");
  picture = $state(false);
  silent = $state(false);
  refusal = $state("");
  place = $state("");
  devices = {
    microphones: [device("audioinput", "Headset"), device("audioinput", "Webcam")],
    cameras: [device("videoinput", "Webcam")],
    loudspeakers: [device("audiooutput", "Headset")],
    inUse: { microphone: "Headset", camera: "Webcam", loudspeaker: "Headset" },
    choose: (): Promise<void> => Promise.resolve(),
  };
  /** What the person did, in order. */
  readonly told: string[] = [];

  constructor(readonly context: TestContext = sampleTestContext()) {}

  begin(): Promise<void> {
    this.told.push("begin");
    this.phase = "running";
    return Promise.resolve();
  }

  takeOver(): Promise<void> {
    this.told.push("take over");
    this.phase = "running";
    return Promise.resolve();
  }

  answer(heard: boolean): void {
    this.told.push(heard ? "heard" : "not heard");
  }

  again(): void {
    this.told.push("again");
  }

  stop(): void {
    this.told.push("stop");
  }

  send(): Promise<void> {
    this.told.push("send");
    return Promise.resolve();
  }

  preview(): () => void {
    return () => undefined;
  }

  /** Bring it to a step. */
  at(step: Step, part: Part = ""): this {
    this.phase = "running";
    const now = STEPS.indexOf(step);
    const entries = STEPS.map((one, index) => [one, index < now ? "done" : index === now ? "running" : "waiting"]);
    this.steps = Object.fromEntries(entries) as Record<Step, StepState>;
    [this.current, this.part] = [step, part];
    if (now > 0) this.microphone = "opened";
    return this;
  }
}

/** Each state of the page, by a name. */
export const TEST_SCENES: Record<string, (test: FakeConnectionTest) => void> = {
  ready: () => undefined,
  elsewhere: (test) => (test.phase = "elsewhere"),
  refused: (test) => {
    test.phase = "refused";
    test.refusal = "You have tested 20 times in this hour. Try again at 14:20.";
  },
  quiet: (test) => void test.at("microphone", "quiet"),
  speak: (test) => void test.at("microphone", "speak"),
  listen: (test) => void test.at("loudspeaker", "listen"),
  answer: (test) => void test.at("loudspeaker", "answer"),
  silent: (test) => {
    test.at("loudspeaker", "answer").silent = true;
    test.level = 0;
  },
  denied: (test) => {
    test.at("loudspeaker", "answer");
    [test.microphone, test.camera] = ["denied", "denied"];
  },
  camera: (test) => {
    test.at("camera").camera = "opened";
    test.picture = true;
  },
  turn: (test) => void test.at("ways", "turn"),
  ways: (test) => void test.at("ways"),
  line: (test) => void test.at("line"),
  sending: (test) => (test.phase = "sending"),
  unsent: (test) => {
    test.phase = "unsent";
    test.refusal = "The server cannot be reached. Try again in a moment.";
  },
};
