import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { tick } from "svelte";
import { expect, test } from "vitest";

import { CONSOLE_SCENES } from "../testing/console-scenes";
import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { button, buttons, dialog, open } from "../testing/opened-console";
import { sampleContext, samplePlace, sampleSpeaker } from "../testing/sample";
import { CHAIR, HAUGEN, KELLER, OFFICER, SATO } from "../testing/sample-people";
import Console from "./Console.svelte";

const HEAD = 100 + SATO.registration;
const SPEAKER = 99;

test.each(Object.keys(CONSOLE_SCENES))("the console shows the scene: %s", (scene) => {
  open(KELLER, scene);
  expect(document.querySelector("main")?.textContent).toBeTruthy();
});

test.each([
  ["{Enter}", "floor.next", { expected: HEAD }],
  ["m", "floor.mute", { turn: SPEAKER, muted: true }],
  ["t", "floor.take_back", { turn: SPEAKER }],
  ["b", "floor.put_back", { turn: SPEAKER }],
  ["e", "floor.extend", { turn: SPEAKER, seconds: 60 }],
  ["l", "queue.close", {}],
  ["o", "sitting.suspend", {}],
  ["{Shift>}[Digit3]{/Shift}", "floor.give", { turn: 104 }],
])("the key %s gives the command %s", async (key, name, args) => {
  const meeting = open();
  await userEvent.keyboard(key);
  expect(meeting.commands).toEqual([{ name, args }]);
});

test("digits choose what the leader hears, and give the floor to nobody", async () => {
  const meeting = open();
  await userEvent.keyboard("[Digit5]");
  expect(meeting.listening.heard).toBe("fr");
  expect(meeting.commands).toEqual([]);
});

test("keys are letters in the search for a person", async () => {
  const meeting = open();
  await userEvent.keyboard("p");
  expect(document.activeElement).toBe(screen.getByLabelText("Find a person or a Member"));
  await userEvent.keyboard("mtb");
  expect(meeting.commands).toEqual([]);
});

test("who gives the floor by its button is led to who has it", async () => {
  const meeting = open();
  await tick();
  button(/^Give the floor\s+Enter$/).focus();
  const { queue, turn } = meeting.documents;
  if (queue) queue.places = [];
  if (turn) turn.speaker = sampleSpeaker({ turn: HEAD, who: SATO });
  await expect.poll(() => document.activeElement?.textContent).toContain("Sato");
  expect(document.activeElement?.tagName).toBe("H2");
});

test("a speaker whom the server does not confirm is not said to be connecting for ever", async () => {
  const meeting = open();
  const { turn } = meeting.documents;
  const granted_at = new Date(meeting.now - 14_000).toISOString();
  if (turn)
    turn.speaker = sampleSpeaker({ state: "granted", granted_at, connected_at: null, audible_at: null, since: null });
  await tick();
  expect(screen.getByText(/^Connecting since/)).toBeDefined();
  meeting.now += 2000;
  await tick();
  expect(screen.getByText(/^Not confirmed by the server since/)).toBeDefined();
  expect(screen.queryByText(/^Connecting since/)).toBeNull();
});

test("minutes read from left to right in every language, and titles in their own", () => {
  const meeting = new FakeMeeting(sampleContext(KELLER, "ar"));
  CONSOLE_SCENES["usual"]?.(meeting);
  const [item] = meeting.context.items;
  if (item) item.language = "en";
  render(Console, { meeting });
  const [minutes] = document.querySelectorAll<HTMLElement>(".plan .minutes bdi");
  const [title] = document.querySelectorAll<HTMLElement>(".plan .title bdi");
  expect([minutes?.dir, title?.lang]).toEqual(["ltr", "en"]);
});

test("keys that are turned off act no longer", async () => {
  const meeting = open();
  await userEvent.keyboard("k");
  await userEvent.click(dialog().getByRole("checkbox", { name: "Enable keyboard shortcuts" }));
  await userEvent.click(dialog().getByRole("button", { name: "Close" }));
  await userEvent.keyboard("m");
  expect(meeting.commands).toEqual([]);
});

test("the server's refusal stands beside the control", async () => {
  const meeting = open(KELLER, "refused");
  await userEvent.click(button(/^Give the floor\s+Enter$/));
  expect(meeting.commands).toHaveLength(1);
  const refusal = screen.getByText(/The queue changed meanwhile/);
  expect(refusal.closest("section")?.textContent).toMatch(/^Next/);
  expect(refusal.closest("[role=alert]")).not.toBeNull();
});

test("another leader sees the console, and nothing in it acts", async () => {
  const meeting = open(CHAIR);
  expect(screen.getByText(/Vice-Chair.* presides\. You see/)).toBeDefined();
  for (const name of [
    /Give the floor/,
    /Mute/,
    /Take the floor back/,
    /Close the list of speakers/,
    /Now/,
    /Actions/,
    /Suspend/,
  ]) {
    expect(buttons(name)).toEqual([]);
  }
  await userEvent.keyboard("{Enter}mtbelnoxgs");
  expect(meeting.commands).toEqual([]);
  expect(document.querySelector("dialog")).toBeNull();
});

test("the secretariat may pass the lead, and nothing else", async () => {
  const meeting = open(OFFICER);
  await userEvent.keyboard("{Enter}mo");
  expect(meeting.commands).toEqual([]);
  await userEvent.click(button(/Hand over the chair/));
  await userEvent.click(dialog().getByRole("button", { name: /Brandt.* now presides/ }));
  expect(meeting.commands).toEqual([{ name: "lead.pass", args: { registration: CHAIR.registration } }]);
});

test.each(["planned", "suspended"])("in a sitting that is %s nobody is given the floor", async (scene) => {
  const meeting = open(KELLER, scene);
  await userEvent.keyboard("{Enter}");
  expect(meeting.commands).toEqual([]);
  expect(buttons(/^Now/)).toEqual([]);
  await userEvent.keyboard("o");
  expect(meeting.commands[0]?.name).toBe(scene === "planned" ? "sitting.open" : "sitting.resume");
});

test("a sitting with an empty booth is opened once that is known", async () => {
  const meeting = open(KELLER, "planned");
  for (const booth of meeting.documents.booths?.booths ?? []) booth.staffed = !["fr", "ru"].includes(booth.language);
  await tick();
  await userEvent.keyboard("o");
  expect(meeting.commands).toEqual([]);
  const languages = [...document.querySelectorAll("dialog li")].map((one) => one.textContent);
  expect(languages).toEqual(["French", "Russian"]);
  await userEvent.click(dialog().getByRole("button", { name: "Open the sitting" }));
  expect(meeting.commands).toEqual([{ name: "sitting.open", args: {} }]);
});

test("an ended sitting has nothing to do", async () => {
  const meeting = open(KELLER, "ended");
  await userEvent.keyboard("{Enter}mtblnoxgs");
  expect(meeting.commands).toEqual([]);
});

test("a move in the queue needs a reason", async () => {
  const meeting = open();
  await userEvent.keyboard("r");
  await userEvent.click(button(/^Up: .*Haugen/));
  const move = button(/^Move$/);
  expect(move).toHaveProperty("disabled", true);
  await userEvent.type(screen.getByLabelText(/Reason/), "   ");
  expect(move).toHaveProperty("disabled", true);
  await userEvent.type(screen.getByLabelText(/Reason/), "Must leave at one");
  await userEvent.click(move);
  expect(meeting.commands).toEqual([
    { name: "queue.move", args: { turn: 105, before: 104, reason: "Must leave at one" } },
  ]);
  expect(buttons(/^Move$/)).toEqual([]);
});

test("by keyboard the focus stays with the line that moves", async () => {
  open();
  await userEvent.keyboard("r");
  button(/^Up: .*Haugen/).focus();
  await userEvent.keyboard("{Tab}{Shift>}{Tab}{/Shift}{Enter}{Enter}");
  expect(document.activeElement).toBe(button(/^Up: .*Haugen/));
  expect(screen.getAllByText(/from place 4 to place 2/).length).toBeGreaterThan(0);
});

test("a draft falls when the request has left the queue", async () => {
  const meeting = open();
  await userEvent.keyboard("r");
  await userEvent.click(button(/^Up: .*Haugen/));
  const queue = meeting.documents.queue;
  if (queue) queue.places = queue.places.filter(({ who }) => who.registration !== HAUGEN.registration);
  expect(await screen.findByText(/The list of speakers has changed, so your move was not made/)).toBeDefined();
  expect(buttons(/^Move$/)).toEqual([]);
});

test("an observer who has spoken is given the floor again only with a reason (rule 9)", async () => {
  const meeting = open();
  meeting.documents.queue?.spoken.push("NO");
  await userEvent.click(button(/^Actions: .*Haugen/));
  const give = dialog().getByRole("button", { name: "Give the floor" });
  await userEvent.click(dialog().getByRole("radio", { name: "English" }));
  expect(give).toHaveProperty("disabled", true);
  await userEvent.type(dialog().getByRole("textbox", { name: /Reason/ }), "Asked for facts");
  await userEvent.click(give);
  const args = { registration: HAUGEN.registration, language: "en", override: "Asked for facts" };
  expect(meeting.commands).toEqual([{ name: "floor.invite", args }]);
});

test("an observer who has spoken since asking is passed over, and keeps the place", async () => {
  const meeting = open();
  const { queue } = meeting.documents;
  queue?.places.unshift(samplePlace(HAUGEN, 1, "10:38:00", { turn: 7, next: false }));
  queue?.spoken.push("NO");
  await tick();
  await userEvent.keyboard("{Enter}");
  expect(meeting.commands).toEqual([{ name: "floor.next", args: { expected: HEAD } }]);
  expect(document.body.textContent).toContain("Has spoken on this item");
  // The floor is given to them by an invitation alone.
  expect(buttons(/^Now: .*Norway/)).toEqual([]);
});

test("after the end of the window nothing begins, and the leader prolongs it with a reason", async () => {
  const meeting = open();
  if (meeting.documents.sitting) meeting.documents.sitting.ends_at = new Date(meeting.now - 1000).toISOString();
  await tick();
  expect(document.body.textContent).toContain("The scheduled time of the sitting is over.");
  await userEvent.keyboard("{Enter}n");
  expect(meeting.commands).toEqual([]);
  await userEvent.keyboard("u");
  const prolong = dialog().getByRole("button", { name: "Extend the sitting" });
  await userEvent.click(dialog().getByRole("radio", { name: /^15 minutes, until/ }));
  expect(prolong).toHaveProperty("disabled", true);
  await userEvent.type(dialog().getByRole("textbox", { name: /Reason/ }), "One statement is left");
  await userEvent.click(prolong);
  const args = { minutes: 15, reason: "One statement is left" };
  expect(meeting.commands).toEqual([{ name: "sitting.prolong", args }]);
});

test("whose Member has not spoken needs no reason", async () => {
  const meeting = open();
  await userEvent.click(button(/^Actions: .*Sato/));
  await userEvent.click(dialog().getByRole("radio", { name: "Français" }));
  await userEvent.click(dialog().getByRole("button", { name: "Give the floor" }));
  const args = { registration: SATO.registration, language: "fr" };
  expect(meeting.commands).toEqual([{ name: "floor.invite", args }]);
});

test("somebody is removed with a reason, and readmitted", async () => {
  const meeting = open();
  await userEvent.click(button(/^Actions: .*Sato/));
  await userEvent.click(dialog().getByRole("radio", { name: "Remove from the room" }));
  const remove = dialog().getByRole("button", { name: "Remove from the room" });
  expect(remove).toHaveProperty("disabled", true);
  await userEvent.type(dialog().getByRole("textbox", { name: /Reason/ }), "Disturbs");
  await userEvent.click(remove);
  if (meeting.documents.presence) meeting.documents.presence.removed = [SATO];
  await expect.poll(() => buttons(/^Readmit .*Sato/)).toHaveLength(1);
  await userEvent.click(button(/^Readmit .*Sato/));
  const registration = SATO.registration;
  expect(meeting.commands).toEqual([
    { name: "room.remove", args: { registration, reason: "Disturbs" } },
    { name: "room.readmit", args: { registration } },
  ]);
  if (meeting.documents.presence) meeting.documents.presence.removed = [];
  await expect.poll(() => buttons(/^Readmit/)).toEqual([]);
});

test("who presides has everybody reconnected, and is asked first", async () => {
  const meeting = open();
  await userEvent.click(button(/^Reconnect everyone/));
  expect(meeting.commands).toEqual([]);
  await userEvent.click(dialog().getByRole("button", { name: "Reconnect everyone" }));
  expect(meeting.commands.map(({ name }) => name)).toEqual(["room.renew"]);
});

test("the leader speaks: the floor, in their usual language", async () => {
  const meeting = open();
  await userEvent.keyboard("s");
  await userEvent.click(dialog().getByRole("button", { name: "Take the floor" }));
  const args = { registration: KELLER.registration, language: "en" };
  expect(meeting.commands).toEqual([{ name: "floor.invite", args }]);
});

test("the end is asked about, and says what it ends", async () => {
  const meeting = open();
  await userEvent.keyboard("x");
  expect(meeting.commands).toEqual([]);
  expect(dialog().getByText("5 requests for the floor are withdrawn.")).toBeDefined();
  expect(dialog().getByText("2 items are carried over.")).toBeDefined();
  await userEvent.click(dialog().getByRole("button", { name: "End the sitting" }));
  expect(meeting.commands).toEqual([{ name: "sitting.end", args: {} }]);
});

test("a plan past the closing time is forecast, and marked in the plan (rule 16)", () => {
  open(KELLER, "late");
  expect(screen.getByText("Forecast 15:06, 7 minutes over")).toBeDefined();
  expect(screen.getByText("past 15:00")).toBeDefined();
});

test("a prolonged sitting is forecast by its new end (rule 16)", async () => {
  const meeting = open(KELLER, "late");
  if (meeting.documents.sitting) meeting.documents.sitting.ends_at = "2020-06-09T13:30:00Z";
  await tick();
  expect(screen.queryByText(/minutes over/)).toBeNull();
  expect(screen.queryByText(/^past/)).toBeNull();
});

test("who could not speak, and why, stands where the speaker would", () => {
  open(KELLER, "cutoff");
  expect(screen.getByText(/Pratt.*could not speak: the browser did not allow the microphone/)).toBeDefined();
});

test("a dialog hands the focus back", async () => {
  open();
  const acts = button(/^Actions: .*Sato/);
  await userEvent.click(acts);
  await userEvent.click(dialog().getByRole("button", { name: "Cancel" }));
  expect(document.activeElement).toBe(acts);
});
