import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { FakeCall } from "../testing/fake-call.svelte";
import Call from "./Call.svelte";

const button = (name: string) => screen.queryByRole("button", { name });

test("who joins mutes, switches the camera off, and is told where the other one is", async () => {
  const call = new FakeCall();
  render(Call, { call });
  expect(button("Mute")).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Join the call" }));
  expect(screen.getByRole("status").textContent).toMatch("has not joined yet");
  await userEvent.click(screen.getByRole("button", { name: "Mute" }));
  await userEvent.click(screen.getByRole("button", { name: "Turn the camera off" }));
  expect([call.microphoneOn, call.cameraOn]).toEqual([false, false]);
  expect(button("Unmute")).not.toBeNull();
  call.other = "left";
  expect(await screen.findByText(/They can come back/)).not.toBeNull();
});

test.each([
  ["away", /media server cannot be reached/, "Try again"],
  ["elsewhere", /in another tab/, "Go on in this tab"],
  ["ended", /The call has ended/, null],
] as const)("a call that is %s says so, leads to the messages, and offers what can be done", (phase, said, offered) => {
  const call = new FakeCall();
  call.phase = phase;
  render(Call, { call });
  expect(screen.getByRole("status").textContent).toMatch(said);
  expect(screen.getByRole("link", { name: "Go to the messages" }).getAttribute("href")).toBe("/help/");
  expect(screen.queryAllByRole("button").map((one) => one.textContent.trim())).toEqual(offered ? [offered] : []);
});

test("a device that fails is named, and the call goes on", () => {
  const call = new FakeCall();
  call.phase = "joined";
  call.cameraCause = "permission_denied";
  render(Call, { call });
  expect(screen.getByText("The browser does not let this page use the camera")).not.toBeNull();
  expect(button("Mute")).not.toBeNull();
});
