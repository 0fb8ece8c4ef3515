import { wait } from "../backoff";
import { Devices } from "../media/devices.svelte";
import type { MediaAccess } from "../media/measures/carrying";
import { Tested } from "../media/measures/tested.svelte";
import { audioContext } from "../media/meter";
import {
  type ConnectionTest,
  type DeviceState,
  type MeasuredWay,
  type Measurements,
  type Part,
  type Step,
  type StepState,
  type TestContext,
  WAYS,
} from "../measuring";
import { remember, remembered } from "../remembered";
import { Clock } from "../state/clock";
import { createExchange, type Exchange } from "../state/exchange";
import { reach, type ReachAccess } from "../state/reaching";
import { browserOf, lacking } from "./browser";
import { takePlace } from "./one-tab";
import { messageOf } from "./replies";
import { TestCourse } from "./test-course.svelte";

/** How long an answer is waited for, in ms: the places in the test's room do not last for ever. */
const UNANSWERED = 300_000;
/** Below this, in dB, nothing came from the microphone. */
const SILENT = -60;
const UNTESTED: MeasuredWay = { state: "untested", ms: null };

interface Begun {
  /** Seconds until it is this test's turn to carry sound and picture. */
  carries_in: number;
  /** Null where the media server is away. */
  media: MediaAccess | null;
  push: ReachAccess | null;
  finish: string;
}

/** Of the network and the browser: the devices have theirs. */
type Found = Pick<Measurements, "browser" | "ways" | "line" | "push" | "clock_ms">;

const NOTHING: Found = {
  browser: { name: "", version: "", platform: "", mobile: false, lacks: [] },
  ways: { udp: UNTESTED, tcp: UNTESTED, relay: UNTESTED },
  line: null,
  push: { transport: "none", ms: null },
  clock_ms: null,
};

/** A test of this machine and its network, by the devices and the connections of a sitting. */
export class LiveConnectionTest implements ConnectionTest {
  readonly devices = new Devices();
  phase = $state<ConnectionTest["phase"]>("ready");
  refusal = $state("");
  place = $state(remembered("place", ""));
  private asks = $state(false);
  private awaitsTurn = $state(false);
  private readonly tested: Tested;
  private readonly course: TestCourse;
  private readonly clock = new Clock();
  private readonly exchange: Exchange;

  private found = NOTHING;
  private begun: Begun | null = null;
  private began = 0;
  private ended: Measurements["ended"] | null = null;
  /** Resolves when the person stops, or another tab takes over. */
  private stopping = Promise.resolve();
  private endWaiting: () => void = () => undefined;
  private answered: (answer: boolean | "again") => void = () => undefined;
  private givePlaceBack: () => void = () => undefined;

  constructor(
    readonly context: TestContext,
    private readonly go: (address: string) => void = (address) => location.assign(address),
  ) {
    this.course = new TestCourse(context.seconds);
    this.exchange = createExchange(context.csrf, this.clock);
    this.tested = new Tested(this.devices, {
      pause: (milliseconds) => Promise.race([wait(milliseconds), this.stopping]),
      orStopped: (found) => this.orStopped(found),
    });
    addEventListener("pagehide", () => this.leave());
  }

  get steps(): ConnectionTest["steps"] {
    return this.course.steps;
  }

  get current(): Step | null {
    return this.course.current;
  }

  get secondsLeft(): number {
    return this.course.secondsLeft;
  }

  get progress(): number {
    return this.course.progress;
  }

  get part(): Part {
    if (this.awaitsTurn) return "turn";
    return this.asks ? "answer" : this.tested.part;
  }

  get level(): number {
    return this.tested.level;
  }

  get microphone(): DeviceState {
    return this.tested.microphone.state;
  }

  get camera(): DeviceState {
    return this.tested.camera.state;
  }

  get picture(): boolean {
    return this.tested.picture !== null;
  }

  get silent(): boolean {
    const { state, level_db: level } = this.tested.microphone;
    return state === "opened" && level !== null && level < SILENT;
  }

  get preview(): ConnectionTest["preview"] {
    return this.tested.preview;
  }

  async begin(): Promise<void> {
    await this.beginHere(false);
  }

  async takeOver(): Promise<void> {
    await this.beginHere(true);
  }

  answer(heard: boolean): void {
    this.answered(heard);
  }

  again(): void {
    this.answered("again");
  }

  stop(): void {
    this.endAs("left");
  }

  async send(): Promise<void> {
    if (!this.begun || this.phase === "sending") return;
    this.phase = "sending";
    const reply = await this.exchange.post(this.begun.finish, this.result());
    const { result } = reply.kind === "answer" ? reply.content : {};
    if (typeof result !== "string") {
      this.refusal = messageOf(reply);
      this.phase = "unsent";
      return;
    }
    this.begun = null;
    if (this.ended === "another_tab") this.phase = "elsewhere";
    else this.go(result);
  }

  private async beginHere(fromOther: boolean): Promise<void> {
    if (!["ready", "elsewhere", "refused"].includes(this.phase)) return;
    // From a click on, a browser lets a page play sound; one that has none is told so by its result.
    if ("AudioContext" in globalThis) audioContext();
    this.phase = "running";
    this.ended = null;
    this.stopping = new Promise((resolve) => (this.endWaiting = resolve));
    const givePlaceBack = await takePlace(fromOther, () => this.endAs("another_tab"));
    if (!givePlaceBack) {
      this.phase = "elsewhere";
      return;
    }
    this.givePlaceBack = givePlaceBack;
    try {
      await this.test();
    } finally {
      this.tested.close();
      this.givePlaceBack();
    }
    await this.send();
  }

  private async test(): Promise<void> {
    this.began = performance.now();
    this.found = NOTHING;
    this.tested.begin();
    this.course.begin(this.context.purpose);
    remember("place", this.place);
    const reply = await this.exchange.post(this.context.urls.begin);
    if (reply.kind !== "answer" || reply.content["ok"] !== true) {
      this.refusal = messageOf(reply);
      this.phase = "refused";
      return;
    }
    this.begun = reply.content as unknown as Begun;
    const turn = performance.now() + this.begun.carries_in * 1000;
    this.course.expectTurn(this.begun.carries_in);
    await this.step("browser", () => this.testBrowser());
    await this.testSound();
    await this.step("camera", () => this.testCamera());
    await this.testNetwork(this.begun, turn);
    await this.step("clock", () => this.testClock());
    this.ended ??= "whole";
  }

  private testBrowser(): StepState {
    const browser = browserOf(navigator.userAgent, lacking(window));
    this.found = { ...this.found, browser };
    return browser.lacks.length ? "problem" : "done";
  }

  /** Microphone and loudspeaker, as often as the person wants. */
  private async testSound(): Promise<void> {
    for (let again = true; again;) {
      again = false;
      await this.step("microphone", async () => {
        await this.tested.record(this.context.purpose);
        return this.microphone === "opened" && !this.silent ? "done" : "problem";
      });
      await this.step("loudspeaker", async () => {
        await this.tested.playBack();
        const answer = await this.ask();
        again = answer === "again";
        this.tested.heard(answer === "again" ? null : answer);
        return answer === true ? "done" : "problem";
      });
    }
  }

  private async ask(): Promise<boolean | "again" | null> {
    this.asks = true;
    const answer = new Promise<boolean | "again">((resolve) => (this.answered = resolve));
    try {
      return await this.orStopped(Promise.race([answer, wait(UNANSWERED).then(() => null)]));
    } finally {
      this.asks = false;
    }
  }

  private async testCamera(): Promise<StepState> {
    await this.tested.see();
    return this.camera === "opened" ? "done" : "problem";
  }

  private async awaitTurn(turn: number): Promise<void> {
    const left = Math.max(0, turn - performance.now());
    this.course.expectTurn(left / 1000);
    if (left === 0) return;
    this.awaitsTurn = true;
    try {
      await this.orStopped(wait(left));
    } finally {
      this.awaitsTurn = false;
    }
  }

  private async testNetwork({ media, push }: Begun, turn: number): Promise<void> {
    // The client of the media engine is half of what this page fetches, and is needed from here on.
    const network = () => import("../media/measures/network");
    await this.step("ways", async () => {
      if (!media) return "problem";
      await this.awaitTurn(turn);
      const { Ways } = await network();
      const ways = new Ways(media.address, media.receiver);
      for (const way of WAYS) {
        const found = await this.orStopped(ways.try(way));
        this.found = { ...this.found, ways: { ...this.found.ways, [way]: found ?? UNTESTED } };
      }
      return Object.values(this.found.ways).some(({ state }) => state === "works") ? "done" : "problem";
    });
    await this.step("line", async () => {
      if (!media) return "problem";
      const { carry } = await network();
      const tracks = { microphone: alive(this.tested.sound), camera: alive(this.tested.picture) };
      const line = await carry(media, tracks, this.context.seconds, () => this.ended !== null);
      this.found = { ...this.found, line };
      return line && line.way !== "none" ? "done" : "problem";
    });
    await this.step("state", async () => {
      const found = push && (await this.orStopped(reach(push)));
      if (found) this.found = { ...this.found, push: found };
      return found && found.transport !== "none" ? "done" : "problem";
    });
  }

  private testClock(): StepState {
    this.found = { ...this.found, clock_ms: Math.round(Date.now() - this.clock.now()) };
    return "done";
  }

  private async step(step: Step, work: () => StepState | Promise<StepState>): Promise<void> {
    if (this.ended !== null || this.steps[step] === "skipped") return;
    this.course.enter(step);
    let state: StepState = "problem";
    try {
      state = await work();
    } catch {
      // What could not be measured stays unknown, and the result says so.
    }
    this.course.leave(step, state);
  }

  private endAs(ended: Measurements["ended"]): void {
    if (this.phase !== "running" || this.ended !== null) return;
    this.ended = ended;
    this.endWaiting();
  }

  private orStopped<Answer>(found: Promise<Answer>): Promise<Answer | null> {
    return Promise.race([found, this.stopping.then(() => null)]);
  }

  private result(): Measurements {
    const ended = this.ended ?? "left";
    return {
      ...this.found,
      microphone: this.tested.microphone,
      camera: this.tested.camera,
      seconds: Math.round((performance.now() - this.began) / 100) / 10,
      place: this.place.trim(),
      ended: ended === "whole" && this.tested.lost ? "device_lost" : ended,
    };
  }

  /** The page goes away in the middle: what was measured is handed over, by a request that outlives it. */
  private leave(): void {
    if (!this.begun || this.phase !== "running") return;
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.context.csrf };
    const body = JSON.stringify(this.result());
    void fetch(this.begun.finish, { method: "POST", credentials: "same-origin", keepalive: true, headers, body });
  }
}

/** A device that is still there. */
function alive(track: MediaStreamTrack | null): MediaStreamTrack | null {
  return track?.readyState === "live" ? track : null;
}
