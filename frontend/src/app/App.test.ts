import { render } from "@testing-library/svelte";
import { expect, test } from "vitest";

import Room from "../floor/Room.svelte";
import { FakeMeeting } from "../testing/fake-meeting.svelte";
import App from "./App.svelte";

test.each([
  ["nothing has the focus", () => undefined],
  ["something has the focus", () => document.querySelector<HTMLElement>("[role=tab]")?.focus()],
])("who is put out of the room while %s is led to what happened, and hears why", async (_, before) => {
  const meeting = new FakeMeeting();
  render(App, { meeting, View: Room, Enter: null });
  before();
  meeting.refusal = { code: "removed", message: "The presiding officer removed you: repeated disturbance." };
  await expect.poll(() => document.activeElement?.textContent).toBe("You were removed from this sitting");
  const why = document.getElementById(document.activeElement?.getAttribute("aria-describedby") ?? "");
  expect(why?.textContent).toContain("repeated disturbance");
  expect(document.querySelector("[role=alert]")).toBeNull();
});
