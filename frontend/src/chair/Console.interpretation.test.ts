import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { NOW, sampleContext } from "../testing/sample";
import { KELLER } from "../testing/sample-people";
import Console from "./Console.svelte";

const until = (seconds: number) => new Date(NOW + seconds * 1000).toISOString();

test("who presides sees for what the speaker waits, and lets them begin by a key", async () => {
  const meeting = new FakeMeeting(sampleContext(KELLER));
  const speaker = meeting.documents.turn?.speaker;
  if (speaker) speaker.waits = { channels: ["fr", "zh"], until: until(4) };
  render(Console, { meeting });
  expect(screen.getByText("Waits for the interpretation: French and Chinese")).toBeDefined();
  await userEvent.keyboard("j");
  expect(meeting.commands).toEqual([{ name: "floor.go_ahead", args: { turn: 99 } }]);
});

test("who presides sees which booths still speak, and says how long the next speaker waits for them", async () => {
  const meeting = new FakeMeeting(sampleContext(KELLER));
  const { turn, map, speech } = meeting.documents;
  if (turn) turn.speaker = null;
  const booth = map?.channels["fr"]?.identity?.replace("r", "") ?? "";
  if (speech) speech.speaking = { [booth]: until(-3) };
  render(Console, { meeting });
  expect(screen.getByText("Still being interpreted: French")).toBeDefined();
  await userEvent.selectOptions(screen.getByLabelText("The next speaker waits for the interpretation"), "8");
  expect(meeting.commands).toEqual([{ name: "sitting.interpretation_wait", args: { seconds: 8 } }]);
});
