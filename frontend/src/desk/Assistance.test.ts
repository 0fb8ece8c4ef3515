import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import type { Assisted } from "../assisting";
import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { sampleContext } from "../testing/sample";
import { OFFICER, SATO, TECHNICIAN } from "../testing/sample-people";
import { aRequest, sampleFigures } from "../testing/sample-requests";
import Assistance from "./Assistance.svelte";

const WATCH = aRequest({ kind: "watch", agreed: true });

function open(shown: Assisted | null, who = TECHNICIAN): FakeMeeting {
  const meeting = new FakeMeeting(sampleContext(who));
  if (shown) meeting.shown[SATO.registration] = shown;
  render(Assistance, { meeting, registration: SATO.registration, case: 3 });
  const details = document.querySelector("details");
  if (details) details.open = true;
  return meeting;
}

const tile = (name: string) => screen.getByText(name, { selector: "dt" }).nextElementSibling?.textContent;
const states = () => screen.queryAllByRole("listitem").map((item) => item.querySelector(".chip")?.textContent.trim());

test("nothing of a connection is shown before its person agrees, and it is asked for", async () => {
  const meeting = open({ requests: [], figures: null });
  expect(screen.queryByText("Round trip")).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Ask to see their connection" }));
  expect(meeting.commands).toEqual([{ name: "help.ask", args: { case: 3, kind: "watch", device: "" } }]);
});

test("the figures of a watched connection are in words, and what nobody measured is none", async () => {
  const meeting = open({ requests: [WATCH], figures: sampleFigures() });
  await expect.poll(() => screen.queryByText("Round trip", { selector: "dt" })).not.toBeNull();
  expect([tile("Way"), tile("Round trip"), tile("Loss, received"), tile("Loss, sent")]).toEqual([
    "UDP",
    "41 ms",
    "2.1%",
    "–",
  ]);
  expect([tile("Microphone"), tile("Camera"), tile("Microphone level")]).toEqual(["Built-in microphone", "None", "–"]);
  await userEvent.click(screen.getByRole("button", { name: "Stop looking" }));
  expect(meeting.commands).toEqual([{ name: "help.end", args: { request: WATCH.id } }]);
});

test("a device is chosen from the person's own list, without the one that they use", async () => {
  const meeting = open({ requests: [WATCH], figures: sampleFigures() });
  await expect
    .poll(() => screen.queryAllByRole("option").map(({ textContent }) => textContent))
    .toEqual(["Connect over TCP", "Connect through the relay", "Lower the picture", "Reload the page", "Headset"]);
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Measure" }), "Headset");
  await userEvent.click(screen.getByRole("button", { name: "Ask the person" }));
  expect(meeting.commands).toEqual([{ name: "help.ask", args: { case: 3, kind: "microphone", device: "a1" } }]);
});

test("where each request is, is said; while one is open nothing else is asked", async () => {
  const over = { until: "2020-06-09T09:00:00+00:00" };
  const requests = [
    aRequest({ id: 1, kind: "tcp", ...over }),
    aRequest({ id: 2, kind: "tcp", agreed: false, ended: true }),
    aRequest({ id: 3, kind: "tcp", agreed: true, ended: true, outcome: "done" }),
    aRequest({ id: 4, kind: "relay", agreed: true, ended: true, outcome: "not_offered" }),
    aRequest({ id: 5, kind: "camera", label: "Webcam", agreed: true, ended: true, outcome: "device_gone" }),
    aRequest({ id: 6, kind: "reload", agreed: true, ...over }),
    aRequest({ id: 7, kind: "watch", agreed: true, ended: true }),
    aRequest({ id: 8, kind: "reload" }),
  ];
  const meeting = open({ requests, figures: null });
  await expect
    .poll(states)
    .toEqual([
      "Waiting for an answer",
      "Ended",
      "Agreed, but no result was reported",
      "Failed: the device is not connected",
      "Failed: the server does not offer this way",
      "Done",
      "Declined",
      "No answer within two minutes",
    ]);
  await userEvent.click(screen.getByRole("button", { name: "Ask the person" }));
  expect(meeting.commands).toEqual([]);
  const list = within(screen.getByRole("list", { name: "Requests to this person" }));
  await userEvent.click(list.getByRole("button", { name: "Take back" }));
  expect(meeting.commands).toEqual([{ name: "help.end", args: { request: 8 } }]);
});

test("who reads alone asks nothing, and a server that does not answer is said", async () => {
  open(null, OFFICER);
  expect(await screen.findByText(/could not be read/)).toBeDefined();
  expect(screen.queryByRole("button")).toBeNull();
});

test("why something was not asked is shown", async () => {
  const meeting = open({ requests: [], figures: null });
  const reason = { rule: 52, code: "request_to_absent" as const, facts: {} };
  meeting.answers["help.ask"] = { ok: false, reason, message: "This person has not entered this sitting." };
  await userEvent.click(screen.getByRole("button", { name: "Ask to see their connection" }));
  expect(await screen.findByText("This person has not entered this sitting.")).toBeDefined();
});
