import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { aRequest, asked } from "../testing/sample-requests";
import Notices from "./Notices.svelte";
import { requestWords } from "./request-words";
import TopBar from "./TopBar.svelte";

const KINDS = ["watch", "microphone", "camera", "loudspeaker", "tcp", "relay", "lower_picture", "reload"] as const;

test.each(KINDS)("what is asked, by whom, and what will happen is said beforehand: %s", (kind) => {
  const { asks, then } = requestWords(aRequest({ kind, label: "Headset" }));
  expect(asks).toContain("Mr Otto");
  expect(asks.includes("Headset")).toBe(["microphone", "camera", "loudspeaker"].includes(kind));
  expect(then).not.toBe("");
});

test.each([
  ["Allow", true],
  ["Decline", false],
] as const)("a request takes the focus from nobody, and is answered by keyboard: %s", async (name, agreed) => {
  const meeting = asked(new FakeMeeting(), aRequest({ kind: "tcp" }));
  const field = document.createElement("input");
  document.body.append(field);
  field.focus();
  render(Notices, { meeting });
  const region = screen.getByRole("region", { name: "Request of the help desk" });
  expect(document.activeElement).toBe(field);
  expect(region.closest("[aria-live]")?.getAttribute("aria-live")).toBe("polite");
  within(region).getByRole("button", { name }).focus();
  await userEvent.keyboard("{Enter}");
  expect(meeting.assistance.answers).toEqual([[7, agreed]]);
  field.remove();
});

test("who has the floor is told that nobody hears them meanwhile", () => {
  const meeting = asked(new FakeMeeting(), aRequest({ kind: "reload" }));
  meeting.speaking.state = "live";
  render(Notices, { meeting });
  expect(screen.getByText(/nobody hears you/)).toBeDefined();
});

test("why an answer was not taken is said beside it", async () => {
  const meeting = asked(new FakeMeeting(), aRequest({ kind: "watch" }));
  const reason = { rule: 52, code: "request_over" as const, facts: {} };
  meeting.assistance.reply = { ok: false, reason, message: "This request is over." };
  render(Notices, { meeting });
  await userEvent.click(screen.getByRole("button", { name: "Allow" }));
  expect((await screen.findByRole("alert")).textContent).toBe("This request is over.");
});

test("what was answered, has lapsed or was taken back is asked no longer", () => {
  for (const over of [{ agreed: false, ended: true }, { ended: true }, { until: "2020-06-09T10:00:00+00:00" }]) {
    const { unmount } = render(Notices, { meeting: asked(new FakeMeeting(), aRequest({ kind: "tcp", ...over })) });
    expect(screen.queryByRole("region", { name: "Request of the help desk" })).toBeNull();
    unmount();
  }
});

test("who is watched sees it in every view, and stops it", async () => {
  const meeting = asked(new FakeMeeting(), aRequest({ kind: "watch", agreed: true }));
  render(TopBar, { meeting });
  expect(screen.getByText(/The help desk sees your connection until/)).toBeDefined();
  await userEvent.click(screen.getByRole("button", { name: "Stop sharing" }));
  expect(meeting.commands).toEqual([{ name: "help.end", args: { request: 7 } }]);
});

test("a lowered picture is undone by its person", async () => {
  const meeting = new FakeMeeting();
  meeting.assistance.lowered = true;
  render(TopBar, { meeting });
  await userEvent.click(screen.getByRole("button", { name: "Show pictures again" }));
  expect(meeting.assistance.lowered).toBe(false);
});
