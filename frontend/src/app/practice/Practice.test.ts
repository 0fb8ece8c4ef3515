import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { flushSync } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import Booth from "../../booth/Booth.svelte";
import Room from "../../floor/Room.svelte";
import { Devices } from "../../media/devices.svelte";
import type { DeviceCause } from "../../meeting";
import type { PracticeKind } from "../../practising";
import { Clock } from "../../state/clock";
import { createExchange } from "../../state/exchange";
import { samplePracticeContext } from "../../testing/practice";
import { LivePractice } from "./live-practice.svelte";
import { OwnDevices } from "./own-devices.svelte";
import { Playing, type Wanted } from "./playing";
import Practice from "./Practice.svelte";
import { SimulatedMeeting } from "./simulated-meeting.svelte";

/** What is played now. */
let played: Wanted = { floor: null, booth: null };

class Mute extends Playing {
  override follow(wanted: Wanted): void {
    played = wanted;
  }

  override sendTo(): void {
    // There is no loudspeaker.
  }
}

/** A microphone that opens, or does not for a cause, and gives the level that it is set to. */
class Microphone extends OwnDevices {
  cause: DeviceCause | "" = "";
  opened = 0;

  override open(): Promise<DeviceCause | ""> {
    this.opened += this.cause === "" ? 1 : 0;
    return Promise.resolve(this.cause);
  }

  override show(): Promise<void> {
    return Promise.resolve();
  }

  override close(): void {
    this.opened = 0;
  }
}

let sent: unknown[] = [];
let answer: object | null = null;

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  vi.stubGlobal("MediaStream", EventTarget);
  sent = [];
  answer = { ok: true, now: new Date().toISOString(), practised: true };
});

afterEach(() => vi.useRealTimers());

function open(kind: PracticeKind): { practice: LivePractice; microphone: Microphone } {
  const context = samplePracticeContext(kind);
  const devices = new Devices();
  const microphone = new Microphone(devices);
  const meeting = new SimulatedMeeting(context.room, devices, {
    own: microphone,
    playing: new Mute(
      () => undefined,
      () => document.createElement("audio"),
    ),
  });
  const exchange = createExchange("token", new Clock(), (_url, options) => {
    sent.push(JSON.parse(options?.body as string));
    if (!answer) return Promise.reject(new TypeError("away"));
    return Promise.resolve(new Response(JSON.stringify(answer), { headers: { "Content-Type": "application/json" } }));
  });
  const practice = new LivePractice(context, meeting, exchange);
  render(Practice, { practice, View: kind === "interpreter" ? Booth : Room });
  return { practice, microphone };
}

/** Time passes, and the page follows. */
async function pass(seconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(seconds * 1000);
  flushSync();
}

const user = () => userEvent.setup({ delay: null, pointerEventsCheck: 0 });
const coach = () => within(screen.getByRole("region", { name: "Coach" }));
/** The last of this name: an open dialog stands after the button that opened it. */
async function press(name: RegExp | string): Promise<void> {
  const button = screen.getAllByRole("button", { name, hidden: true }).at(-1);
  if (button) await user().click(button);
}

test("a delegate goes through the whole course in the room itself, and it is kept", async () => {
  const { microphone } = open("delegate");
  await press("Start the practice");
  expect(coach().getByText("Step 1 of 6")).toBeTruthy();
  // The floor speaks another language than the reader's, whose interpretation is played over it.
  expect([played.floor?.clip, played.booth?.clip].map((clip) => /(\w\w)\.mp3/.exec(clip ?? "")?.[1])).toEqual([
    "ar",
    "en",
  ]);
  await user().keyboard("r");
  await press("Ask for the floor");
  await pass(0.2);
  const own = document.querySelector("li[aria-current]");
  expect(own?.textContent).toMatch(/Brazil.*\(you\)/s);
  expect(own?.textContent).toContain("one speaker comes before you");
  await press("I see my name");
  expect(microphone.opened).toBe(0);
  await pass(7);
  expect(microphone.opened).toBe(1);
  expect(coach().getByRole("heading", { name: "Wait for your turn" })).toBeTruthy();
  expect(screen.getAllByText(/You are next/).length).toBeGreaterThan(1);
  await pass(10);
  expect(played).toEqual({ floor: null, booth: null });
  expect(screen.getByRole("heading", { name: "You are heard" })).toBeTruthy();
  await pass(5);
  expect(coach().getByRole("heading", { name: "Speak" })).toBeTruthy();
  microphone.level = 0.6;
  await pass(2.5);
  expect(coach().getByRole("heading", { name: "Give the floor back" })).toBeTruthy();
  await user().keyboard("f");
  await pass(0.2);
  expect(microphone.opened).toBe(0);
  expect(coach().getByText(/Do you hear the interpretation/, { selector: ".say > p:not(.aloud)" })).toBeTruthy();
  await user().keyboard("r");
  expect(screen.queryByRole("dialog", { hidden: true })).toBeNull();
  await press("Yes, I hear it");
  await pass(0.2);
  expect(screen.getByRole("heading", { name: "You have practised" })).toBeTruthy();
  expect(sent).toEqual([{ kind: "delegate", seconds: expect.any(Number) as number, skipped: [] }]);
});

test("who hears the original sound is asked to choose a language first", async () => {
  const { practice } = open("delegate");
  practice.begin();
  practice.steps.slice(1).forEach(() => practice.skip());
  practice.meeting.listening.choose("floor");
  flushSync();
  expect(coach().queryByRole("button", { name: "Yes, I hear it" })).toBeNull();
  expect(played.booth).toBeNull();
  await user().keyboard("3");
  flushSync();
  expect(practice.meeting.listening.heard).toBe("zh");
  expect(coach().getByRole("button", { name: "Yes, I hear it" })).toBeTruthy();
});

test("a microphone that the browser refuses is told, and what needs it can be skipped", async () => {
  const { practice, microphone } = open("delegate");
  microphone.cause = "permission_denied";
  practice.begin();
  practice.skip();
  practice.found();
  await pass(7);
  expect(screen.getAllByText("The browser does not let this page use the microphone").length).toBeGreaterThan(0);
  await press("Skip this step");
  await press("Skip this step");
  await press("Yes, I hear it");
  await pass(0.2);
  expect(screen.getByRole("heading", { name: "You were not heard" })).toBeTruthy();
  expect(sent).toMatchObject([{ skipped: ["ask", "next", "speak", "finish"] }]);
});

test("an interpreter goes through the whole course in the booth itself", async () => {
  const { microphone } = open("interpreter");
  await press("Start the practice");
  await user().click(document.querySelectorAll<HTMLElement>("input[value=fr]").item(1));
  await pass(0.4);
  expect(microphone.opened).toBe(1);
  await press(/OFF AIR/);
  microphone.level = 0.5;
  await pass(2.5);
  expect(coach().getByRole("heading", { name: "Cough without being heard" })).toBeTruthy();
  const cough = screen.getByRole("button", { name: /^Cough/ });
  cough.focus();
  await user().keyboard(" ");
  await pass(0.2);
  await press(/Hand over to/);
  await pass(1.5);
  expect(screen.getByRole("button", { name: /is on air. Press to ask to take over/ })).toBeTruthy();
  await press(/Press to ask to take over/);
  await pass(2.5);
  expect(screen.getByRole("heading", { name: "You have practised" })).toBeTruthy();
  expect(sent).toMatchObject([{ kind: "interpreter", skipped: [] }]);
});

test("a result that does not arrive is kept, and sent again", async () => {
  answer = null;
  const { practice } = open("delegate");
  practice.begin();
  practice.steps.forEach(() => practice.skip());
  await pass(0.2);
  expect(screen.getByRole("alert").textContent).toContain("The server cannot be reached");
  answer = { ok: true, now: new Date().toISOString(), practised: false };
  await press("Try again");
  await pass(0.2);
  expect(practice.phase).toBe("over");
  expect(sent).toHaveLength(2);
});

test("who leaves the page after they were heard has practised, and before that nothing is sent", async () => {
  const told: string[] = [];
  vi.stubGlobal("fetch", (url: string) => {
    told.push(url);
    return Promise.resolve(new Response("{}"));
  });
  const { practice, microphone } = open("delegate");
  practice.begin();
  dispatchEvent(new Event("pagehide"));
  expect(told).toEqual([]);
  practice.again();
  await user().keyboard("r");
  await press("Ask for the floor");
  practice.found();
  await pass(17);
  microphone.level = 0.6;
  await pass(3);
  dispatchEvent(new Event("pagehide"));
  expect(told).toEqual(["/finish/"]);
  expect(practice.counts).toBe(true);
});

test.each([
  ["delegate", ["Ask for the floor"]],
  ["interpreter", []],
] as const)("what a practice refuses is not offered to a %s", async (kind, asks) => {
  open(kind);
  await press("Start the practice");
  if (kind === "delegate") await user().click(screen.getByRole("tab", { name: "Help" }));
  const refused = /right of reply|motion|point of order|ask for the floor|message|send|correct/i;
  expect(screen.queryAllByRole("button", { name: refused }).map(({ textContent }) => textContent.trim())).toEqual(
    asks.map((name) => expect.stringContaining(name) as string),
  );
  expect(screen.queryByRole("textbox")).toBeNull();
  await user().keyboard("fm");
  expect(screen.queryByRole("dialog", { hidden: true })).toBeNull();
  expect(screen.getByText(/In a practice this reaches no one[.]/)).toBeTruthy();
});

test("what is asked besides reaches nobody, and says so", async () => {
  const { practice } = open("delegate");
  const answered = await practice.meeting.command("help.post", { text: "Hello" });
  expect(answered).toMatchObject({ ok: false });
});
