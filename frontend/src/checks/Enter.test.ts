import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import type { DeviceCauses } from "../meeting";
import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { sampleContext } from "../testing/sample";
import { MEUNIER } from "../testing/sample-people";
import Enter from "./Enter.svelte";

async function open(
  causes: DeviceCauses = { microphone: "", camera: "" },
  meeting = new FakeMeeting(),
): Promise<FakeMeeting> {
  meeting.devices.causes = causes;
  render(Enter, { meeting });
  await expect.poll(() => screen.queryByText(/^Opening the microphone$/)).toBeNull();
  return meeting;
}

const enter = () => screen.getByRole("button", { name: /^Enter the/ });

test("with a microphone and a camera one enters", async () => {
  const meeting = await open();
  await userEvent.click(enter());
  expect(meeting.entered).toBe(1);
});

test("without a microphone one is told what to do, and may come in to listen", async () => {
  const meeting = await open({ microphone: "no_device", camera: "" });
  expect(screen.getByText("No microphone can be used")).toBeDefined();
  await userEvent.click(enter());
  expect(meeting.entered).toBe(0);
  await userEvent.click(screen.getByRole("button", { name: /listen only/ }));
  expect(meeting.entered).toBe(1);
  expect(meeting.devices.closed).toBe(1);
});

test("permission denied: after it was given, one checks again", async () => {
  const meeting = await open({ microphone: "permission_denied", camera: "permission_denied" });
  expect(screen.getByText("The browser does not let this page use the microphone")).toBeDefined();
  meeting.devices.causes = { microphone: "", camera: "" };
  await userEvent.click(screen.getByRole("button", { name: "Check again" }));
  await expect.poll(() => enter().getAttribute("aria-disabled")).toBe("false");
});

test("without a camera one may speak all the same", async () => {
  const meeting = await open({ microphone: "", camera: "no_device" });
  expect(screen.getByText("No camera can be used")).toBeDefined();
  await userEvent.click(enter());
  expect(meeting.entered).toBe(1);
});

test("an interpreter is asked for a microphone alone", async () => {
  const context = { ...sampleContext(MEUNIER), view: "booth" as const };
  const meeting = await open({ microphone: "", camera: "" }, new FakeMeeting(context));
  expect(meeting.devices.opened).toBe("interpreter");
  expect(screen.queryByRole("combobox", { name: "Camera" })).toBeNull();
  expect(screen.getByRole("button", { name: "Enter the booth" }).getAttribute("aria-disabled")).toBe("false");
});

test("test sound, device and language are chosen before entering", async () => {
  const meeting = await open();
  await userEvent.click(screen.getByRole("button", { name: "Play a test sound" }));
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Microphone" }), "Built-in microphone");
  await userEvent.click(screen.getByRole("radio", { name: "Русский" }));
  expect([meeting.devices.sounds, meeting.devices.chosen.microphone, meeting.listening.heard]).toEqual([
    1,
    "Built-in microphone",
    "ru",
  ]);
});

test("leaving the page lets the devices go", async () => {
  const meeting = new FakeMeeting();
  const { unmount } = render(Enter, { meeting });
  unmount();
  expect(meeting.devices.closed).toBe(1);
  await expect.poll(() => meeting.devices.closed).toBe(1);
});

test("a page that is loaded again while one speaks says so, and one press leads back", async () => {
  const meeting = await open(undefined, new FakeMeeting({ ...sampleContext(), holds: "floor" }));
  expect(screen.getByRole("heading", { name: "You have the floor" })).toBeDefined();
  const back = screen.getByRole("button", { name: "Back to the floor" });
  expect(document.activeElement).toBe(back);
  await userEvent.keyboard("{Enter}");
  expect(meeting.entered).toBe(1);
});

test.each([true, false])("a trial is marked before one enters, and nothing else is: %s", async (trial) => {
  const context = sampleContext();
  await open(undefined, new FakeMeeting({ ...context, consultation: { ...context.consultation, trial } }));
  expect(screen.queryAllByText("Trial")).toHaveLength(trial ? 1 : 0);
});

test("the connection is tested in a tab of its own, and the last result is said", async () => {
  const meeting = await open();
  const link = screen.getByRole("link", { name: "Test your connection (new tab)" });
  expect(link.getAttribute("href")).toBe(meeting.context.urls.test);
  expect(link.getAttribute("target")).toBe("_blank");
  expect(screen.getByText(/^Last test: Ready/)).toBeDefined();
});

test("who made no test is told so", async () => {
  await open(undefined, new FakeMeeting({ ...sampleContext(MEUNIER), tested: "" }));
  expect(screen.getByText("You have not tested it yet.")).toBeDefined();
});

test("who may make no test is offered none", async () => {
  const context = sampleContext(MEUNIER);
  await open(undefined, new FakeMeeting({ ...context, urls: { ...context.urls, test: "" } }));
  expect(screen.queryByRole("link", { name: /Test your connection/ })).toBeNull();
});
