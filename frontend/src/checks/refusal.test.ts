import { render, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";

import type { Refusal } from "../meeting";
import { FakeMeeting } from "../testing/fake-meeting.svelte";
import RefusalPage from "./RefusalPage.svelte";

test.each<[Refusal["code"], string, boolean]>([
  ["not_registered", "You are not registered for this consultation", true],
  ["registration_not_confirmed", "You are not registered for this consultation", true],
  ["removed", "You were removed from this sitting", true],
  ["elsewhere", "You are in the room in another window", true],
  ["signed_out", "You are signed out", true],
  ["second_factor", "You cannot enter the sitting", true],
  ["refused", "You cannot enter the sitting", true],
  // Of a server newer than this page.
  ["something_else" as "refused", "You cannot enter the sitting", true],
])("%s: what happened, the server's words, and what to do", (code, title, again) => {
  const meeting = new FakeMeeting();
  meeting.refusal = { code, message: "The server's words." };
  render(RefusalPage, { meeting });
  expect(screen.getByRole("heading", { name: title })).toBeDefined();
  expect(screen.getByText("The server's words.")).toBeDefined();
  expect(screen.queryByRole("button", { name: "Try again" }) !== null).toBe(again);
  expect(screen.getByRole("link", { name: "To the calendar" }).getAttribute("href")).toBe("/");
});

test("that a sitting has ended is said once", () => {
  const meeting = new FakeMeeting();
  meeting.refusal = { code: "sitting_ended", message: "The sitting has ended. Nobody can join it any more." };
  render(RefusalPage, { meeting });
  expect(document.body.textContent.match(/has ended/g)).toHaveLength(1);
  expect(screen.getByText("No one can join it any more. The calendar shows the next one.")).toBeDefined();
  expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
});
