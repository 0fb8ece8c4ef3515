import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { flushSync, tick } from "svelte";
import { expect, test } from "vitest";

import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { sampleContext, sampleRuling } from "../testing/sample";
import { OFFICER } from "../testing/sample-people";
import { SCENES } from "../testing/scenes";
import Room from "./Room.svelte";

function open(scene: string, meeting = new FakeMeeting()): FakeMeeting {
  SCENES[scene]?.(meeting);
  render(Room, { meeting });
  return meeting;
}

test.each(Object.keys(SCENES))("the room shows the scene: %s", (scene) => {
  open(scene);
  expect(screen.getByRole("main")).toBeDefined();
});

test("asking: in the language that one will speak, kept for the next time", async () => {
  const meeting = open("idle");
  await userEvent.click(screen.getByRole("button", { name: /Ask for the floor/ }));
  const dialog = screen.getByRole("dialog", { name: "Ask for the floor" });
  expect(within(dialog).getByRole("radio", { name: "English" })).toHaveProperty("checked", true);
  await userEvent.click(within(dialog).getByRole("radio", { name: "Français" }));
  await userEvent.click(within(dialog).getByRole("checkbox", { name: /confirm/ }));
  await userEvent.click(within(dialog).getByRole("button", { name: "Ask for the floor" }));
  const args = { language: "fr", confirm_first: true };
  expect(meeting.commands).toEqual([{ name: "floor.ask", args }]);
  expect(screen.queryByRole("dialog")).toBeNull();

  await userEvent.keyboard("r");
  const again = within(screen.getByRole("dialog")).getByRole("radio", { name: "Français" });
  expect(again).toHaveProperty("checked", true);
});

test("asking by keyboard alone: R, Enter", async () => {
  const meeting = open("idle");
  await userEvent.keyboard("r");
  within(screen.getByRole("dialog")).getByRole("radio", { name: "English" }).focus();
  await userEvent.keyboard("{Enter}");
  expect(meeting.commands.map(({ name }) => name)).toEqual(["floor.ask"]);
});

test("a question that a key asked from nowhere leads to asking when it is put away", async () => {
  open("idle");
  await userEvent.keyboard("r");
  within(screen.getByRole("dialog")).getByRole("button", { name: "Cancel" }).focus();
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => document.activeElement?.textContent).toContain("Ask for the floor");
});

test("a refusal stays in the dialog, in the server's words", async () => {
  const meeting = open("idle");
  meeting.answers["floor.ask"] = { ok: false, reason: { rule: 4, code: "list_closed", facts: {} }, message: "Closed." };
  await userEvent.keyboard("r");
  await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Ask for the floor" }));
  expect(within(screen.getByRole("dialog")).getByRole("alert").textContent).toContain("Closed.");
});

test("a closed list: the button says why, and does nothing", async () => {
  const meeting = open("closed");
  const button = screen.getByRole("button", { name: /Ask for the floor/ });
  expect(button.getAttribute("aria-disabled")).toBe("true");
  const why = document.getElementById(button.getAttribute("aria-describedby") ?? "");
  expect(why?.textContent).toBe("The presiding officer closed the list of speakers.");
  await userEvent.click(button);
  await userEvent.keyboard("r");
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(meeting.commands).toEqual([]);
});

test("a point of order is raised beside a request that waits, in one command", async () => {
  const meeting = open("waiting");
  await userEvent.click(screen.getByRole("button", { name: "Point of order, motion" }));
  await userEvent.click(screen.getByRole("button", { name: "Raise the point of order" }));
  expect(meeting.commands.map(({ name, args }) => [name, args["motion"]])).toEqual([["floor.ask", "point_of_order"]]);
});

test("withdrawing is asked once more, and says which place is lost", async () => {
  const meeting = open("waiting");
  await userEvent.click(screen.getByRole("button", { name: /Withdraw my request/ }));
  expect(screen.getByRole("dialog", { name: "Withdraw your request?" }).textContent).toContain(
    "Place 3 on the list of speakers",
  );
  await userEvent.click(screen.getByRole("button", { name: "Withdraw" }));
  expect(meeting.commands).toEqual([{ name: "floor.withdraw", args: { turn: 104 } }]);
});

test("a question that is open goes away when one is given the floor", async () => {
  const meeting = open("waiting");
  await userEvent.click(screen.getByRole("button", { name: /Withdraw my request/ }));
  SCENES["live"]?.(meeting);
  await expect.poll(() => screen.queryByRole("dialog")).toBeNull();
});

test("digits choose what one hears; not while one writes, and not when single keys are off", async () => {
  const meeting = open("waiting");
  await userEvent.keyboard("1");
  expect(meeting.listening.heard).toBe("floor");
  await userEvent.keyboard("5");
  expect(meeting.listening.heard).toBe("fr");

  await userEvent.click(screen.getByRole("tab", { name: /Help/ }));
  await userEvent.type(screen.getByRole("textbox", { name: /Message/ }), "1 r");
  expect(meeting.listening.heard).toBe("fr");
  expect(screen.queryByRole("dialog")).toBeNull();

  await userEvent.click(screen.getByText("Sound, devices and keys"));
  await userEvent.click(screen.getByRole("checkbox", { name: "Enable keyboard shortcuts" }));
  await userEvent.keyboard("2");
  expect(meeting.listening.heard).toBe("fr");
});

test("tabs by keyboard: one stop, arrows move and select", async () => {
  open("waiting");
  screen.getByRole("tab", { name: /Speakers/ }).focus();
  await userEvent.keyboard("{ArrowRight}");
  expect(document.activeElement).toBe(screen.getByRole("tab", { name: /People/, selected: true }));
  expect(screen.getAllByRole("tab").map((tab) => tab.tabIndex)).toEqual([-1, 0, -1, -1]);
  await userEvent.keyboard("{End}");
  expect(screen.getByRole("tabpanel", { name: /Help/ })).toBeDefined();
});

test("one finds oneself in the queue and among the people", async () => {
  open("waiting");
  const mine = screen.getAllByRole("listitem").find((item) => item.getAttribute("aria-current"));
  expect(mine?.textContent).toMatch(/Brazil.*\(you\).*2 speakers come before you/s);
  await userEvent.click(screen.getByRole("tab", { name: /People/ }));
  await userEvent.click(screen.getByRole("button", { name: "Find me" }));
  expect(document.activeElement?.textContent).toContain("Brazil");
});

test("a message from the technicians is announced until it is read", async () => {
  open("waiting");
  expect(screen.getByRole("tab", { name: /Help/ }).textContent).toContain("new message");
  await userEvent.click(screen.getByRole("tab", { name: /Help/ }));
  expect(screen.getByRole("tab", { name: /Help/ }).textContent).not.toContain("new message");
});

test("a message that was not taken stays in its field", async () => {
  const meeting = open("waiting");
  meeting.answers["help.post"] = {
    ok: false,
    reason: { rule: 0, code: "too_many", facts: {} },
    message: "Too often.",
  };
  await userEvent.click(screen.getByRole("tab", { name: /Help/ }));
  const field = screen.getByRole("textbox", { name: /Message/ });
  await userEvent.type(field, "Can you hear me?{Enter}");
  expect(meeting.commands).toEqual([{ name: "help.post", args: { text: "Can you hear me?" } }]);
  expect(field).toHaveProperty("value", "Can you hear me?");
  expect(screen.getByText("Too often.")).toBeDefined();
});

test("a language without interpretation says that the floor is heard", () => {
  const meeting = new FakeMeeting();
  meeting.listening.heard = "zh";
  meeting.listening.plays = "floor";
  open("waiting", meeting);
  expect(screen.getByText("No one interprets into Chinese now: you hear the floor.")).toBeDefined();
});

test("the secretariat sees the room, without asking, and the way to the console", () => {
  open("idle", new FakeMeeting(sampleContext(OFFICER)));
  expect(screen.queryByRole("button", { name: /Ask for the floor/ })).toBeNull();
  expect(screen.getByRole("link", { name: "Console" }).getAttribute("href")).toBe("/sittings/1/console/");
});

test("who is given the floor while they ask about withdrawing is at their speaking", async () => {
  const meeting = open("waiting");
  screen.getByRole("button", { name: /Withdraw my request/ }).focus();
  await userEvent.keyboard("{Enter}");
  screen.getByRole("button", { name: "Withdraw" }).focus();
  SCENES["live"]?.(meeting);
  const heard = await screen.findByRole("heading", { name: "You are heard" });
  await expect.poll(() => document.activeElement).toBe(heard);
});

test("whoever was elsewhere when they were given the floor stays there", async () => {
  const meeting = open("waiting");
  const tab = screen.getByRole("tab", { name: /People/ });
  tab.focus();
  SCENES["live"]?.(meeting);
  expect(await screen.findByRole("heading", { name: "You are heard" })).toBeDefined();
  expect(document.activeElement).toBe(tab);
});

test("who has finished is back at asking, and is told for how long they spoke", async () => {
  const meeting = open("live");
  await tick();
  screen.getByRole("button", { name: /Finish/ }).focus();
  const { turn } = meeting.documents;
  if (turn) {
    const at = new Date(meeting.now).toISOString();
    const { registration } = meeting.context.me;
    turn.last = { turn: 99, registration, state: "ended", cause: "", at, spoke_seconds: 192, seconds: 180 };
    turn.speaker = null;
  }
  meeting.speaking.state = "idle";
  const asking = await screen.findByRole("button", { name: /Ask for the floor/ });
  await expect.poll(() => document.activeElement).toBe(asking);
  expect(
    screen.getByText("You spoke for 3:12; 3:00 were foreseen. Your microphone is off: no one hears you."),
  ).toBeDefined();
  meeting.now += 21_000;
  await expect.poll(() => screen.queryByText(/You spoke for 3:12/)).toBeNull();
});

test("leaving while one waits says that the place is kept", async () => {
  const meeting = open("waiting");
  await userEvent.click(screen.getByRole("button", { name: "Leave" }));
  expect(screen.getByRole("dialog", { name: "Leave the sitting?" }).textContent).toContain("is kept");
  await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
  expect(meeting.media).toBe("connected");
});

test("what happens is said, unless it is turned off under Help", async () => {
  const meeting = open("idle");
  const said = () => screen.getAllByRole("status").map((region) => region.textContent);
  const close = (closed: boolean) => {
    if (meeting.documents.queue) meeting.documents.queue.list_open = !closed;
    for (let step = 0; step < 4; step += 1) {
      meeting.now += 1000;
      flushSync();
    }
  };
  close(false);
  close(true);
  expect(said()).toContain("The list of speakers is closed.");
  await userEvent.click(screen.getByRole("tab", { name: /Help/ }));
  await userEvent.click(screen.getByText("Sound, devices and keys"));
  await userEvent.click(screen.getByRole("checkbox", { name: /Screen reader announcements/ }));
  close(false);
  expect(said()).not.toContain("The list of speakers is open.");
});

test.each([
  ["idle", "No one hears you"],
  ["ready", "You are next: no one hears you yet"],
  ["confirm", "No one hears you"],
  ["live", "Everyone hears you"],
  ["muted", "No one hears you"],
])("who hears one is always in sight: %s", (scene, text) => {
  open(scene);
  expect(document.querySelector(".top .chips")?.textContent).toContain(text);
});

test("the forecast of the end is in sight of everybody", () => {
  open("waiting");
  expect(document.querySelector(".top .chips")?.textContent).toContain("Forecast 13:19");
});

test("rule 41: whose request is put aside is told so, and may withdraw it", async () => {
  const meeting = open("idle");
  const { queue } = meeting.documents;
  const { registration, name, member, capacity } = meeting.context.me;
  if (queue) queue.aside = [{ turn: 71, who: { registration, name, member, capacity }, item: 4 }];
  expect(await screen.findAllByText("Your request for item 4 is put aside.")).toHaveLength(2);
  // They may ask for the item that is under discussion now.
  expect(screen.getByRole("button", { name: /Ask for the floor/ }).getAttribute("aria-disabled")).toBe("false");
  await userEvent.click(screen.getByRole("button", { name: "Withdraw my request" }));
  expect(meeting.commands).toEqual([{ name: "floor.withdraw", args: { turn: 71 } }]);
});

test("rule 43: the kind of a motion is chosen when it is raised, with a reason", async () => {
  const meeting = open("idle");
  await userEvent.click(screen.getByRole("button", { name: "Point of order, motion" }));
  const asked = within(screen.getByRole("dialog"));
  expect(asked.getAllByRole("radio").filter((one) => one.getAttribute("name")?.endsWith("motion"))).toHaveLength(7);
  await userEvent.click(asked.getByRole("radio", { name: /^Suspension of the sitting/ }));
  await userEvent.type(asked.getByRole("textbox", { name: /^Reason/ }), "To consult.");
  await userEvent.click(asked.getByRole("button", { name: "Move it" }));
  expect(meeting.commands).toMatchObject([
    { name: "floor.ask", args: { motion: "suspension_of_sitting", words: "To consult." } },
  ]);
});

test("rule 44: who may raise no point of order may reply", async () => {
  const meeting = open("spoken");
  await userEvent.click(screen.getByRole("button", { name: "Right of reply" }));
  await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Ask to reply" }));
  expect(meeting.commands).toMatchObject([{ name: "floor.ask", args: { motion: "right_of_reply" } }]);
});

test("rule 45: a ruling is shown to everybody until they close it, and the next one again", async () => {
  const meeting = open("idle");
  const { sitting } = meeting.documents;
  const ruling = sampleRuling();
  if (sitting) sitting.ruling = ruling;
  const shown = await screen.findByRole("region", { name: "Ruling of the presiding officer" });
  expect(shown.textContent).toMatch(/Closure of the debate, raised by .*Ghana.*: Not accepted.*Three delegates/);
  await userEvent.click(within(shown).getByRole("button", { name: "Close" }));
  expect(screen.queryByRole("region", { name: "Ruling of the presiding officer" })).toBeNull();
  if (sitting) sitting.ruling = { ...ruling, ruling: 2, motion: "", mover: null, verdict: "" };
  const next = await screen.findByRole("region", { name: "Ruling of the presiding officer" });
  expect(next.textContent).toMatch(/Ruling of .*Keller/);
});
