import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { sampleContext, sampleSpeaker } from "../testing/sample";
import { handsIn } from "../testing/sample-statements";
import { MEUNIER, SATO } from "../testing/sample-people";
import StatementCard from "./StatementCard.svelte";

function open(): FakeMeeting {
  const meeting = new FakeMeeting(sampleContext(MEUNIER));
  handsIn(meeting);
  render(StatementCard, { meeting });
  return meeting;
}

test("the text of who speaks is shown whole, in its language", () => {
  open();
  const text = screen.getByText("Gracias, señor Presidente.");
  expect(text.closest("[lang]")?.getAttribute("lang")).toBe("es");
  expect(screen.getByText(/aclarara el calendario/)).toBeTruthy();
  expect(screen.getByText("Speaking")).toBeTruthy();
});

test("the next one is read beforehand, and the card follows the floor", async () => {
  const meeting = open();
  await userEvent.click(screen.getByRole("radio", { name: /Japan/ }));
  expect(screen.getByText(/My delegation supports/)).toBeTruthy();
  expect(screen.getByText("Next")).toBeTruthy();
  meeting.documents.turn = { seq: 42, speaker: sampleSpeaker({ turn: 99, who: SATO }), last: null };
  expect(await screen.findByText("Speaking")).toBeTruthy();
});

test("a file is opened beside it", async () => {
  open();
  await userEvent.click(screen.getByRole("radio", { name: /Ghana/ }));
  expect(screen.getByRole("link", { name: "statement-ghana.pdf" }).getAttribute("href")).toMatch(
    /^\/consultations\/council-2020\/statements\/6\/\d+\/$/,
  );
});

test("where nothing was handed in there is no card", () => {
  render(StatementCard, { meeting: new FakeMeeting(sampleContext(MEUNIER)) });
  expect(document.querySelector("section")).toBeNull();
});
