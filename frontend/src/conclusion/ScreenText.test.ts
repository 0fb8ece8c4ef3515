import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { tick } from "svelte";
import { expect, test } from "vitest";

import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { isAsked, proposes, samplePosition, says } from "../testing/sample-conclusion";
import { ASANTE } from "../testing/sample-people";
import { NOW } from "../testing/sample";
import Positions from "./Positions.svelte";
import QuestionBanner from "./QuestionBanner.svelte";
import ScreenText from "./ScreenText.svelte";

function meetingWithText(): FakeMeeting {
  const meeting = new FakeMeeting();
  proposes(meeting.documents);
  return meeting;
}

test("insertions and deletions are marked, and said", () => {
  render(ScreenText, { meeting: meetingWithText() });
  const words = (name: string) => [...document.querySelectorAll(name)].map((one) => one.textContent);
  expect(words("del")).toEqual(["deleted:in 2022"]);
  expect(words("ins")[1]).toBe("inserted:to the session of 2021");
  expect(document.querySelector("ins .aloud")?.getAttribute("lang")).toBe("en");
  expect(screen.getByRole("heading").textContent).toBe("Proposed conclusion, reading 3");
  expect(screen.getByText(/Changed since reading 2: 2 insertions and one deletion.*is not final/s)).toBeDefined();
});

test("each paragraph has its language, and the direction of its script", () => {
  render(ScreenText, { meeting: meetingWithText() });
  const paragraphs = [...document.querySelectorAll<HTMLElement>(".words p")];
  expect(paragraphs.map(({ dir, lang }) => [dir, lang])).toEqual(Array(3).fill(["auto", "en"]));
});

test("another language is chosen by its own name; one that is behind says so, on it and beside it", async () => {
  render(ScreenText, { meeting: meetingWithText() });
  const group = within(screen.getByRole("group", { name: "Language of the text" }));
  expect(group.getByRole("radio", { name: "English" })).toHaveProperty("checked", true);
  expect(screen.queryByText(/does not reflect/)).toBeNull();
  await userEvent.click(group.getByRole("radio", { name: /^Русский\s*follows$/ }));
  expect(document.querySelector(".words p")?.textContent).toContain("Виртуальные консультации");
  expect(screen.getByText(/does not reflect the latest changes yet\. The text in .?English.? applies/)).toBeDefined();
});

test("where nothing is proposed there is nothing", () => {
  render(ScreenText, { meeting: new FakeMeeting() });
  expect(document.querySelector("section")).toBeNull();
});

test("the question names who asks, counts down, and says when its time is over", async () => {
  const meeting = meetingWithText();
  isAsked(meeting.documents, NOW + 7000);
  render(QuestionBanner, { meeting });
  expect(screen.getByRole("timer").textContent.trim()).toBe("0:07");
  expect(document.body.textContent).toMatch(/Ruth Keller.*is asking/);
  meeting.now += 8000;
  await tick();
  expect(screen.getByText("Time for objections is over.")).toBeDefined();
});

test("positions say who, what, when, in which words, and what became of them", () => {
  const meeting = meetingWithText();
  const more = { kind: "statement" as const, words: "We need figures.", recorded: true };
  says(meeting.documents, samplePosition(ASANTE, 20, { ...more, at: "2020-06-09T10:41:20Z" }));
  says(meeting.documents, samplePosition(ASANTE, 21, { kind: "objection", withdrawn: true }));
  says(meeting.documents, samplePosition(ASANTE, 22, { kind: "defer_document", defers: true }));
  render(Positions, { meeting });
  const [argentina, norway, statement, withdrawn, defers] = screen
    .getAllByRole("listitem")
    .map((one) => one.textContent);
  expect(argentina).toMatch(/Argentina\s*supports the conclusion, 12:41/);
  expect(norway).toMatch(/Norway\s*Observer Member State: objection recorded, changes nothing, 12:41/);
  expect(statement).toMatch(/Ghana.*statement recorded.*We need figures\..*Stated orally; recorded by the presiding/s);
  expect(withdrawn).toMatch(/objects to the conclusion.*withdrawn/s);
  expect(defers).toMatch(/asks that the document be deferred.*defers the item/s);
});
