import { render, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { FakeMeeting } from "../testing/fake-meeting.svelte";
import HelpChat from "./HelpChat.svelte";

test("an offered call is shown above the messages, and goes when it is ended", async () => {
  const meeting = new FakeMeeting();
  const help = meeting.documents.help;
  if (!help) throw new Error("no messages");
  const call = {
    id: 7,
    by: "Mr Otto",
    address: "/consultations/test/help/calls/7/",
    until: "2020-06-09T10:10:00+00:00",
    joined: false,
  };
  meeting.documents = { ...meeting.documents, help: { ...help, call } };
  const { rerender } = render(HelpChat, { meeting });
  expect(screen.getByRole("status").textContent).toMatch("of the help desk offers you a call");
  expect(screen.getByRole("link", { name: "Go to the call" }).getAttribute("href")).toBe(call.address);
  expect(screen.getByRole("textbox")).not.toBeNull();
  meeting.documents = { ...meeting.documents, help: { ...help, call: null } };
  await rerender({ meeting });
  expect(screen.queryByRole("link", { name: "Go to the call" })).toBeNull();
});
