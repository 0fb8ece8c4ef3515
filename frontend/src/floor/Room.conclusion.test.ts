import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { tick } from "svelte";
import { expect, test } from "vitest";

import type { Who } from "../api/documents";
import type { Answer } from "../meeting";
import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { sampleContext } from "../testing/sample";
import { proposes, samplePosition, says } from "../testing/sample-conclusion";
import { HAUGEN, OFFICER, OKAFOR, PEREIRA } from "../testing/sample-people";
import { SCENES } from "../testing/scenes";
import Room from "./Room.svelte";

function open(scene = "text", who: Who = OKAFOR): FakeMeeting {
  const meeting = new FakeMeeting(sampleContext(who));
  SCENES[scene]?.(meeting);
  render(Room, { meeting });
  return meeting;
}

const dialog = () => within(screen.getByRole("dialog"));
const tabs = () => screen.getAllByRole("tab").map((tab) => tab.textContent.trim().split(/\s/)[0]);
const focused = () => document.activeElement?.textContent.replace(/\s+/g, " ").trim();

test("while something is proposed it is the main thing, and the picture is small", async () => {
  const meeting = open("idle", PEREIRA);
  expect(document.querySelector("main .stage")).not.toBeNull();
  expect(tabs()).toEqual(["Speakers", "People", "Documents", "Help"]);
  proposes(meeting.documents);
  await tick();
  const main = within(screen.getByRole("main"));
  expect(main.getByText(/^Item 6 of 7:/).textContent).toContain("Cost recovery");
  expect(main.getByRole("heading", { name: /Proposed conclusion/ })).toBeDefined();
  expect(document.querySelector("main .stage")).toBeNull();
  expect(within(screen.getByRole("complementary")).getByRole("region", { name: "Current speaker" })).toBeDefined();
  expect(screen.getByRole("tab", { name: /Positions\s*2/, selected: true })).toBeDefined();
});

test("somebody who has chosen a tab stays there when a text comes", async () => {
  const meeting = open("idle", PEREIRA);
  await userEvent.click(screen.getByRole("tab", { name: /Documents/ }));
  proposes(meeting.documents);
  await tick();
  expect(screen.getByRole("tab", { name: /Documents/, selected: true })).toBeDefined();
});

test("the positions go with the last of them, and the tab of the speakers is in front", async () => {
  const meeting = open();
  await userEvent.click(screen.getByRole("tab", { name: /Positions/ }));
  SCENES["closedItem"]?.(meeting);
  await tick();
  expect(screen.getByRole("tab", { name: /Speakers/, selected: true })).toBeDefined();
});

test("objecting by keyboard alone: O, Enter; everybody who has the right is offered it with its key", async () => {
  const meeting = open();
  await tick();
  await userEvent.keyboard("o");
  expect(dialog().getByRole("button", { name: "Object" })).toBe(document.activeElement);
  expect(screen.getByRole("dialog").textContent).toMatch(/recorded for .?Nigeria/);
  await userEvent.keyboard("{Enter}");
  expect(meeting.commands).toEqual([{ name: "position.object", args: { item: 6, words: "" } }]);
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("a reason is given if they wish, and sent by Ctrl Enter", async () => {
  const meeting = open();
  await userEvent.click(screen.getByRole("button", { name: /^Object/ }));
  await userEvent.type(
    dialog().getByRole("textbox", { name: /Reason/ }),
    "Costs are unknown{Control>}{Enter}{/Control}",
  );
  expect(meeting.commands).toEqual([{ name: "position.object", args: { item: 6, words: "Costs are unknown" } }]);
});

test("an observer may not defer, and is told that their objection changes nothing", async () => {
  const meeting = open("text", HAUGEN);
  if (meeting.documents.conclusion) meeting.documents.conclusion.positions = [];
  await tick();
  expect(screen.queryByRole("button", { name: /^Defer/ })).toBeNull();
  await userEvent.keyboard("o");
  expect(screen.getByRole("dialog").textContent).toContain("changes nothing else");
});

test("deferring by keyboard alone: D, Enter; another way with an arrow", async () => {
  const meeting = open();
  await tick();
  await userEvent.keyboard("d");
  expect(
    dialog()
      .getAllByRole("radio")
      .map((one) => one.getAttribute("value")),
  ).toEqual(["defer_conclusion", "defer_document", "suspend_debate"]);
  await userEvent.click(dialog().getByRole("radio", { name: "Suspend the debate" }));
  await userEvent.keyboard("{Enter}");
  expect(meeting.commands).toEqual([{ name: "position.defer", args: { item: 6, kind: "suspend_debate", words: "" } }]);
});

test("a reservation needs words; a support needs none", async () => {
  const meeting = open();
  await userEvent.keyboard("p");
  const record = dialog().getByRole("button", { name: "Have it recorded" });
  expect(record).toHaveProperty("disabled", false);
  await userEvent.click(dialog().getByRole("radio", { name: "Have a reservation recorded" }));
  expect(record).toHaveProperty("disabled", true);
  await userEvent.type(dialog().getByRole("textbox", { name: "Text to be recorded" }), "As regards costs");
  await userEvent.click(record);
  const args = { item: 6, kind: "reservation", words: "As regards costs" };
  expect(meeting.commands).toEqual([{ name: "position.state", args }]);
});

test("a refusal stays in the dialog, with what was written", async () => {
  const meeting = open();
  const reason = { rule: 28, code: "item_not_discussed" as const, facts: {} };
  meeting.answers["position.object"] = { ok: false, reason, message: "Not discussed any more." };
  await userEvent.keyboard("o");
  await userEvent.type(dialog().getByRole("textbox"), "Costs");
  await userEvent.click(dialog().getByRole("button", { name: "Object" }));
  expect(dialog().getByRole("alert").textContent).toContain("Not discussed any more.");
  expect(dialog().getByRole("textbox")).toHaveProperty("value", "Costs");
});

test("an objection that came too late is told, though its dialog has gone with the item", async () => {
  const meeting = open();
  const reason = { rule: 30, code: "item_not_discussed" as const, facts: {} };
  meeting.answers["position.object"] = { ok: false, reason, message: "This was not recorded." };
  await userEvent.keyboard("o");
  await userEvent.click(dialog().getByRole("button", { name: "Object" }));
  const { items, conclusion } = meeting.documents;
  if (items) items.open = null;
  if (conclusion) conclusion.item = null;
  await tick();
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(screen.getByText("This was not recorded.")).toBeDefined();
});

test("what was refused is not said of the next position", async () => {
  const meeting = open();
  const reason = { rule: 28, code: "item_not_discussed" as const, facts: {} };
  meeting.answers["position.object"] = { ok: false, reason, message: "Not discussed any more." };
  await userEvent.keyboard("o");
  await userEvent.click(dialog().getByRole("button", { name: "Object" }));
  await userEvent.click(dialog().getByRole("button", { name: "Cancel" }));
  expect(screen.getByText("Not discussed any more.")).toBeDefined();
  await userEvent.keyboard("d");
  expect(screen.queryByText("Not discussed any more.")).toBeNull();
});

test("what their Member said stands in the place of the act: it is withdrawn, after it was asked", async () => {
  const meeting = open();
  says(meeting.documents, samplePosition({ ...OKAFOR, registration: 77 }, 20, { kind: "objection", defers: true }));
  await tick();
  expect(screen.queryByRole("button", { name: /^Object/ })).toBeNull();
  const dock = within(screen.getByRole("group", { name: "Position of your delegation" }));
  dock.getByRole("button", { name: /^Withdraw the objection/ }).focus();
  await userEvent.keyboard("o");
  expect(meeting.commands).toEqual([]);
  await userEvent.click(dialog().getByRole("button", { name: "Withdraw the objection" }));
  expect(meeting.commands).toEqual([{ name: "position.withdraw", args: { position: 20 } }]);
  expect(focused()).toMatch(/^Withdraw the objection/);
});

test("the answer to a question that is over leaves the next question open", async () => {
  const meeting = open();
  let answer: (given: Answer) => void = () => undefined;
  meeting.answers["position.withdraw"] = new Promise((resolve) => (answer = resolve));
  says(meeting.documents, samplePosition(OKAFOR, 20, { kind: "objection", defers: true }));
  await tick();
  await userEvent.keyboard("o");
  await userEvent.click(dialog().getByRole("button", { name: "Withdraw the objection" }));
  // The room tells of it before the answer comes.
  for (const one of meeting.documents.conclusion?.positions ?? []) one.withdrawn = true;
  await expect.poll(() => screen.queryByRole("dialog")).toBeNull();
  await userEvent.keyboard("o");
  answer({ ok: true, seq: 41, result: {} });
  await tick();
  await userEvent.keyboard("{Enter}");
  expect(meeting.commands.at(-1)).toEqual({ name: "position.object", args: { item: 6, words: "" } });
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("what is on record is withdrawn where it is listed too, only one's own", async () => {
  const meeting = open("text", PEREIRA);
  says(meeting.documents, samplePosition(PEREIRA, 20, { kind: "statement", words: "We thank the secretariat." }));
  await tick();
  await userEvent.click(screen.getByRole("button", { name: "Withdraw the statement" }));
  expect(screen.getByRole("dialog").textContent).toContain("We thank the secretariat.");
  await userEvent.click(dialog().getByRole("button", { name: "Withdraw the statement" }));
  expect(meeting.commands).toEqual([{ name: "position.withdraw", args: { position: 20 } }]);
});

test("whose position another delegate of the Member withdraws is at the list", async () => {
  const meeting = open("text", PEREIRA);
  says(
    meeting.documents,
    samplePosition({ ...PEREIRA, registration: 77 }, 20, { kind: "statement", words: "Thanks." }),
  );
  await tick();
  await userEvent.click(screen.getByRole("button", { name: "Withdraw the statement" }));
  for (const one of meeting.documents.conclusion?.positions ?? []) one.withdrawn = true;
  await expect.poll(() => screen.queryByRole("dialog")).toBeNull();
  await expect.poll(focused).toMatch(/^Argentina/);
});

test("a question that is open goes with its item", async () => {
  const meeting = open();
  await userEvent.keyboard("o");
  SCENES["closedItem"]?.(meeting);
  await expect.poll(() => screen.queryByRole("dialog")).toBeNull();
});

test("without a text there is no objecting, and one button for what remains", async () => {
  const meeting = open("idle");
  expect(screen.queryByRole("button", { name: /^(Object|Defer)/ })).toBeNull();
  await userEvent.keyboard("o");
  expect(screen.queryByRole("dialog")).toBeNull();
  await userEvent.keyboard("p");
  await userEvent.click(dialog().getByRole("radio", { name: "Suspend the debate" }));
  await userEvent.click(dialog().getByRole("button", { name: "Have it recorded" }));
  expect(meeting.commands.map(({ name }) => name)).toEqual(["position.defer"]);
});

test("the secretariat reads the text, and says nothing on record", async () => {
  open("text", OFFICER);
  expect(screen.getByRole("heading", { name: /Proposed conclusion/ })).toBeDefined();
  expect(screen.queryByRole("button", { name: /Object|Defer|position/ })).toBeNull();
  await userEvent.keyboard("odp");
  expect(document.body.textContent).not.toContain("not possible now");
  await userEvent.click(screen.getByRole("tab", { name: /Help/ }));
  await userEvent.click(screen.getByText("Sound, devices and keys"));
  expect(screen.queryByText("Other position")).toBeNull();
});

test("the keys are listed under Help", async () => {
  open();
  await userEvent.click(screen.getByRole("tab", { name: /Help/ }));
  await userEvent.click(screen.getByText("Sound, devices and keys"));
  const keys = [...document.querySelectorAll("dt")].map((one) => one.textContent);
  expect(keys.slice(0, 6)).toEqual(["R", "T", "O", "D", "P", "F"]);
});

test("how the item that ended just now ended, and why, is on its card", () => {
  open("closedItem");
  const card = screen.getByRole("region", { name: "Item under discussion" });
  expect(card.textContent.replace(/[\u2068\u2069]/g, "")).toMatch(
    /Item 6 of 7:.*Carried over.*Argentina asked that the conclusion be deferred\./s,
  );
});

test("whose focus was in the text that goes is at the main part", async () => {
  const meeting = open();
  await tick();
  document.querySelector<HTMLElement>("main .text")?.focus();
  SCENES["closedItem"]?.(meeting);
  await expect.poll(() => document.activeElement).toBe(screen.getByRole("main"));
});
