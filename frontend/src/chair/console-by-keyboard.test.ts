import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { tick } from "svelte";
import { expect, test } from "vitest";

import type { Answer } from "../meeting";
import { CONSOLE_SCENES } from "../testing/console-scenes";
import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { sampleContext } from "../testing/sample";
import { HAUGEN, KELLER, SATO } from "../testing/sample-people";
import Console from "./Console.svelte";

/** Somebody presides who goes by keyboard, and has been at the heading of the page. */
async function open(): Promise<FakeMeeting> {
  const meeting = new FakeMeeting(sampleContext(KELLER));
  CONSOLE_SCENES["usual"]?.(meeting);
  render(Console, { meeting });
  document.querySelector("h1")?.focus();
  await tick();
  return meeting;
}

const focused = () => document.activeElement?.textContent.replace(/\s+/g, " ").trim();

function button(name: RegExp): HTMLButtonElement {
  const words = (one: HTMLButtonElement) => (one.getAttribute("aria-label") ?? one.textContent).trim();
  const found = [...document.querySelectorAll("button")].find((one) => name.test(words(one)));
  if (!found) throw new Error(`no button is named ${String(name)}`);
  return found;
}

/** What the live regions say, without the marks that keep directions apart. */
const said = () => [...document.querySelectorAll("[role=status]")].map((one) => one.textContent.replace(/[⁨⁩]/g, ""));

test("reordering by its key begins at its heading, and the move is told at its end", async () => {
  await open();
  await userEvent.keyboard("r");
  expect(focused()).toBe("Reorder the list of speakers");
  button(/^Up: .*Haugen/).focus();
  await userEvent.keyboard("{Enter}");
  screen.getByLabelText(/^Reason/).focus();
  await userEvent.keyboard("Must leave at one{Enter}");
  await expect.poll(focused).toBe("Reorder R");
  expect(said()).toContain("Moved. Norway: from place 4 to place 3");
});

test("what is shown of a move while the list comes back in its new order is not told", async () => {
  const meeting = await open();
  await userEvent.keyboard("r");
  button(/^Up: .*Haugen/).focus();
  await userEvent.keyboard("{Enter}");
  expect(said()).toContain("Norway: from place 4 to place 3");
  let answer: (done: Answer) => void = () => undefined;
  meeting.command = () => new Promise<Answer>((resolve) => (answer = resolve));
  screen.getByLabelText(/^Reason/).focus();
  await userEvent.keyboard("Must leave at one{Enter}");
  expect(said().join()).not.toContain("from place");
  answer({ ok: true, seq: 41, result: {} });
  await expect.poll(said).toContain("Moved. Norway: from place 4 to place 3");
});

test("who searches among the people hears how many there are", async () => {
  await open();
  await userEvent.keyboard("p");
  await userEvent.keyboard("Sato");
  expect(said()).toContain("one person");
  await userEvent.keyboard("xyz");
  expect(said()).toContain("No one with that name is here.");
});

test("undoing a move leads back to the reordering", async () => {
  await open();
  await userEvent.keyboard("r");
  button(/^Up: .*Haugen/).focus();
  await userEvent.keyboard("{Enter}");
  button(/^Undo$/).focus();
  await userEvent.keyboard("{Enter}");
  expect(focused()).toBe("Reorder the list of speakers");
});

test("a reordering that ends by itself leads to the list", async () => {
  const meeting = await open();
  await userEvent.keyboard("r");
  const { queue } = meeting.documents;
  if (queue) queue.places = queue.places.slice(0, 1);
  await expect.poll(focused).toBe("Waiting: 1");
});

test("who is removed goes from the people with their button: the focus is there, and it is told", async () => {
  const meeting = await open();
  button(/^Actions: .*Sato/).focus();
  const { presence } = meeting.documents;
  if (!presence) throw new Error("nobody is there");
  const people = presence.people.filter(({ who }) => who.registration !== SATO.registration);
  meeting.documents.presence = { ...presence, people, removed: [SATO] };
  await expect.poll(focused).toBe("People");
  expect(said()).toContain("Mr. Kenji Sato, Japan is removed from the room.");
  button(/^Readmit .*Sato/).focus();
  meeting.documents.presence = { ...presence, people, removed: [] };
  await expect.poll(said).toContain("Mr. Kenji Sato, Japan is readmitted.");
  expect(focused()).toBe("People");
});

test("who was removed before the page came is not told as though it had happened now", async () => {
  const meeting = new FakeMeeting(sampleContext(KELLER));
  if (meeting.documents.presence) meeting.documents.presence.removed = [HAUGEN];
  render(Console, { meeting });
  await tick();
  expect(said().join()).not.toContain("removed");
});

test("a question that a key asked from nowhere leads to the time plan when it is put away", async () => {
  await open();
  document.querySelector("h1")?.blur();
  await userEvent.keyboard("x");
  button(/^Cancel$/).focus();
  await userEvent.keyboard("{Enter}");
  await expect.poll(focused).toBe("Time plan");
});
