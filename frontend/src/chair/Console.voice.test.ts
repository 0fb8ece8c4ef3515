import { fireEvent, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { tick } from "svelte";
import { expect, test } from "vitest";

import { VOICE_SECONDS } from "../api/vocabulary";
import { remembered } from "../remembered";
import { button, buttons, open } from "../testing/opened-console";
import { CHAIR, KELLER } from "../testing/sample-people";

const panel = () => document.querySelector("section[aria-label='Your voice beside the floor']");
const hold = () => button(/^Talk, hold/);
const latch = () => button(/^Stay on air/);

test("who presides and is not heard is told so", () => {
  open(KELLER, "mayTalk");
  expect(panel()?.textContent).toContain("No one hears you");
  expect(hold().getAttribute("aria-pressed")).toBe("false");
});

test("nobody else has anything to press", () => {
  open(CHAIR);
  expect(panel()).toBeNull();
});

test("the button: heard for as long as it is held", async () => {
  const meeting = open(KELLER, "mayTalk");
  hold().setPointerCapture = () => undefined;
  await fireEvent.pointerDown(hold());
  expect(panel()?.textContent).toContain("On air");
  expect(hold().getAttribute("aria-pressed")).toBe("true");
  await fireEvent.pointerUp(hold());
  expect(meeting.voice.presses).toEqual(["en", ""]);
});

test("the other button of a mouse presses nothing", async () => {
  const meeting = open(KELLER, "mayTalk");
  await fireEvent.pointerDown(hold(), { button: 2 });
  expect(meeting.voice.presses).toEqual([]);
});

test("the key C, wherever the focus is, and Space or Enter on the button", async () => {
  const meeting = open(KELLER, "mayTalk");
  const user = userEvent.setup();
  await user.keyboard("{c>3}");
  expect(meeting.voice.state).toBe("on_air");
  await user.keyboard("{/c}");
  hold().focus();
  await user.keyboard("[Space>3][/Space]");
  await user.keyboard("{Enter>3}{/Enter}");
  expect(meeting.voice.presses).toEqual(["en", "", "en", "", "en", ""]);
  expect(meeting.commands).toEqual([]);
});

test("a key whose release goes elsewhere is released with the focus", async () => {
  const meeting = open(KELLER, "mayTalk");
  await userEvent.keyboard("{c>}");
  await fireEvent.blur(window);
  expect(meeting.voice.presses).toEqual(["en", ""]);
  hold().focus();
  await userEvent.keyboard("{Enter>}");
  hold().blur();
  expect(meeting.voice.presses).toEqual(["en", "", "en", ""]);
});

test("without holding anything: on air until it is pressed again", async () => {
  const meeting = open(KELLER, "mayTalk");
  await userEvent.click(latch());
  expect(latch().getAttribute("aria-pressed")).toBe("true");
  // What is held and released meanwhile ends nothing.
  await userEvent.keyboard("c");
  expect(meeting.voice.presses).toEqual(["en"]);
  await userEvent.click(latch());
  expect(meeting.voice.presses).toEqual(["en", ""]);
});

test("in the language that is chosen, which is kept", async () => {
  const meeting = open(KELLER, "mayTalk");
  await userEvent.selectOptions(screen.getByLabelText("You speak"), "fr");
  hold().focus();
  await userEvent.keyboard("c");
  expect(meeting.voice.presses).toEqual(["fr", ""]);
  expect(remembered("speaks", "")).toBe("fr");
});

test("a voice that the server ended leaves nothing pressed", async () => {
  const meeting = open(KELLER, "mayTalk");
  await userEvent.click(latch());
  meeting.voice.state = "ready";
  await tick();
  expect(latch().getAttribute("aria-pressed")).toBe("false");
  expect(panel()?.textContent).toContain("No one hears you");
});

test("the end of the time that one may press is told beforehand", async () => {
  const meeting = open(KELLER, "mayTalk");
  await userEvent.click(latch());
  meeting.now += (VOICE_SECONDS - 20) * 1000;
  await tick();
  expect(panel()?.textContent).toContain("Ends in 20 seconds.");
});

test("what was refused is said, and a microphone that fails is tried again", async () => {
  const meeting = open(KELLER, "mayTalk");
  meeting.voice.refused = "The sitting is not open.";
  await tick();
  expect(panel()?.querySelector("[role=alert]")?.textContent).toBe("The sitting is not open.");
  meeting.voice.state = "failed";
  meeting.voice.cause = "permission_denied";
  await tick();
  expect(buttons(/^Talk, hold/)).toEqual([]);
  expect(buttons(/^Try again/)).toHaveLength(1);
});

test("others see in the console who is heard beside the speaker", () => {
  open(CHAIR, "voice");
  expect(screen.getByRole("group", { name: "Presiding officer, on air" }).textContent).toContain("Keller");
});
