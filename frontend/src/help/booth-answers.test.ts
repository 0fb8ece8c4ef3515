import { fireEvent, render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";

import type { ChatDocument } from "../api/documents";
import type { Circle } from "../api/vocabulary";
import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { sampleContext } from "../testing/sample";
import { ADJEI, MEUNIER, TECHNICIAN, who } from "../testing/sample-people";
import { BoothChat } from "./booth-chat.svelte";
import BoothAnswers from "./BoothAnswers.svelte";

const PRICE = who(36, "Ms. Ellen Price", null, "interpreter");

function chatOf(circle: Circle): ChatDocument {
  const at = "2020-06-09T10:41:00Z";
  return {
    seq: 41,
    messages: [
      { id: 1, who: PRICE, circle, booth: "en", ready: null, text: "Louder, please", at },
      { id: 2, who: MEUNIER, circle, booth: "fr", ready: "speaker_unheard", text: "", at },
      { id: 3, who: TECHNICIAN, circle, booth: "en", ready: "yes", text: "", at },
    ],
  };
}

function open(): { meeting: FakeMeeting; chat: BoothChat } {
  const meeting = new FakeMeeting(sampleContext(TECHNICIAN));
  meeting.documents.technicians_chat = chatOf("technicians");
  const chat = new BoothChat(
    () => meeting,
    () => meeting.documents.technicians_chat?.messages ?? [],
  );
  render(BoothAnswers, { meeting, chat, circle: "technicians" });
  return { meeting, chat };
}

beforeEach(() => localStorage.clear());

test("one answers the booth that wrote last, or another one", async () => {
  const { meeting } = open();
  await userEvent.type(screen.getByRole("textbox", { name: "Answer to the booth: French" }), "At once{Enter}");
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Answer to booth" }), "en");
  await fireEvent.click(screen.getByRole("button", { name: "One moment." }));
  expect(meeting.commands.map(({ args }) => args)).toEqual([
    { circle: "technicians", booth: "fr", text: "At once" },
    { circle: "technicians", booth: "en", ready: "one_moment" },
  ]);
});

test("a booth that writes while another one is chosen changes nothing of the choice", async () => {
  const { meeting } = open();
  await userEvent.selectOptions(screen.getByRole("combobox"), "en");
  const more = { id: 4, who: ADJEI, circle: "technicians" as const, booth: "fr", ready: null, text: "Now", at: "" };
  meeting.documents.technicians_chat?.messages.push({ ...more, at: "2020-06-09T10:42:00Z" });
  await expect.poll(() => within(screen.getByRole("log")).getAllByRole("article").length).toBe(4);
  expect(screen.getByRole("textbox", { name: "Answer to the booth: English" })).toBeDefined();
});

test("what booths wrote is new until one looks; one's own answer never is", async () => {
  const { chat } = open();
  expect(chat.unread).toBe(2);
  screen.getByRole("textbox").focus();
  await expect.poll(() => chat.unread).toBe(0);
});
