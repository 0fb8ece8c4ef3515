import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";

import type { Who } from "../api/documents";
import { CONSOLE_SCENES } from "../testing/console-scenes";
import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { floorSpeaks } from "../testing/passing";
import { sampleContext } from "../testing/sample";
import { OFFICER, SATO, TECHNICIAN } from "../testing/sample-people";
import Desk from "./Desk.svelte";

const THREAD = {
  seq: 40,
  call: null,
  requests: [],
  messages: [
    { id: 11, who: SATO, text: "Good morning.", at: "2020-06-09T10:40:00Z" },
    { id: 12, who: SATO, text: "My camera shows a black picture.", at: "2020-06-09T10:40:50Z" },
  ],
};

function open(who: Who = TECHNICIAN, scene = "usual"): FakeMeeting {
  const meeting = new FakeMeeting(sampleContext(who));
  CONSOLE_SCENES[scene]?.(meeting);
  render(Desk, { meeting });
  return meeting;
}

test.each(Object.keys(CONSOLE_SCENES))("the desk shows the scene: %s", (scene) => {
  open(TECHNICIAN, scene);
  expect(document.querySelector("main")?.textContent).toBeTruthy();
});

test("who waits for an answer comes first, and is found by words", async () => {
  open();
  expect(screen.getByText("2 waiting")).toBeDefined();
  const names = screen.getAllByRole("button", { name: /waiting|messages?$/ }).map((one) => one.textContent);
  expect(names[0]).toContain("Sato");
  expect(names[1]).toContain("Asante");
  await userEvent.type(screen.getByRole("searchbox", { name: "Find a conversation" }), "volume");
  expect(screen.getAllByRole("button", { name: /waiting|messages?$/ })).toHaveLength(1);
});

test("a thread is read whole, and answered", async () => {
  const meeting = open();
  meeting.threads[SATO.registration] = THREAD;
  await userEvent.click(screen.getByRole("button", { name: /Sato/ }));
  const log = within(screen.getByRole("log"));
  expect(await log.findByText("Good morning.")).toBeDefined();
  await userEvent.type(screen.getByRole("textbox", { name: /Answer to/ }), "Yes, you can.{Enter}");
  const args = { registration: SATO.registration, text: "Yes, you can." };
  expect(meeting.commands).toEqual([{ name: "help.answer", args }]);
});

test("a new message makes the open thread be read again", async () => {
  const meeting = open();
  const read = vi.spyOn(meeting, "thread").mockResolvedValue(THREAD);
  await userEvent.click(screen.getByRole("button", { name: /Sato/ }));
  await expect.poll(() => read.mock.calls).toHaveLength(1);
  const thread = meeting.documents.desk?.threads[0];
  if (thread) thread.last = { ...thread.last, id: 13 };
  await expect.poll(() => read.mock.calls).toHaveLength(2);
});

test("a thread that cannot be read still shows its last message, and says so", async () => {
  open();
  await userEvent.click(screen.getByRole("button", { name: /Sato/ }));
  expect(await screen.findByText(/Older messages could not be read/)).toBeDefined();
  expect(within(screen.getByRole("log")).getByText(/My camera shows a black picture/)).toBeDefined();
});

test("the secretariat reads, and does not answer", async () => {
  open(OFFICER).threads[SATO.registration] = THREAD;
  await userEvent.click(screen.getByRole("button", { name: /Sato/ }));
  expect(screen.queryByRole("textbox", { name: /Answer/ })).toBeNull();
  expect(screen.queryByRole("button", { name: /Correct the language/ })).toBeNull();
});

test("sound and picture is shown to those who may act on it, and to others where there is something to read", async () => {
  const card = { name: "Sound and picture" };
  const desk = open(OFFICER).documents.desk;
  expect(screen.getByRole("region", card).textContent).toContain("12:12:30");
  if (desk) desk.room_made_again_at = null;
  await expect.poll(() => screen.queryByRole("region", card)).toBeNull();
});

test("a pivot booth that is silent while the floor speaks is told, with the booths that rely on it", async () => {
  const meeting = open();
  const russian = meeting.documents.booths?.booths.find(({ language }) => language === "ru");
  if (russian)
    Object.assign(russian, { staffed: true, hears: { source: "booth", pivot: "en", deputy: "", relays: 1 } });
  const card = within(screen.getByRole("region", { name: "Alarms" }));
  expect(card.queryByText(/English: the booth is silent/)).toBeNull();
  await floorSpeaks(meeting, 3);
  const title = card.getByText("English: the booth is silent while the floor speaks.", { selector: "b" });
  expect(title.closest("li")?.textContent).toMatch(/Booths that interpret from it: .*Russian.*Listeners of English/s);
});

test("who is in which booth is told with for how long, and a channel is listened to by one button", async () => {
  const meeting = open();
  const card = within(screen.getByRole("region", { name: "Booths and channels" }));
  const french = card.getByRole("button", { name: "Listen to French" });
  const words = french.closest("li")?.textContent;
  expect(words).toMatch(/Meunier.*on air for 14 minutes.*Adjei.*in the booth since 11:56/s);
  expect(card.getAllByText("lost the connection")).toHaveLength(1);
  expect(french.getAttribute("aria-pressed")).toBe("false");
  await userEvent.click(french);
  expect(meeting.listening.heard).toBe("fr");
  expect(french.getAttribute("aria-pressed")).toBe("true");
  await userEvent.click(card.getByRole("button", { name: "Listen to Floor" }));
  expect(meeting.listening.heard).toBe("floor");
});

test("turns with their times, durations and causes", () => {
  open();
  const rows = within(screen.getByRole("table")).getAllByRole("row").slice(1);
  expect(rows[0]?.textContent).toMatch(/Argentina.*12:39:39.*0\.09 s \+ 1\.71 s.*heard/s);
  expect(rows[1]?.textContent).toMatch(/Northline.*failed: the browser did not allow the microphone/s);
  expect(screen.getByRole("link", { name: /All turns/ }).getAttribute("href")).toBe("/sittings/1/desk/turns/");
});

test("who was cut off, by whom seen, and how fast", () => {
  open();
  expect(screen.getByText(/without the floor at 12:31:04, seen by the media server/)).toBeDefined();
  expect(screen.getByText("cut off after 0.07 s")).toBeDefined();
});

test("that the media server made the room again is shown, and a technician has everybody reconnected", async () => {
  const meeting = open();
  expect(screen.getByText(/restarted the room at 12:12:30/)).toBeDefined();
  await userEvent.click(screen.getByRole("button", { name: "Reconnect everyone" }));
  const dialog = within(screen.getByRole("dialog"));
  expect(dialog.getByText(/Sound and picture stop for everyone for a few seconds/)).toBeDefined();
  expect(meeting.commands).toEqual([]);
  await userEvent.click(dialog.getByRole("button", { name: "Reconnect everyone" }));
  expect(meeting.commands.map(({ name }) => name)).toEqual(["room.renew"]);
});

test("the secretariat, which sees the desk, is not offered to reconnect everybody", () => {
  open(OFFICER);
  expect(screen.queryByRole("button", { name: "Reconnect everyone" })).toBeNull();
});

test("every value of a turn has the label of its column, for a narrow screen", () => {
  open();
  const table = screen.getByRole("table");
  const heads = within(table).getAllByRole("columnheader").slice(1);
  const first = within(table).getAllByRole("row")[1];
  const values = [...(first?.querySelectorAll("td") ?? [])];
  expect(values.map((cell) => cell.dataset["label"])).toEqual(heads.map((head) => head.textContent));
  expect(values.filter((cell) => cell.textContent.trim() === "").every((cell) => "empty" in cell.dataset)).toBe(true);
});
