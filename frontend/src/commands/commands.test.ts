import { expect, test } from "vitest";

import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { Commands } from "./commands.svelte";

const REFUSED = {
  ok: false as const,
  reason: { rule: 12, code: "queue_changed" as const, facts: {} },
  message: "It changed.",
};

test("a refusal is kept for the place where the command was given, until the next command", async () => {
  const meeting = new FakeMeeting();
  const commands = new Commands(meeting);
  meeting.answers["floor.next"] = REFUSED;
  expect(await commands.send("next", "floor.next")).toBe(false);
  expect(commands.refused).toEqual({ at: "next", message: "It changed." });
  expect(await commands.send("sitting", "sitting.open")).toBe(true);
  expect(commands.refused).toBeNull();
});

test("one command of a name at a time: a second press sends nothing", async () => {
  const meeting = new FakeMeeting();
  const commands = new Commands(meeting);
  const first = commands.send("next", "floor.next", { expected: 1 });
  expect(commands.sending("floor.next")).toBe(true);
  expect(await commands.send("next", "floor.next", { expected: 1 })).toBe(false);
  await first;
  expect(meeting.commands).toHaveLength(1);
  expect(commands.sending("floor.next")).toBe(false);
});

test("no answer is said, and the command can be given again", async () => {
  const meeting = new FakeMeeting();
  meeting.command = () => Promise.reject(new Error("network"));
  const commands = new Commands(meeting);
  expect(await commands.send("next", "floor.next")).toBe(false);
  expect(commands.refused?.message).toContain("did not answer");
  expect(commands.sending("floor.next")).toBe(false);
});
