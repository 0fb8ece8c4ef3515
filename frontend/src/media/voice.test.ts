import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";

import type { MapDocument } from "../api/documents";
import type { Answer } from "../meeting";
import { Voice } from "./voice.svelte";

const DONE: Answer = { ok: true, seq: 1, result: {} };
const refusedBy = (code: "sitting_not_open" | "unreachable"): Answer => ({
  ok: false,
  reason: { rule: 0, code, facts: {} },
  message: "No.",
});
const map = (voice: boolean, presiding: string | null = "r5"): MapDocument => ({
  seq: 1,
  floor: "r1",
  next: null,
  presiding,
  voice,
  language: "en",
  channels: {},
});
const settled = () => new Promise((resolve) => setTimeout(resolve));

/** Who presides, with a microphone that is published; what they sent, and what went out of this page. */
function presiding() {
  const speaking = {
    presides: true,
    published: true,
    cause: "" as const,
    level: 0,
    out: [] as boolean[],
    talk: (pressed: boolean) => void speaking.out.push(pressed),
  };
  const sent: unknown[] = [];
  const answers: Answer[] = [];
  const notify = vi.fn();
  const command = (name: string, args?: object) => {
    sent.push(args ? [name, args] : name);
    return Promise.resolve(answers.shift() ?? DONE);
  };
  const voice = new Voice(speaking, { state: "connected" }, { command, notify });
  voice.follow(map(false));
  return { voice, speaking, sent, answers, notify };
}

test("a press is asked of the server, and is on air once the map says so", async () => {
  const { voice, speaking, sent } = presiding();
  expect(voice.state).toBe("ready");
  voice.press("fr");
  expect(voice.state).toBe("connecting");
  await settled();
  expect(sent).toEqual([["voice.on", { language: "fr" }]]);
  voice.follow(map(true));
  flushSync();
  expect(voice.state).toBe("on_air");
  voice.release();
  expect([voice.state, speaking.out]).toEqual(["ready", [true, false]]);
  await settled();
  expect(sent.slice(1)).toEqual(["voice.off"]);
});

test("a release while the press is under way is told after it", async () => {
  const { voice, sent } = presiding();
  voice.press("fr");
  voice.release();
  voice.press("en");
  voice.release();
  await settled();
  expect(sent.at(-1)).toBe("voice.off");
  expect(sent.filter((one) => one === "voice.off").length).toBe(sent.length / 2);
});

test("what the server refuses is said, and nothing goes out", async () => {
  const { voice, speaking, answers } = presiding();
  answers.push(refusedBy("sitting_not_open"));
  voice.press("fr");
  await settled();
  expect([voice.state, voice.refused, speaking.out]).toEqual(["ready", "No.", [true, false]]);
  voice.press("fr");
  expect(voice.refused).toBe("");
});

test("a voice that the server ended is silent here, and said to be over", async () => {
  const { voice, speaking, sent, notify } = presiding();
  voice.press("fr");
  await settled();
  voice.follow(map(true));
  voice.follow(map(false));
  await settled();
  expect([voice.state, speaking.out]).toEqual(["ready", [true, false]]);
  expect(notify).toHaveBeenCalledOnce();
  expect(sent).toEqual([["voice.on", { language: "fr" }]]);
});

test("who handed the chair over has nothing to press, and is told nothing of it", async () => {
  const { voice, speaking, notify } = presiding();
  voice.press("fr");
  await settled();
  voice.follow(map(true));
  speaking.presides = false;
  voice.follow(map(false, "r6"));
  expect(speaking.out).toEqual([true, false]);
  expect(notify).not.toHaveBeenCalled();
});

test("a release that did not reach the server is told again", async () => {
  vi.useFakeTimers();
  try {
    const { voice, sent, answers } = presiding();
    voice.press("fr");
    await vi.advanceTimersByTimeAsync(0);
    voice.follow(map(true));
    answers.push(refusedBy("unreachable"));
    voice.release();
    await vi.advanceTimersByTimeAsync(2000);
    expect(sent).toEqual([["voice.on", { language: "fr" }], "voice.off", "voice.off"]);
  } finally {
    vi.useRealTimers();
  }
});

test("there is nothing to press before the microphone is published", () => {
  const { voice, speaking, sent } = presiding();
  speaking.published = false;
  expect(voice.state).toBe("opening");
  voice.press("fr");
  expect([speaking.out, sent]).toEqual([[], []]);
});
