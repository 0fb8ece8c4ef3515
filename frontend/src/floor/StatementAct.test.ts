import { fireEvent, render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { sampleContext } from "../testing/sample";
import { TECHNICIAN } from "../testing/sample-people";
import StatementAct from "./StatementAct.svelte";

function open(change: (meeting: FakeMeeting) => void = () => undefined): FakeMeeting {
  const meeting = new FakeMeeting();
  change(meeting);
  render(StatementAct, { meeting, keys: true });
  return meeting;
}

const OWN = { number: 2, language: "fr", text: "Merci.", file: "", published: true };

async function field(): Promise<HTMLTextAreaElement> {
  const found = await screen.findByRole<HTMLTextAreaElement>("textbox", { name: "Text of the statement" });
  await expect.poll(() => found.disabled).toBe(false);
  return found;
}

test("by the key T a text is handed in for the open item, and not published unless one says so", async () => {
  const meeting = open();
  await userEvent.keyboard("t");
  await userEvent.type(await field(), "Thank you.");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect(meeting.commands).toEqual([
    {
      name: "statement.hand_in",
      args: { item: 6, language: "en", text: "Thank you.", published: false, seen: 0 },
    },
  ]);
  await expect.poll(() => screen.queryByRole("dialog")).toBeNull();
  expect(document.activeElement?.textContent).toContain("Text of statement");
});

test("what was handed in is there to be replaced, on top of the version that one sees", async () => {
  const meeting = open((given) => (given.own = OWN));
  await userEvent.click(screen.getByRole("button", { name: /Text of statement/ }));
  const text = await field();
  await expect.poll(() => text.value).toBe("Merci.");
  await fireEvent.input(text, { target: { value: "Merci bien." } });
  await userEvent.click(screen.getByRole("button", { name: "Replace the text" }));
  expect(meeting.commands[0]?.args).toEqual({
    item: 6,
    language: "fr",
    text: "Merci bien.",
    published: true,
    seen: 2,
  });
});

test("it is withdrawn, and a refusal is shown with the text still there", async () => {
  const meeting = open((given) => {
    given.own = OWN;
    given.answers["statement.withdraw"] = {
      ok: false,
      reason: { rule: 0, code: "statement_spoken", facts: {} },
      message: "It was spoken.",
    };
  });
  await userEvent.keyboard("t");
  await field();
  await userEvent.click(await screen.findByRole("button", { name: "Withdraw the text" }));
  expect(meeting.commands.map(({ name }) => name)).toEqual(["statement.withdraw"]);
  expect(await screen.findByText("It was spoken.")).toBeTruthy();
  expect((await field()).value).toBe("Merci.");
});

test("nothing is handed in while the server does not say what is there", async () => {
  open((given) => (given.own = undefined));
  await userEvent.keyboard("t");
  expect(await screen.findByText(/The server did not answer/)).toBeTruthy();
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Hand in" }).disabled).toBe(true);
});

test("without an open item, or without the right to speak, there is nothing to press", () => {
  open((given) => {
    if (given.documents.items) given.documents.items.open = null;
  });
  expect(screen.queryByRole("button")).toBeNull();
  const meeting = new FakeMeeting(sampleContext(TECHNICIAN));
  render(StatementAct, { meeting, keys: true });
  expect(screen.queryByRole("button")).toBeNull();
});
