import { screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import type { UndoableAction } from "../api/vocabulary";
import { button, dialog, open, openSilent } from "../testing/opened-console";
import { KELLER, PEREIRA, SATO } from "../testing/sample-people";
import { NOW, sampleSpeaker } from "../testing/sample";

test("closing an item by keyboard leads to the time plan", async () => {
  const meeting = openSilent();
  button(/^Close item 6\s+I$/).focus();
  await userEvent.keyboard("{Enter}");
  await userEvent.click(dialog().getByRole("radio", { name: /^Noted/ }));
  const { items } = meeting.documents;
  const row = items?.items.find(({ item }) => item === 6);
  meeting.command = () => {
    if (items && row) {
      items.open = null;
      row.state = "ended";
    }
    return Promise.resolve({ ok: true, seq: 41, result: {} });
  };
  dialog().getByRole("button", { name: "Close the item" }).focus();
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => document.activeElement?.textContent).toBe("Time plan");
});

test("an item ends as a proposed conclusion, deferred or noted, or is interrupted; never decided (rules 26, 27)", async () => {
  const meeting = openSilent();
  await userEvent.keyboard("i");
  const choices = dialog()
    .getAllByRole("radio")
    .map((radio) => radio.getAttribute("value"));
  expect(choices).toEqual(["proposed_conclusion", "deferred", "noted", ""]);
  const close = dialog().getByRole("button", { name: "Close the item" });
  // Nothing is proposed: it is noted, unless who presides says otherwise.
  expect(dialog().getByRole("radio", { name: /^Noted/ })).toHaveProperty("checked", true);
  await userEvent.click(close);
  expect(meeting.commands).toEqual([{ name: "item.close", args: { item: 6, outcome: "noted", seen: 0, words: "" } }]);
});

test("an interrupted item has no outcome", async () => {
  const meeting = openSilent();
  await userEvent.keyboard("i");
  await userEvent.click(dialog().getByRole("radio", { name: /interrupted/ }));
  await userEvent.click(dialog().getByRole("button", { name: "Interrupt the item" }));
  expect(meeting.commands).toEqual([{ name: "item.close", args: { item: 6, outcome: "", seen: 0, words: "" } }]);
});

test("an item under which something is proposed is not offered to be noted", async () => {
  const meeting = openSilent();
  if (meeting.documents.conclusion) meeting.documents.conclusion.noted = false;
  await userEvent.keyboard("i");
  const noted = dialog().getByRole("radio", { name: /^Noted/ });
  expect(noted).toHaveProperty("disabled", true);
  expect(document.getElementById(noted.getAttribute("aria-describedby") ?? "")?.textContent).toBe(
    "Something is proposed under this item.",
  );
  expect(dialog().getByRole("radio", { name: /^Carried over/ })).toBeTruthy(); // as the consultation calls it
});

test("any other item of the agenda can be taken up, after it was asked about", async () => {
  const meeting = openSilent(KELLER, "agenda");
  expect(screen.getByText("Other items of the agenda (2)")).toBeDefined();
  await userEvent.click(button(/^Take up item 3$/));
  expect(dialog().getByText(/The open item is interrupted, without an outcome/)).toBeDefined();
  await userEvent.click(dialog().getByRole("button", { name: "Take it up" }));
  const args = { item: 3, requests: "put_aside" };
  expect(meeting.commands).toEqual([{ name: "item.open", args }]);
});

test("rule 41: N takes up the next item at once where nobody waits for this one", async () => {
  const meeting = openSilent();
  for (const place of meeting.documents.queue?.places ?? []) place.item = null;
  await userEvent.keyboard("n");
  expect(meeting.commands).toEqual([{ name: "item.open", args: { item: 7 } }]);
});

test.each([
  [0, "keep", "Keep for the new item"],
  [1, "put_aside", "Put aside with their item"],
  [2, "clear", "Clear"],
])("rule 41: N asks what becomes of those who wait: choice %i is %s", async (_, requests, label) => {
  const meeting = openSilent();
  await userEvent.keyboard("n");
  expect(meeting.commands).toEqual([]);
  expect(dialog().getByText("5 delegates are waiting for the floor on item 6.")).toBeDefined();
  expect(dialog().getByRole("radio", { name: /^7\./ })).toHaveProperty("checked", true);
  await userEvent.click(dialog().getByRole("radio", { name: new RegExp(`^${label}`) }));
  await userEvent.click(dialog().getByRole("button", { name: "Take it up" }));
  expect(meeting.commands).toEqual([{ name: "item.open", args: { item: 7, requests } }]);
});

test("rule 41: by keyboard alone those who wait are put aside, unless who presides says otherwise", async () => {
  const meeting = openSilent();
  await userEvent.keyboard("n");
  dialog().getByRole("button", { name: "Take it up" }).focus();
  await userEvent.keyboard("{Enter}");
  expect(meeting.commands).toEqual([{ name: "item.open", args: { item: 7, requests: "put_aside" } }]);
});

test("rule 41: a point of order asks nothing: it is about no item", async () => {
  const meeting = openSilent();
  for (const place of meeting.documents.queue?.places ?? []) place.motion = "point_of_order";
  await userEvent.keyboard("n");
  expect(meeting.commands).toEqual([{ name: "item.open", args: { item: 7 } }]);
});

test("rule 41: nothing is taken up while a delegate has the floor, and what mends it is at hand", async () => {
  const meeting = open();
  await userEvent.keyboard("n");
  const act = dialog().getByRole("button", { name: "Take it up" });
  expect(act).toHaveProperty("disabled", true);
  expect(dialog().getByText(/Argentina.* has the floor\. Wait until they have finished/)).toBeDefined();
  await userEvent.click(dialog().getByRole("button", { name: "Take the floor back" }));
  expect(meeting.commands).toEqual([{ name: "floor.take_back", args: { turn: 99 } }]);
  if (meeting.documents.turn) meeting.documents.turn.speaker = null;
  await expect.poll(() => act).toHaveProperty("disabled", false);
});

test("rule 41: nothing is closed while a delegate has the floor; who presides may, while they speak themselves", async () => {
  const meeting = open();
  await userEvent.keyboard("i");
  const act = dialog().getByRole("button", { name: "Close the item" });
  expect(act).toHaveProperty("disabled", true);
  expect(dialog().getByRole("button", { name: "Take the floor back" })).toBeDefined();
  if (meeting.documents.turn) meeting.documents.turn.speaker = sampleSpeaker({ who: KELLER });
  await expect.poll(() => act).toHaveProperty("disabled", false);
});

test("rule 41: who presides sees whose requests are put aside", async () => {
  const meeting = open();
  if (meeting.documents.queue) {
    meeting.documents.queue.aside = [
      { turn: 1, who: PEREIRA, item: 4 },
      { turn: 2, who: SATO, item: 4 },
      { turn: 3, who: SATO, item: 5 },
    ];
  }
  expect(await screen.findByText("Requests put aside: item 4: 2 and item 5: 1")).toBeDefined();
});

/** Something that this person did three seconds ago. */
function done(
  meeting: ReturnType<typeof open>,
  registration = KELLER.registration,
  action: UndoableAction = "item.open",
): void {
  const at = new Date(NOW - 3000).toISOString();
  if (meeting.documents.sitting) meeting.documents.sitting.undo = { act: 31, registration, action, at };
}

test("rule 42: what was just done is undone by one key, for as long as it is offered", async () => {
  const meeting = openSilent();
  await userEvent.keyboard("z");
  expect(meeting.commands).toEqual([]);
  done(meeting);
  expect(await screen.findByText("2 seconds left")).toBeDefined();
  await userEvent.keyboard("z");
  expect(meeting.commands).toEqual([{ name: "sitting.undo", args: { act: 31 } }]);
});

test("rule 42: it is told once, without counting aloud, and goes by itself with the focus led on", async () => {
  const meeting = openSilent();
  done(meeting);
  const said = () => [...document.querySelectorAll("[role=status]")].map((one) => one.textContent.trim());
  await expect.poll(said).toContain("The item is taken up. Undo with the key Z.");
  button(/^Undo/).focus();
  meeting.now = NOW + 2000;
  await expect.poll(() => document.querySelector(".undo")).toBeNull();
  await expect.poll(() => document.activeElement?.textContent).toBe("Time plan");
});

test("rule 42: a suspension, which the key O makes at once, is undone by one key too", async () => {
  const meeting = openSilent();
  await userEvent.keyboard("o");
  expect(meeting.commands).toEqual([{ name: "sitting.suspend", args: {} }]);
  if (meeting.documents.sitting) meeting.documents.sitting.state = "suspended";
  done(meeting, KELLER.registration, "sitting.suspend");
  const said = () => [...document.querySelectorAll("[role=status]")].map((one) => one.textContent.trim());
  await expect.poll(said).toContain("The sitting is suspended. Undo with the key Z.");
  await userEvent.keyboard("z");
  expect(meeting.commands.at(-1)).toEqual({ name: "sitting.undo", args: { act: 31 } });
});

test("rule 42: what another has done is not offered", async () => {
  const meeting = openSilent();
  done(meeting, SATO.registration);
  await expect.poll(() => document.querySelector(".undo")).toBeNull();
});
