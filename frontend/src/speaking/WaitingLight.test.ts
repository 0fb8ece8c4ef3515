import { render, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { NOW } from "../testing/sample";
import { SCENES } from "../testing/scenes";
import SpeakingPanel from "./SpeakingPanel.svelte";

const until = (seconds: number) => new Date(NOW + seconds * 1000).toISOString();

function waiting(meeting: FakeMeeting, seconds = 4): void {
  const speaker = meeting.documents.turn?.speaker;
  if (speaker) speaker.waits = { channels: ["fr", "zh"], until: until(seconds) };
}

function shown(scene: string, seconds?: number): HTMLElement {
  const meeting = new FakeMeeting();
  SCENES[scene]?.(meeting);
  waiting(meeting, seconds);
  render(SpeakingPanel, { meeting });
  return screen.getByRole("region", { name: "Your speaking" });
}

test("who has the floor while the booths still speak is told in which languages, and has no green light", () => {
  const panel = shown("live");
  expect(panel.classList.contains("live")).toBe(false);
  expect(panel.textContent).toContain("still being interpreted: French and Chinese. Wait for the green light.");
  expect(screen.queryByRole("timer")).toBeNull();
});

test("the light is green once the time that was set is over", () => {
  expect(shown("live", 0).classList.contains("live")).toBe(true);
});

test("who is muted reads that, whatever is interpreted", () => {
  expect(shown("muted").textContent).toContain("You are muted");
});
