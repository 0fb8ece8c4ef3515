import { screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import type { MotionDocument } from "../api/documents";
import { MOTIONS, VERDICTS } from "../api/vocabulary";
import type { FakeMeeting } from "../testing/fake-meeting.svelte";
import { button, dialog, open, openSilent } from "../testing/opened-console";
import { ASANTE, HAUGEN, PEREIRA } from "../testing/sample-people";
import { needsWords, nextAct } from "./ruling";

function moves(meeting: FakeMeeting, ...motions: Partial<MotionDocument>[]): void {
  const usual: MotionDocument = { turn: 71, who: ASANTE, motion: "point_of_order", words: "", state: "heard" };
  if (meeting.documents.queue) {
    meeting.documents.queue.motions = motions.map((one, index) => ({ ...usual, turn: 71 + index, ...one }));
  }
}

test("rule 43: motions stand before the next speaker, with who moved them, why, and what they ask for", async () => {
  const meeting = open();
  moves(meeting, { words: "The document came late.", state: "waits" }, { motion: "closure_of_list", who: PEREIRA });
  expect(await screen.findByText("Motions: 2")).toBeDefined();
  const [card, next] = ["#motions-title", "#next-title"].map((one) => document.querySelector(one));
  expect(card && next && card.compareDocumentPosition(next) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  const shown = document.querySelector(".motions")?.textContent ?? "";
  for (const text of ["Point of order", "The document came late.", "waiting", "Closure of the list", "heard"]) {
    expect(shown).toContain(text);
  }
});

test("rule 45: a point of order is ruled on in words, by keyboard alone", async () => {
  const meeting = open();
  moves(meeting, {});
  await userEvent.keyboard("y");
  const act = dialog().getByRole("button", { name: "Rule" });
  expect(act).toHaveProperty("disabled", true);
  dialog()
    .getByRole("textbox", { name: /^Ruling in words/ })
    .focus();
  await userEvent.keyboard("It is well taken.{Enter}");
  const args = { turn: 71, verdict: "accepted", words: "It is well taken." };
  expect(meeting.commands).toEqual([{ name: "ruling.give", args }]);
});

test("rule 43: a suspension names its length", async () => {
  const meeting = open();
  moves(meeting, { motion: "suspension_of_sitting" });
  await userEvent.keyboard("y");
  await userEvent.selectOptions(dialog().getByRole("combobox", { name: "Length of the suspension" }), "30");
  await userEvent.click(dialog().getByRole("button", { name: "Rule" }));
  expect(meeting.commands).toMatchObject([{ args: { verdict: "accepted", words: "", minutes: 30 } }]);
});

test("what is not accepted has words, and no length", async () => {
  const meeting = open();
  moves(meeting, { motion: "suspension_of_sitting" });
  await userEvent.keyboard("y");
  await userEvent.click(dialog().getByRole("radio", { name: "Not accepted" }));
  expect(dialog().queryByRole("combobox")).toBeNull();
  const act = dialog().getByRole("button", { name: "Rule" });
  expect(act).toHaveProperty("disabled", true);
  await userEvent.type(dialog().getByRole("textbox"), "Not now.");
  await userEvent.click(act);
  const args = { turn: 71, verdict: "rejected", words: "Not now." };
  expect(meeting.commands).toEqual([{ name: "ruling.give", args }]);
});

test("rule 29: an adjournment of the debate that is accepted is on record of its Member, and the item is closed next", async () => {
  const meeting = openSilent();
  moves(meeting, { motion: "adjournment_of_debate" });
  await userEvent.keyboard("y");
  await userEvent.click(dialog().getByRole("button", { name: "Rule" }));
  expect(meeting.commands.map(({ name }) => name)).toEqual(["ruling.give", "position.record"]);
  expect(meeting.commands[1]?.args).toEqual({
    item: 6,
    registration: ASANTE.registration,
    kind: "suspend_debate",
    words: "",
  });
  expect(await dialog().findByRole("button", { name: "Close the item" })).toBeDefined();
});

test("whose class defers nothing has nothing recorded by it; the item is closed by the officer's own choice", async () => {
  const meeting = openSilent();
  moves(meeting, { motion: "adjournment_of_debate", who: HAUGEN });
  await userEvent.keyboard("y");
  await userEvent.click(dialog().getByRole("button", { name: "Rule" }));
  expect(meeting.commands.map(({ name }) => name)).toEqual(["ruling.give"]);
});

test("an adjournment of the sitting asks whether it is ended", async () => {
  const meeting = openSilent();
  moves(meeting, { motion: "adjournment_of_sitting" });
  await userEvent.keyboard("y");
  await userEvent.click(dialog().getByRole("button", { name: "Rule" }));
  expect(meeting.commands.map(({ name }) => name)).toEqual(["ruling.give"]);
  expect(await dialog().findByRole("button", { name: "End the sitting" })).toBeDefined();
});

test("a motion that is withdrawn while the dialog is open is not ruled on", async () => {
  const meeting = open();
  moves(meeting, { motion: "closure_of_list" });
  await userEvent.keyboard("y");
  moves(meeting);
  expect(await dialog().findByText("This motion was withdrawn or ruled on. Choose again.")).toBeDefined();
  expect(dialog().getByRole("button", { name: /ruling|Rule/ })).toHaveProperty("disabled", true);
});

test("a ruling of one's own accord has words and no motion", async () => {
  const meeting = open();
  await userEvent.click(button(/^Make a ruling/));
  await userEvent.type(dialog().getByRole("textbox"), "Two minutes each.");
  await userEvent.click(dialog().getByRole("button", { name: "Make the ruling" }));
  expect(meeting.commands).toEqual([{ name: "ruling.give", args: { words: "Two minutes each." } }]);
});

test("a suspended sitting says until when", () => {
  const meeting = open();
  const { sitting } = meeting.documents;
  if (sitting) Object.assign(sitting, { state: "suspended", suspended_until: "2020-06-09T11:05:00Z" });
  return expect.poll(() => document.querySelector(".top .chips")?.textContent).toContain("Suspended until 13:05");
});

test("words are needed where the server needs them", () => {
  for (const motion of MOTIONS) {
    const needing = VERDICTS.filter((verdict) => needsWords(motion, verdict));
    expect(needing).toEqual(motion === "point_of_order" ? ["accepted", "rejected"] : ["rejected"]);
  }
  expect(VERDICTS.map((verdict) => needsWords(null, verdict))).toEqual([true, true, true]);
  expect(MOTIONS.map(nextAct).filter(Boolean)).toEqual(["end", "close"]);
});
