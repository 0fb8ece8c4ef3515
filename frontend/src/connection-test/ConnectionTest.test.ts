import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { describe, expect, test } from "vitest";

import type { Purpose } from "../measuring";
import { FakeConnectionTest, sampleTestContext, TEST_SCENES } from "../testing/fake-connection-test.svelte";
import ConnectionTest from "./ConnectionTest.svelte";

function open(scene = "ready", purpose: Purpose = "delegate"): FakeConnectionTest {
  const running = new FakeConnectionTest(sampleTestContext({ purpose }));
  TEST_SCENES[scene]?.(running);
  render(ConnectionTest, { test: running });
  return running;
}

const button = (name: string | RegExp) => screen.getByRole("button", { name });

test("whose test it is stands before it begins", async () => {
  const running = open();
  expect(screen.getByText("This is the test of Brazil, Ms Ana Souza.")).toBeDefined();
  await userEvent.type(screen.getByLabelText("Place (optional)"), "office in Abuja");
  await userEvent.click(button("Start the test"));
  expect(running.place).toBe("office in Abuja");
  expect(running.told).toEqual(["begin"]);
});

test("it begins by the keyboard alone", async () => {
  const running = open();
  await userEvent.tab();
  await userEvent.keyboard("home{Enter}");
  expect(running.told).toEqual(["begin"]);
});

test("a second tab says that a test runs, and can take it over", async () => {
  const running = open("elsewhere");
  expect(screen.getByRole("alert").textContent).toContain("A test runs in another tab");
  await userEvent.click(button("Test here instead"));
  expect(running.told).toEqual(["take over"]);
});

test("why the server begins none is told in its words", () => {
  open("refused");
  expect(screen.getByRole("alert").textContent).toContain("You have tested 20 times");
  expect(button("Start the test")).toBeDefined();
});

test("the sentence is there while it is to be read, with the level", () => {
  open("speak");
  expect(screen.getByText(/I can be heard clearly/)).toBeDefined();
  expect(screen.getByRole("meter", { name: "Level of your microphone" })).toBeDefined();
  expect(screen.getByRole("status").textContent).toBe("Speak now.");
});

test("whether they heard themselves is asked where the keyboard is, and answered by it", async () => {
  const running = open("answer");
  await expect.poll(() => document.activeElement?.textContent).toBe("Did you hear yourself?");
  await userEvent.tab();
  await userEvent.keyboard("{Enter}");
  await userEvent.tab();
  await userEvent.keyboard("{Enter}");
  await userEvent.tab();
  await userEvent.keyboard("{Enter}");
  expect(running.told).toEqual(["heard", "not heard", "again"]);
});

test("a silent microphone is told at once", () => {
  open("silent");
  expect(screen.getByText(/No sound came from this microphone/)).toBeDefined();
});

test("a browser that was not allowed the devices says what to do, and a test goes on", async () => {
  const running = open("denied");
  expect(screen.getByText("The browser does not let this page use the microphone")).toBeDefined();
  expect(screen.getByText("The browser does not let this page use the camera")).toBeDefined();
  expect(screen.getByRole("heading", { level: 2 }).textContent).toBe("Did you hear the two notes?");
  await userEvent.click(button("Stop the test"));
  expect(running.told).toEqual(["stop"]);
});

test("who only listens is asked for the notes, and offered no microphone", () => {
  open("answer", "listener");
  expect(screen.getByText("Did you hear the two notes?")).toBeDefined();
  expect(screen.queryByLabelText("Microphone")).toBeNull();
  expect(screen.getByLabelText("Loudspeaker or headset")).toBeDefined();
});

test("the part that runs is marked among the others, with the time that is left", () => {
  open("line");
  expect(screen.getByRole("listitem", { current: "step" }).textContent).toMatch(/Line.*Testing/s);
  expect(screen.getByText("About 50 seconds left")).toBeDefined();
  expect(screen.getByText(/for 10 seconds/)).toBeDefined();
});

test("a result that did not arrive can be sent again", async () => {
  const running = open("unsent");
  expect(screen.getByRole("alert").textContent).toContain("The result was not saved");
  await userEvent.click(button("Try again"));
  expect(running.told).toEqual(["send"]);
});

describe.each(["delegate", "interpreter", "listener"] as const)("for a %s", (purpose) => {
  test.each(Object.keys(TEST_SCENES))("%s is shown", (scene) => {
    open(scene, purpose);
    expect(document.body.textContent.trim()).not.toBe("");
  });
});
