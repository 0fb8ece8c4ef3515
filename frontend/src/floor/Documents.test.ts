import { render, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { FakeMeeting } from "../testing/fake-meeting.svelte";
import Documents from "./Documents.svelte";

const MARK = "on this sitting's plan";

test("of a longer agenda, the items of this sitting are marked", () => {
  const meeting = new FakeMeeting();
  for (const item of meeting.documents.items?.items ?? []) item.planned = item.item > 4;
  render(Documents, { meeting });
  const marked = screen.getAllByText(MARK).map((chip) => chip.closest("li")?.querySelector(".n")?.textContent);
  expect(marked).toEqual(["5", "6", "7"]);
});

test("where all of the agenda is this sitting's, nothing is marked", () => {
  render(Documents, { meeting: new FakeMeeting() });
  expect(screen.queryByText(MARK)).toBeNull();
});

test("how an item ended is said as the consultation calls it", () => {
  const meeting = new FakeMeeting();
  const first = meeting.documents.items?.items[0];
  if (first) first.outcome = "deferred";
  render(Documents, { meeting });
  expect(
    screen.getAllByText("Carried over").map((chip) => chip.closest("li")?.querySelector(".n")?.textContent),
  ).toEqual(["1"]);
});

test("what a document contains is said as the consultation calls it", () => {
  const meeting = new FakeMeeting();
  meeting.context.contents = { decision: "Draft outcome", resolution: "Draft text" };
  render(Documents, { meeting });
  const carrying = (words: string) =>
    screen.getAllByText(words).map((said) => said.closest("li")?.querySelector(".n")?.textContent);
  expect(carrying("Draft outcome")).toEqual(["3", "6"]);
  expect(carrying("Draft text")).toEqual(["5"]);
});
