/**
 * What the page of a connection test is opened with, what its view sees of the test, and what the test hands to the
 * server. `app/` makes it of `state/` and `media/`; `connection-test/` uses it and nothing else of theirs.
 */
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

export type Lack = "secure_context" | "devices" | "webrtc" | "audio" | "modules" | "websocket" | "storage";
export type DeviceState = "opened" | "denied" | "missing" | "busy" | "lost" | "skipped";
export type WayState = "works" | "fails" | "not_offered" | "untested";
/** In the order in which they are tried: the first that works is the best. */
export const WAYS = ["udp", "tcp", "relay"] as const;
export type WayName = (typeof WAYS)[number];

export interface MeasuredMicrophone {
  state: DeviceState;
  label: string;
  /** Of speech, in decibels below full scale, as a sitting would carry it. */
  level_db: number | null;
  /** While nobody speaks. */
  noise_db: number | null;
  peak_db: number | null;
  /** Share of the 10 ms frames of speech in which the device itself was at its limit, 0 to 1. */
  clipped: number | null;
  /** Of mains hum: 50 or 60 Hz and what rings with them. */
  hum_db: number | null;
  /** The test sound picked up again, against how loud it was played. */
  echo_db: number | null;
  /** What the person answered: whether they heard their own voice. */
  heard: boolean | null;
}

export interface MeasuredCamera {
  state: DeviceState;
  label: string;
  width: number | null;
  height: number | null;
  /** A second. */
  frames: number | null;
  /** Mean luminance, 0 to 1. */
  light: number | null;
}

export interface MeasuredWay {
  state: WayState;
  /** From the first request to a connection. */
  ms: number | null;
}

export interface MeasuredLine {
  way: WayName | "none";
  round_trip_ms: number | null;
  jitter_ms: number | null;
  /** Shares of packets, 0 to 1. */
  lost_up: number | null;
  lost_down: number | null;
  /** What was carried. */
  kbit_up: number | null;
  kbit_down: number | null;
  seconds: number;
  /** From publishing to the first sound at the receiver. */
  first_sound_ms: number | null;
}

export interface Measurements {
  seconds: number;
  place: string;
  browser: { name: string; version: string; platform: string; mobile: boolean; lacks: Lack[] };
  microphone: MeasuredMicrophone;
  camera: MeasuredCamera;
  ways: Record<WayName, MeasuredWay>;
  line: MeasuredLine | null;
  push: { transport: "websocket" | "sse" | "http_stream" | "none"; ms: number | null };
  /** This machine's clock minus the server's. */
  clock_ms: number | null;
  ended: "whole" | "left" | "device_lost" | "another_tab";
}

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
  | "answer";

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
