import { type Purpose, STEPS, type Step, type StepState } from "../measuring";

/** About how long each step takes, in seconds; the line takes as long as the server says. */
const LASTS: Record<Step, number> = {
  browser: 0,
  microphone: 7,
  loudspeaker: 7,
  camera: 3,
  ways: 4,
  line: 3,
  state: 1,
  clock: 0,
};
const TICK = 250;

/** An interpreter is heard and not seen; a listener is neither. */
const SKIPPED: Record<Purpose, readonly Step[]> = {
  delegate: [],
  interpreter: ["camera"],
  listener: ["microphone", "camera"],
};

/** How far a test is. */
export class TestCourse {
  steps = $state.raw(everyStep("waiting"));
  current = $state<Step | null>(null);
  private elapsed = $state(0);
  /** Seconds that the ways wait for their turn. */
  private turn = $state(0);
  private timer: ReturnType<typeof setInterval> | undefined;

  /** Seconds that are left; a step that takes longer than usual has none. */
  readonly secondsLeft = $derived.by(() =>
    STEPS.reduce((sum, step) => {
      if (this.steps[step] === "waiting") return sum + this.lasts(step);
      return step === this.current ? sum + Math.max(0, this.lasts(step) - this.elapsed) : sum;
    }, 0),
  );
  readonly progress = $derived.by(() => {
    const whole = STEPS.reduce((sum, step) => sum + this.lasts(step), 0);
    return 1 - this.secondsLeft / whole;
  });

  /** @param seconds of media that are measured */
  constructor(private readonly seconds: number) {}

  /** @param seconds from now on until the ways have their turn: the steps before them go by meanwhile */
  expectTurn(seconds: number): void {
    const before = STEPS.slice(0, STEPS.indexOf("ways")).filter((step) => this.steps[step] === "waiting");
    this.turn = Math.max(0, seconds - before.reduce((sum, step) => sum + LASTS[step], 0));
  }

  begin(purpose: Purpose): void {
    this.turn = 0;
    this.steps = everyStep("waiting");
    for (const step of SKIPPED[purpose]) this.set(step, "skipped");
    this.current = null;
  }

  enter(step: Step): void {
    this.current = step;
    this.set(step, "running");
    this.elapsed = 0;
    const began = performance.now();
    clearInterval(this.timer);
    this.timer = setInterval(() => (this.elapsed = (performance.now() - began) / 1000), TICK);
  }

  leave(step: Step, state: StepState): void {
    this.set(step, state);
    clearInterval(this.timer);
  }

  private set(step: Step, state: StepState): void {
    this.steps = { ...this.steps, [step]: state };
  }

  private lasts(step: Step): number {
    if (step === "line") return LASTS.line + this.seconds;
    return LASTS[step] + (step === "ways" ? this.turn : 0);
  }
}

function everyStep(state: StepState): Record<Step, StepState> {
  return Object.fromEntries(STEPS.map((step) => [step, state])) as Record<Step, StepState>;
}
