/**
 * What the page of a connection test is opened with, what its view sees of the test, and what the test hands to the
 * server. `app/` makes it of `state/` and `media/`; `connection-test/` uses it and nothing else of theirs.
 */
import type {
  CameraMeasured,
  LineMeasured,
  Measurements as Sent,
  MicrophoneMeasured,
  WayMeasured,
} from "./api/documents";
import type { DeviceState } from "./api/vocabulary";
import type { Meeting } from "./meeting";

export type Purpose = "delegate" | "interpreter" | "listener";

/** Written by the server: `<script type="application/json" id="connection-test">`. */
export interface TestContext {
  language: string;
  direction: "ltr" | "rtl";
  csrf: string;
  /** Whose test it is, as they are announced. */
  who: string;
  consultation: { title: string; trial: boolean };
  /** Of the sitting that comes next; empty for none. */
  sitting_title: string;
  /** An interpreter's microphone is opened as in a booth; a listener needs no device. */
  purpose: Purpose;
  urls: { begin: string; home: string };
  /** Of sound and picture over the media engine. */
  seconds: number;
}

/** As the server takes them; what is unknown is null, and never left out. */
export type Measurements = Required<Omit<Sent, "line">> & { line: MeasuredLine | null };
export type MeasuredMicrophone = Required<MicrophoneMeasured>;
export type MeasuredCamera = Required<CameraMeasured>;
export type MeasuredLine = Required<LineMeasured>;
export type MeasuredWay = Required<WayMeasured>;
export type { DeviceState };

/** In the order in which they are tried: the first that works is the best. */
export const WAYS = ["udp", "tcp", "relay"] as const;
export type WayName = (typeof WAYS)[number];

/** What is tested, in this order. */
export const STEPS = ["browser", "microphone", "loudspeaker", "camera", "ways", "line", "state", "clock"] as const;
export type Step = (typeof STEPS)[number];
/** `problem`: the step found one, or could not be carried out; the result says which. */
export type StepState = "waiting" | "running" | "done" | "problem" | "skipped";

/** What the person is to do at this moment. */
export type Part =
  | ""
  /** Nothing: how loud is the room? */
  | "quiet"
  /** Read a sentence aloud. */
  | "speak"
  /** Listen: the test sound, then their own voice. */
  | "listen"
  /** Say whether they heard it. */
  | "answer"
  /** Nothing: others test, and their own turn comes by itself. */
  | "turn";

export interface ConnectionTest {
  readonly context: TestContext;
  readonly phase:
    | "ready"
    /** A test runs in another tab of this browser. */
    | "elsewhere"
    | "running"
    /** What was measured is on its way to the server. */
    | "sending"
    /** It did not reach the server. */
    | "unsent"
    /** The server did not begin a test; `refusal` says why. */
    | "refused";
  readonly steps: Readonly<Record<Step, StepState>>;
  readonly current: Step | null;
  readonly part: Part;
  /** That the test will still take, waiting for no answer. */
  readonly secondsLeft: number;
  /** 0 to 1. */
  readonly progress: number;
  /** Of the microphone, 0 to 1. */
  readonly level: number;
  readonly microphone: DeviceState;
  readonly camera: DeviceState;
  /** Whether there is a picture of the camera now. */
  readonly picture: boolean;
  /** The microphone gave no sound while the sentence was to be read. */
  readonly silent: boolean;
  /** Worded by the server. */
  readonly refusal: string;
  /** From where the person tests, in their words. */
  place: string;
  readonly devices: Pick<Meeting["devices"], "microphones" | "cameras" | "loudspeakers" | "inUse" | "choose">;

  begin(): Promise<void>;
  /** End the test of another tab, and begin here. */
  takeOver(): Promise<void>;
  answer(heard: boolean): void;
  /** Record and play back again, with the devices that are chosen now. */
  again(): void;
  /** Measure no more, and show the result of what was measured. */
  stop(): void;
  /** Hand the measurements to the server once more. */
  send(): Promise<void>;
  /** Show the camera's picture; returns what undoes it. */
  preview(element: HTMLVideoElement): () => void;
}

/** Read the context that the page carries. */
export function readTestContext(): TestContext {
  const element = document.getElementById("connection-test");
  if (!element?.textContent) throw new Error("the page carries no context");
  return JSON.parse(element.textContent) as TestContext;
}
