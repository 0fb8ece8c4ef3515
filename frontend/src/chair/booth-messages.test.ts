import { fireEvent, render, screen, within } from "@testing-library/svelte";
import { beforeEach, expect, test } from "vitest";

import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { sampleContext } from "../testing/sample";
import { KELLER, MEUNIER } from "../testing/sample-people";
import BoothMessages from "./BoothMessages.svelte";

function open(leads = true, messages = 1): FakeMeeting {
  const meeting = new FakeMeeting(sampleContext(KELLER));
  const at = "2020-06-09T10:41:00Z";
  const said = { circle: "presiding" as const, booth: "fr", ready: "use_microphone" as const, text: "", at };
  meeting.documents.chat = { seq: 41, messages: [{ id: 7, who: MEUNIER, ...said }].slice(0, messages) };
  render(BoothMessages, { meeting, leads });
  return meeting;
}

const line = () => screen.queryByRole("region", { name: "Messages of the booths" });

beforeEach(() => localStorage.clear());

test("nothing is shown before a booth has written, or to who does not preside", () => {
  open(true, 0);
  expect(line()).toBeNull();
  document.body.innerHTML = "";
  open(false);
  expect(line()).toBeNull();
});

test("a message is told once in one line, and is answered below it", async () => {
  const meeting = open();
  expect(screen.getByRole("status").textContent).toContain("Please use the microphone.");
  expect(screen.getByText("one new")).toBeDefined();
  await fireEvent.click(screen.getByRole("button", { name: "Read and answer" }));
  expect(screen.queryByText("one new")).toBeNull();
  const shown = line();
  if (!shown) throw new Error("the line is gone");
  await fireEvent.click(within(shown).getByRole("button", { name: "Yes." }));
  expect(meeting.commands.map(({ args }) => args)).toEqual([{ circle: "presiding", booth: "fr", ready: "yes" }]);
});
