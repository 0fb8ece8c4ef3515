import { render, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";

import type { MapDocument } from "../api/documents";
import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { sampleContext } from "../testing/sample";
import { KELLER } from "../testing/sample-people";
import { SCENES } from "../testing/scenes";
import { heardBeside } from "./heard-beside";
import SmallStage from "./SmallStage.svelte";
import Stage from "./Stage.svelte";

const beside = () => screen.queryByRole("group", { name: "Presiding officer, on air" });

function meeting(scene: string, who = sampleContext()): FakeMeeting {
  const made = new FakeMeeting(who);
  SCENES[scene]?.(made);
  return made;
}

test.each([false, true])("who presides is small beside the speaker, who keeps the picture (clear: %s)", (clear) => {
  render(Stage, { meeting: meeting("voice"), clear });
  expect(beside()?.textContent).toMatch(/Keller.*On air.*Speaks English/s);
  const stage = screen.getByRole("region", { name: "Current speaker" });
  expect(stage.textContent).toContain("Duarte");
  expect(stage.querySelector("[role=timer]")).not.toBeNull();
});

test("and large between two speakers", () => {
  render(Stage, { meeting: meeting("voiceAlone") });
  const stage = screen.getByRole("region", { name: "Current speaker" });
  expect(stage.textContent).toMatch(/Speaking.*Speaks French.*Keller.*Presiding officer/s);
  expect(beside()).toBeNull();
});

test("nothing of it while they do not press", () => {
  render(Stage, { meeting: meeting("waiting") });
  expect(beside()).toBeNull();
});

test("beside the text on the screen too, whether somebody speaks or not", () => {
  const { unmount } = render(SmallStage, { meeting: meeting("voice") });
  expect(beside()?.textContent).toContain("Keller");
  unmount();
  render(SmallStage, { meeting: meeting("voiceAlone") });
  expect(beside()?.textContent).toContain("Keller");
  expect(document.body.textContent).not.toContain("No one has the floor");
});

test("who practised is asked for a comment once the sitting has ended, and nobody else", () => {
  const comment = { name: "Comment on this sitting" };
  const practised = sampleContext();
  practised.urls.comment = "/consultations/council-2020/records/3/comment/";
  const { unmount } = render(Stage, { meeting: meeting("ended", practised) });
  expect(screen.getByRole("link", comment).getAttribute("href")).toBe(practised.urls.comment);
  unmount();
  const waiting = render(Stage, { meeting: meeting("waiting", practised) });
  expect(screen.queryByRole("link", comment)).toBeNull();
  waiting.unmount();
  render(Stage, { meeting: meeting("ended") });
  expect(screen.queryByRole("link", comment)).toBeNull();
});

test("it is one's own, or nobody's before it is known who presides", () => {
  expect(heardBeside(meeting("voice", sampleContext(KELLER)))?.mine).toBe(true);
  const unknown = meeting("voice");
  if (unknown.documents.sitting) unknown.documents.sitting.lead = null;
  expect(heardBeside(unknown)).toBeNull();
  unknown.documents.map = null as MapDocument | null;
  expect(heardBeside(unknown)).toBeNull();
});
