import { screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { button, dialog, open } from "../testing/opened-console";
import { KELLER } from "../testing/sample-people";

test("closing an item by keyboard leads to the time plan", async () => {
  const meeting = open();
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
  const meeting = open();
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
  const meeting = open();
  await userEvent.keyboard("i");
  await userEvent.click(dialog().getByRole("radio", { name: /interrupted/ }));
  await userEvent.click(dialog().getByRole("button", { name: "Interrupt the item" }));
  expect(meeting.commands).toEqual([{ name: "item.close", args: { item: 6, outcome: "", seen: 0, words: "" } }]);
});

test("an item under which something is proposed is not offered to be noted", async () => {
  const meeting = open();
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
  const meeting = open(KELLER, "agenda");
  expect(screen.getByText("Other items of the agenda (2)")).toBeDefined();
  await userEvent.click(button(/^Take up item 3$/));
  expect(dialog().getByText(/The open item is interrupted, without an outcome/)).toBeDefined();
  await userEvent.click(dialog().getByRole("button", { name: "Take it up" }));
  expect(meeting.commands).toEqual([{ name: "item.open", args: { item: 3 } }]);
});
