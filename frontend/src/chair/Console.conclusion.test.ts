import { screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { tick } from "svelte";
import { expect, test } from "vitest";

import { ENGLISH, isAsked, samplePosition, says } from "../testing/sample-conclusion";
import { button, buttons, dialog, open, openSilent } from "../testing/opened-console";
import { NOW } from "../testing/sample";
import { ASANTE, CHAIR, KELLER, OFFICER } from "../testing/sample-people";
import { SCENES } from "../testing/scenes";

const focused = () => document.activeElement?.textContent.replace(/\s+/g, " ").trim();
const field = () => screen.getByLabelText<HTMLTextAreaElement>(/^Text of the conclusion/);
const plain = (text: string) => text.replace(/[\u2068\u2069]/g, "");

test("the text and what is said of it come before the list of speakers", () => {
  open(KELLER, "text");
  const parts = [...document.querySelectorAll("main h2")].map((one) => one.textContent.replace(/\s+/g, " ").trim());
  expect(parts.slice(-3)).toEqual(["Conclusion and positions", "Proposed conclusion, reading 3", "Waiting: 5"]);
});

test.each([
  ["v", "draft", "conclusion.read", { item: 6, seen: ENGLISH.number }],
  ["h", "asked", "conclusion.resume", { item: 6 }],
])("the key %s gives the command %s %s", async (key, scene, name, args) => {
  const meeting = open(KELLER, scene);
  await userEvent.keyboard(key);
  expect(meeting.commands).toEqual([{ name, args }]);
});

test("nothing is read out twice as it is, and nothing is changed or asked while it is asked", async () => {
  const meeting = open(KELLER, "text");
  await userEvent.keyboard("vh");
  expect(meeting.commands).toEqual([]);
  SCENES["asked"]?.(meeting);
  await tick();
  await userEvent.keyboard("dqv");
  expect([document.querySelector("dialog"), screen.queryByLabelText(/^Text of the conclusion/)]).toEqual([null, null]);
});

test("without a text it is drafted, or a position is recorded; nothing is read out or asked", () => {
  open();
  expect(buttons(/^Draft a conclusion/)).toHaveLength(1);
  expect(buttons(/^Record a position/)).toHaveLength(1);
  expect(buttons(/^(Read out|Ask for objections)/)).toEqual([]);
});

test("they ask for as many seconds as usual, or as they say", async () => {
  const meeting = open(KELLER, "text");
  await userEvent.keyboard("q");
  expect(plain(dialog().getByText(/^Not up to date in/).textContent)).toBe("Not up to date in: Русский");
  const seconds = dialog().getByRole("spinbutton", { name: "Seconds for objections" });
  expect(seconds).toHaveProperty("value", "10");
  await userEvent.clear(seconds);
  await userEvent.type(seconds, "4");
  expect(dialog().getByRole("button", { name: "Ask now" })).toHaveProperty("disabled", true);
  await userEvent.clear(seconds);
  await userEvent.type(seconds, "30{Enter}");
  expect(meeting.commands).toEqual([{ name: "conclusion.ask", args: { item: 6, seen: ENGLISH.number, seconds: 30 } }]);
});

test("drafting by keyboard: D, the text, Ctrl Enter; its number goes with it", async () => {
  const meeting = open(KELLER, "text");
  await tick();
  await userEvent.keyboard("d");
  expect(document.activeElement).toBe(field());
  await userEvent.clear(field());
  await userEvent.type(field(), "Noted.{Control>}{Enter}{/Control}");
  const args = { item: 6, language: "en", text: "Noted.", seen: 3, follows: 0 };
  expect(meeting.commands).toEqual([{ name: "conclusion.draft", args }]);
  await expect.poll(focused).toBe("Conclusion and positions");
});

test("the secretariat drafts while another person presides, and does nothing else", async () => {
  const meeting = open(OFFICER, "text");
  expect(screen.getByText(/you can draft the conclusion and hand over the chair/)).toBeDefined();
  expect(buttons(/^(Read out|Ask for objections|Record)/)).toEqual([]);
  await userEvent.keyboard("vqw");
  expect([meeting.commands, document.querySelector("dialog")]).toEqual([[], null]);
  await userEvent.click(button(/^Edit the conclusion/));
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Language of the text" }), "Русский");
  expect(screen.getByRole("group", { name: "Original" }).textContent).toContain("The virtual consultation took note");
  await userEvent.type(field(), " Конец.");
  await userEvent.click(button(/^Put on the screen/));
  expect(meeting.commands).toMatchObject([{ args: { language: "ru", seen: 2, follows: 3 } }]);
});

test("a Chair who does not preside may draft, and reads so", () => {
  open(CHAIR, "text");
  expect(screen.getByText(/you can only draft the conclusion/)).toBeDefined();
  expect(buttons(/^Edit the conclusion/)).toHaveLength(1);
});

test("what was typed stays when the text changes meanwhile, until they choose", async () => {
  const meeting = open(KELLER, "text");
  await userEvent.keyboard("d");
  await userEvent.type(field(), " Mine.");
  const { conclusion } = meeting.documents;
  const paragraphs = [[{ kind: "same" as const, text: "Another text." }]];
  if (conclusion) Object.assign(conclusion, { texts: [{ ...ENGLISH, number: 4, paragraphs }], numbers: { en: 4 } });
  expect(await screen.findByText("Another text.")).toBeDefined();
  expect(field().value).toMatch(/Mine\.$/);
  const put = button(/^Put on the screen/);
  expect(put.disabled).toBe(true);
  await userEvent.click(button(/^Keep my text/));
  await userEvent.click(put);
  expect(meeting.commands).toMatchObject([{ args: { seen: 4, text: expect.stringMatching(/Mine\.$/) as string } }]);
});

test("who has typed nothing follows the text, and may take the new one instead of theirs", async () => {
  const meeting = open(KELLER, "text");
  await userEvent.keyboard("d");
  const { conclusion } = meeting.documents;
  const reads = (number: number, text: string) => {
    const paragraphs = [[{ kind: "same" as const, text }]];
    if (conclusion) Object.assign(conclusion, { texts: [{ ...ENGLISH, number, paragraphs }], numbers: { en: number } });
  };
  reads(4, "Fourth.");
  await expect.poll(() => field().value).toBe("Fourth.");
  await userEvent.type(field(), " Mine.");
  reads(5, "Fifth.");
  await screen.findByText("Fifth.");
  await userEvent.click(button(/^Use the new text/));
  expect(field().value).toBe("Fifth.");
});

test("what was typed stays when the server refuses it, when it is asked about, and when the item is closed", async () => {
  const meeting = open(KELLER, "text");
  const reason = { rule: 26, code: "conclusion_changed" as const, facts: {} };
  meeting.answers["conclusion.draft"] = { ok: false, reason, message: "Changed in the meantime." };
  await userEvent.keyboard("d");
  await userEvent.type(field(), " Mine.{Control>}{Enter}{/Control}");
  expect(screen.getByText("Changed in the meantime.")).toBeDefined();
  isAsked(meeting.documents, NOW + 5000);
  expect(await screen.findByText(/asking about the text\. It can be changed once/)).toBeDefined();
  expect(button(/^Put on the screen/).disabled).toBe(true);
  SCENES["closedItem"]?.(meeting);
  expect(await screen.findByText(/no longer open\. What you wrote is kept here/)).toBeDefined();
  expect(field().value).toMatch(/Mine\.$/);
});

test("what was said by voice is recorded, for somebody who is here and may say it", async () => {
  const meeting = open(KELLER, "text");
  await userEvent.keyboard("w");
  const people = dialog().getByRole("combobox", { name: "Delegate" });
  // Argentina speaks.
  expect(people).toHaveProperty("selectedOptions.0.text", expect.stringMatching(/Argentina/));
  expect(people.textContent).not.toMatch(/Chair|Roche|Meunier/);
  await userEvent.selectOptions(people, String(ASANTE.registration));
  await userEvent.click(dialog().getByRole("radio", { name: "Have a statement recorded" }));
  const record = dialog().getByRole("button", { name: "Record the position" });
  expect(record).toHaveProperty("disabled", true);
  await userEvent.type(dialog().getByRole("textbox", { name: "Text to be recorded" }), "Costs matter.");
  await userEvent.click(record);
  const args = { item: 6, registration: ASANTE.registration, kind: "statement", words: "Costs matter." };
  expect(meeting.commands).toEqual([{ name: "position.record", args }]);
});

test("a withdrawal by voice is recorded by who presides, once", async () => {
  const meeting = open(KELLER, "text");
  await userEvent.click(button(/^Record withdrawal: .*Norway.* objects/));
  expect(meeting.commands).toEqual([{ name: "position.record_withdrawal", args: { position: 12 } }]);
  for (const one of meeting.documents.conclusion?.positions ?? []) one.withdrawn = true;
  await expect.poll(() => buttons(/^Record withdrawal/)).toEqual([]);
});

test("whose button goes with what they did is at the heading", async () => {
  const meeting = open(KELLER, "asked");
  await tick();
  button(/^Resume the discussion/).focus();
  if (meeting.documents.conclusion) meeting.documents.conclusion.question = null;
  await expect.poll(focused).toBe("Conclusion and positions");
});

test("closing: what cannot be chosen says why, and what follows is chosen already", async () => {
  const meeting = openSilent(KELLER, "answered");
  await userEvent.keyboard("i");
  const radio = (name: RegExp) => dialog().getByRole("radio", { name });
  expect(document.activeElement).toBe(radio(/^Proposed conclusion/));
  expect(radio(/^Proposed conclusion/)).toHaveProperty("checked", true);
  expect(radio(/^Noted/)).toHaveProperty("disabled", true);
  await userEvent.click(dialog().getByRole("button", { name: "Close the item" }));
  const args = { item: 6, outcome: "proposed_conclusion", seen: 12, words: "" };
  expect(meeting.commands).toEqual([{ name: "item.close", args }]);
});

test("a countdown is shown where the time is not over, and ends in the choice", async () => {
  const meeting = open(KELLER, "asked");
  await userEvent.keyboard("i");
  expect(dialog().getByText("Time for objections: 0:07 left.")).toBeDefined();
  meeting.now += 7000;
  await expect
    .poll(() => dialog().getByRole("radio", { name: /^Proposed conclusion/ }))
    .toHaveProperty("checked", true);
});

test("an objection that comes while the dialog is open is in it, said, and closes nothing unseen", async () => {
  const meeting = openSilent(KELLER, "answered");
  await userEvent.keyboard("i");
  says(meeting.documents, samplePosition(ASANTE, 20, { kind: "objection", defers: true }));
  await expect.poll(() => plain(dialog().getByRole("status").textContent)).toBe("Ghana objects to the conclusion.");
  expect(dialog().getByText("The situation has changed. Choose the outcome again.")).toBeDefined();
  const close = dialog().getByRole("button", { name: "Close the item" });
  expect(close).toHaveProperty("disabled", true);
  expect(dialog().getByRole("radio", { name: /^Proposed conclusion/ })).toHaveProperty("disabled", true);
  await userEvent.click(dialog().getByRole("radio", { name: /^Carried over/ }));
  await userEvent.click(close);
  const args = { item: 6, outcome: "deferred", seen: 20, words: "" };
  expect(meeting.commands).toEqual([{ name: "item.close", args }]);
});

test("who presides defers with a reason where no Member has asked for it", async () => {
  const meeting = openSilent(KELLER, "text");
  await userEvent.keyboard("i");
  await userEvent.click(dialog().getByRole("radio", { name: /^Carried over/ }));
  const close = dialog().getByRole("button", { name: "Close the item" });
  expect(close).toHaveProperty("disabled", true);
  await userEvent.type(dialog().getByRole("textbox", { name: /Reason/ }), "No interpretation");
  await userEvent.click(close);
  const args = { item: 6, outcome: "deferred", seen: 12, words: "No interpretation" };
  expect(meeting.commands).toEqual([{ name: "item.close", args }]);
});

test("an observer's objection is in the console as one that changes nothing", () => {
  open(KELLER, "text");
  expect(document.querySelector("main .positions")?.textContent).toContain("objection recorded, changes nothing");
});
