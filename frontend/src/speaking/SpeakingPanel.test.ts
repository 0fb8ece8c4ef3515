import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { SCENES } from "../testing/scenes";
import SpeakingPanel from "./SpeakingPanel.svelte";

function shown(scene: string, keys = false): { meeting: FakeMeeting; panel: HTMLElement | null } {
  const meeting = new FakeMeeting();
  SCENES[scene]?.(meeting);
  render(SpeakingPanel, { meeting, keys });
  return { meeting, panel: screen.queryByRole("region", { name: "Your speaking" }) };
}

test("who neither speaks nor is next sees nothing", () => {
  expect(shown("waiting").panel).toBeNull();
});

test.each([
  ["warming", "You are next"],
  ["ready", "You are next"],
  ["confirm", "You have the floor"],
  ["connecting", "You have the floor"],
  ["muted", "You are muted"],
])("%s: no green light, and not told to speak", (scene, title) => {
  const { panel } = shown(scene);
  expect(screen.getByRole("heading", { name: title })).toBeDefined();
  expect(panel?.classList.contains("live")).toBe(false);
  expect(panel?.textContent).not.toContain("Speak now");
});

test("the light is green, and the time runs, once the sound is forwarded", () => {
  const { panel } = shown("live");
  expect(panel?.classList.contains("live")).toBe(true);
  expect(screen.getByRole("heading", { name: "You are heard" })).toBeDefined();
  expect(screen.getByRole("timer").textContent).toContain("1:08 left of 3:00");
});

test.each([
  ["nearly", "0:18 left of 3:00"],
  ["over", "0:32 over your time"],
])("%s: the clock warns and cuts nobody off", (scene, text) => {
  shown(scene);
  expect(screen.getByRole("timer").textContent).toContain(text);
  expect(screen.getByRole("heading", { name: "You are heard" })).toBeDefined();
});

test("one button finishes, by its key too", async () => {
  const { meeting } = shown("live", true);
  await userEvent.click(screen.getByRole("button", { name: /Finish/ }));
  await userEvent.keyboard("f");
  const finish = { name: "floor.finish", args: { turn: 99 } };
  expect(meeting.commands).toEqual([finish, finish]);
});

test("who asked to confirm starts by a click; the key of finishing does nothing yet", async () => {
  const { meeting } = shown("confirm", true);
  await userEvent.keyboard("f");
  await userEvent.click(screen.getByRole("button", { name: "Start speaking" }));
  expect(meeting.commands).toEqual([{ name: "floor.take", args: { turn: 99 } }]);
});

test("a device that fails while one is next can be mended: the microphone is opened anew", async () => {
  const { meeting } = shown("unready");
  const chosen: string[] = [];
  meeting.devices.choose = (kind, id) => Promise.resolve(void chosen.push(`${kind} ${id}`));
  expect(screen.getByRole("heading", { name: "The browser does not let this page use your microphone" })).toBeDefined();
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(chosen).toEqual(["microphone Headset"]);
});

test("a turn that failed is explained until one closes it", async () => {
  shown("failed");
  expect(screen.getByRole("heading", { name: "The connection took too long" })).toBeDefined();
  await userEvent.click(screen.getByRole("button", { name: "Close" }));
  expect(screen.queryByRole("heading", { name: "The connection took too long" })).toBeNull();
});

test("a refusal of the server is shown in its own words", async () => {
  const { meeting } = shown("live");
  const reason = { rule: 11, code: "no_floor" as const, facts: {} };
  meeting.answers["floor.finish"] = { ok: false, reason, message: "You no longer have the floor." };
  await userEvent.click(screen.getByRole("button", { name: /Finish/ }));
  expect(screen.getByText("You no longer have the floor.")).toBeDefined();
});

test.each([
  ["warming", ""],
  ["ready", ""],
  ["confirm", "You have the floor. No one hears you yet: you asked to confirm first."],
  ["live", "You are heard. Speak now. Your microphone is open."],
  ["muted", "You are muted. The presiding officer muted you. You keep the floor: wait until you are heard again."],
])("%s: only what changes one's microphone interrupts what a screen reader says", (scene, text) => {
  shown(scene);
  expect(screen.getByRole("alert").textContent).toBe(text);
});
