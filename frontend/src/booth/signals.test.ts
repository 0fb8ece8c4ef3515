import { fireEvent, render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { CONSOLE_SCENES } from "../testing/console-scenes";
import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { NOW, sampleContext } from "../testing/sample";
import { MEUNIER } from "../testing/sample-people";
import Booth from "./Booth.svelte";
import { onAirFor } from "./on-air";
import { shown } from "./signals";

function open(scene = "signals", change: (meeting: FakeMeeting) => void = () => undefined): FakeMeeting {
  const meeting = new FakeMeeting(sampleContext(MEUNIER));
  CONSOLE_SCENES[scene]?.(meeting);
  change(meeting);
  render(Booth, { meeting });
  return meeting;
}

const signals = () => within(screen.getByRole("region", { name: "Signals" }));
const sent = (meeting: FakeMeeting) => meeting.commands.filter(({ name }) => name === "booth.signal");

test("each signal has a key, and bad sound goes with what was measured", async () => {
  const measured = { lost: 0.04, jitter_ms: 31, round_trip_ms: 80, kbit: 48 };
  const meeting = open("on", (before) => (before.received = measured));
  await userEvent.keyboard("sbw");
  expect(sent(meeting).map(({ args }) => args)).toEqual([
    { kind: "slow_down", on: true, measured: null },
    { kind: "bad_sound", on: true, measured },
    { kind: "wait", on: true, measured: null },
  ]);
});

test("what one's own booth told is shown for as long as it lasts, and can be taken back", async () => {
  const meeting = open();
  expect(signals().getByRole("button", { name: "Slow down" }).textContent).toContain("18 s");
  expect(signals().getByRole("button", { name: "Take back: Slow down" })).toBeDefined();
  // The English booth asks to wait: this one does not.
  expect(signals().queryByRole("button", { name: "Take back: Speaker, wait" })).toBeNull();
  await fireEvent.click(signals().getByRole("button", { name: "Take back: Slow down" }));
  expect(sent(meeting).map(({ args }) => args)).toEqual([{ kind: "slow_down", on: false, measured: null }]);
  meeting.now = NOW + 19_000;
  await expect.poll(() => signals().queryByRole("button", { name: "Take back: Slow down" })).toBeNull();
});

test("all booths see whose sound is bad, and hear of it once", async () => {
  const meeting = open();
  expect(signals().getByRole("status").textContent).toBe(
    "Slow down. Sound is bad. Bad sound reported by: French and Russian",
  );
  meeting.now = NOW + 1000;
  const slow = signals().getByRole("button", { name: "Slow down" });
  await expect.poll(() => slow.textContent).toContain("17 s");
  expect(signals().getByRole("status").textContent).toMatch(/^Slow down\. Sound is bad\./);
});

test.each(["out", "nobody"])("there is nobody to signal to, or from where: %s", async (why) => {
  const meeting = open(why === "out" ? "out" : "on", ({ documents }) => {
    if (why === "nobody" && documents.turn) documents.turn.speaker = null;
  });
  expect(signals().getByRole("button", { name: /Slow down/ })).toHaveProperty("disabled", true);
  await userEvent.keyboard("s");
  expect(sent(meeting)).toEqual([]);
});

test("a signal that is refused says why", async () => {
  const meeting = open("on");
  const reason = { rule: 54, code: "signals_too_many" as const, facts: {} };
  meeting.answers["booth.signal"] = { ok: false, reason, message: "Wait a moment." };
  await userEvent.keyboard("s");
  expect((await signals().findByText("Wait a moment.")).getAttribute("role")).toBe("alert");
});

test("who practises alone is offered none", () => {
  open("on", (meeting) => (meeting.alone = true));
  expect(screen.queryByRole("region", { name: "Signals" })).toBeNull();
});

test("what was told of another turn, or is over, is not shown", () => {
  const signal = (seconds: number) => ({
    language: "fr",
    kind: "wait" as const,
    ends_at: new Date(NOW + seconds * 1000).toISOString(),
  });
  const document = { seq: 1, turn: 9, signals: [signal(0), signal(1)] };
  expect(shown(document, 9, NOW)).toEqual([signal(1)]);
  expect(shown(document, 8, NOW)).toEqual([]);
  expect(shown(document, null, NOW)).toEqual([]);
  expect(shown(null, 9, NOW)).toEqual([]);
});

test("after half an hour on air one is asked to hand over, aloud once", async () => {
  const meeting = open("on");
  expect(screen.getByText("On air 14 min of 30")).toBeDefined();
  meeting.now = NOW + 16 * 60_000;
  const chip = await screen.findByText("On air 30 min of 30");
  expect(chip.closest(".chip")?.classList).toContain("wait");
  expect(screen.getByText("You have been on air for 30 minutes. Hand over to your partner.").role).toBe("status");
});

test.each([
  [0, 0, false],
  [29 * 60_000 + 59_999, 29, false],
  [30 * 60_000, 30, true],
  [-5000, 0, false],
])("on air for %i ms", (elapsed, minutes, over) => {
  expect(onAirFor(new Date(NOW).toISOString(), NOW + elapsed, 30)).toEqual({ minutes, over });
  expect(onAirFor(null, NOW, 30)).toBeNull();
});
