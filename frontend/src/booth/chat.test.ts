import { fireEvent, render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";

import type { Who } from "../api/documents";
import type { Circle } from "../api/vocabulary";
import type { ChatMessage } from "../help/booth-words";
import { CONSOLE_SCENES } from "../testing/console-scenes";
import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { sampleContext } from "../testing/sample";
import { ADJEI, MEUNIER, TECHNICIAN, who } from "../testing/sample-people";
import Booth from "./Booth.svelte";

const PRICE = who(36, "Ms. Ellen Price", null, "interpreter");

function message(id: number, by: Who, circle: Circle, said: Partial<ChatMessage> = {}): ChatMessage {
  return { id, who: by, circle, booth: "fr", ready: null, text: "", at: `2020-06-09T10:4${String(id)}:00Z`, ...said };
}

function open(scene = "off", change: (meeting: FakeMeeting) => void = () => undefined): FakeMeeting {
  const meeting = new FakeMeeting(sampleContext(MEUNIER));
  CONSOLE_SCENES[scene]?.(meeting);
  change(meeting);
  render(Booth, { meeting });
  return meeting;
}

function written(meeting: FakeMeeting): void {
  meeting.documents.chat = {
    seq: 41,
    messages: [
      message(1, ADJEI, "partner", { ready: "take_over" }),
      message(3, TECHNICIAN, "technicians", { text: "Which cable?" }),
    ],
  };
  meeting.documents.booths_chat = {
    seq: 41,
    messages: [message(2, PRICE, "booths", { booth: "en", ready: "relay_unclear" })],
  };
}

const chat = () => within(screen.getByRole("region", { name: /^Messages/ }));
const log = () => within(chat().getByRole("log")).getAllByRole("article");
const sent = (meeting: FakeMeeting) =>
  meeting.commands.filter(({ name }) => name === "booth.say").map(({ args }) => args);

beforeEach(() => localStorage.clear());

test("all that a booth reads is in one list, in the order of writing, each in the reader's words", () => {
  open("off", written);
  const lines = log().map(({ textContent }) => textContent.replaceAll(/\s+/g, " "));
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(/Adjei.*Partner.*Can you take over now\?/);
  expect(lines[1]).toMatch(/Price.*All booths, from: English.*Relay is not clear\./);
  expect(lines[2]).toMatch(/Technicians.*Which cable\?/);
});

test("what others wrote is counted until one looks, and the key M goes to the field", async () => {
  const meeting = open("off", written);
  expect(chat().getByText("3 new")).toBeDefined();
  await userEvent.keyboard("m");
  expect(document.activeElement).toBe(chat().getByRole("textbox", { name: "Message to: Partner" }));
  expect(chat().queryByText(/ new$/)).toBeNull();
  // What comes while one writes has been seen; what comes later has not.
  meeting.documents.chat?.messages.push(message(4, ADJEI, "partner", { text: "Now?" }));
  await expect.poll(() => log().length).toBe(4);
  expect(chat().queryByText(/ new$/)).toBeNull();
  (document.activeElement as HTMLElement).blur();
  meeting.documents.chat?.messages.push(message(5, MEUNIER, "partner", { text: "Yes" }));
  meeting.documents.chat?.messages.push(message(6, ADJEI, "partner", { text: "Thanks" }));
  expect(await chat().findByText("one new")).toBeDefined();
});

test("a text and a ready sentence go to the circle that is chosen", async () => {
  const meeting = open();
  await userEvent.type(chat().getByRole("textbox"), "Page four{Enter}");
  await fireEvent.click(chat().getByRole("radio", { name: "Presiding officer" }));
  await fireEvent.click(chat().getByRole("button", { name: "Please use the microphone." }));
  expect(sent(meeting)).toEqual([
    { circle: "partner", text: "Page four" },
    { circle: "presiding", ready: "use_microphone" },
  ]);
  expect(chat().queryByRole("button", { name: "Can you take over now?" })).toBeNull();
});

test("a message that is refused says why, and its text stays", async () => {
  const meeting = open();
  const reason = { rule: 0, code: "chat_too_many" as const, facts: {} };
  meeting.answers["booth.say"] = { ok: false, reason, message: "Wait a moment." };
  await userEvent.type(chat().getByRole("textbox"), "Page four{Enter}");
  expect(await chat().findAllByText("Wait a moment.")).toHaveLength(1);
  expect(chat().getByRole("textbox")).toHaveProperty("value", "Page four");
  await fireEvent.click(chat().getByRole("button", { name: "Yes." }));
  expect(await chat().findAllByText("Wait a moment.")).toHaveLength(2);
});

test("from no booth one writes to all booths alone", async () => {
  const meeting = open("out");
  const off = chat()
    .getAllByRole("radio")
    .map((radio) => (radio as HTMLInputElement).disabled);
  expect(off).toEqual([true, false, true, true]);
  await userEvent.type(chat().getByRole("textbox", { name: "Message to: All booths" }), "Hello{Enter}");
  expect(sent(meeting)).toEqual([{ circle: "booths", text: "Hello" }]);
});

test("who practises alone has nobody to write to", () => {
  open("off", (meeting) => (meeting.alone = true));
  expect(screen.queryByRole("region", { name: /^Messages/ })).toBeNull();
});
