import { fireEvent, render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";

import { remembered } from "../remembered";
import { CONSOLE_SCENES } from "../testing/console-scenes";
import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { floorSpeaks } from "../testing/passing";
import { sampleContext } from "../testing/sample";
import { MEUNIER } from "../testing/sample-people";
import Booth from "./Booth.svelte";

function open(scene: string, change: (meeting: FakeMeeting) => void = () => undefined): FakeMeeting {
  const meeting = new FakeMeeting(sampleContext(MEUNIER));
  CONSOLE_SCENES[scene]?.(meeting);
  change(meeting);
  render(Booth, { meeting });
  return meeting;
}

/** Of the French booth, in which the sample interpreter sits with a partner. */
function seats({ documents }: FakeMeeting) {
  const [own, partner] = documents.booths?.booths.find(({ language }) => language === "fr")?.seats ?? [];
  if (!own || !partner) throw new Error("the scene has no partner");
  return { own, partner };
}

const air = (name: RegExp) => screen.getByRole("button", { name });

test.each(Object.keys(CONSOLE_SCENES))("the booth shows the scene: %s", (scene) => {
  open(scene);
  expect(document.querySelector("main")?.textContent).toBeTruthy();
});

test("without a booth there is nothing to switch on; choosing one enters it", async () => {
  const meeting = open("out");
  const enter = vi.spyOn(meeting.booth, "enter");
  expect(air(/NO BOOTH SELECTED/)).toHaveProperty("disabled", true);
  const choices = within(screen.getByRole("group", { name: "Choose your booth" }));
  await userEvent.click(choices.getByRole("radio", { name: "Français" }));
  expect(enter).toHaveBeenCalledWith("fr");
});

test("by keyboard nobody sits down in each booth on the way to their own: arrows go, Space chooses", async () => {
  const meeting = open("out");
  const enter = vi.spyOn(meeting.booth, "enter");
  const choices = within(screen.getByRole("group", { name: "Choose your booth" }));
  choices.getByRole<HTMLInputElement>("radio", { name: "العربية" }).focus();
  await userEvent.keyboard("{ArrowDown}{ArrowRight}{ArrowUp}{ArrowDown}{ArrowDown}");
  expect(document.activeElement).toBe(choices.getByRole("radio", { name: "Français" }));
  expect(enter).not.toHaveBeenCalled();
  await userEvent.keyboard(" ");
  expect(enter.mock.calls).toEqual([["fr"]]);
});

test("a question that a key asked from nowhere leads to the button of the air when it is put away", async () => {
  open("on");
  await userEvent.keyboard("k");
  screen.getByRole("button", { name: "Close" }).focus();
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => document.activeElement?.textContent).toContain("ON AIR");
});

test("handing over by its button leads to the button of the air", async () => {
  const meeting = open("on");
  const handOver = air(/Hand over to/);
  handOver.focus();
  meeting.booth.state = "off_air";
  await expect.poll(() => document.activeElement?.textContent).toContain("OFF AIR");
});

test("an interpreter is offered the languages that they work into", () => {
  open("out", (meeting) => (meeting.context.me.booth_languages = ["fr", "es"]));
  const choices = within(screen.getByRole("group", { name: "Choose your booth" }));
  expect(choices.getAllByRole("radio").map((radio) => radio.getAttribute("value"))).toEqual(["fr", "es"]);
});

test("Space goes on air and off air", async () => {
  const meeting = open("off");
  const setOnAir = vi.spyOn(meeting.booth, "setOnAir");
  expect(air(/OFF AIR/)).toBeDefined();
  await userEvent.keyboard(" ");
  expect(air(/ON AIR/)).toBeDefined();
  await userEvent.keyboard(" ");
  expect(setOnAir.mock.calls).toEqual([[true], [false]]);
});

test("Space asks a partner who is on air to hand over, and then asks no more", async () => {
  const meeting = open("partner");
  const handover = vi.spyOn(meeting.booth, "handover");
  await userEvent.keyboard(" ");
  expect(handover.mock.calls).toEqual([[true]]);
  seats(meeting).own.handover_since = "2020-06-09T10:41:00Z";
  expect(await screen.findByRole("button", { name: /STANDBY.*Your microphone opens when/ })).toBeDefined();
  await userEvent.keyboard(" ");
  expect(handover.mock.calls).toEqual([[true], [false]]);
});

test("a partner who hands over is taken over from by the same key", async () => {
  const meeting = open("partner");
  const handover = vi.spyOn(meeting.booth, "handover");
  seats(meeting).partner.handover_since = "2020-06-09T10:41:00Z";
  expect(await screen.findByRole("button", { name: /TAKE OVER.*hands over to you/ })).toBeDefined();
  await userEvent.keyboard(" ");
  expect(handover.mock.calls).toEqual([[true]]);
});

test("from a partner who lost the connection one takes over without their consent", async () => {
  const meeting = open("partner");
  seats(meeting).partner.present = false;
  expect(await screen.findByRole("button", { name: /TAKE OVER.*lost the connection/ })).toBeDefined();
});

test("a take-over that is refused says why beside the button", async () => {
  const meeting = open("partner");
  const reason = { rule: 0, code: "no_seat" as const, facts: {} };
  meeting.booth.answer = { ok: false, reason, message: "Enter a booth first." };
  await userEvent.keyboard(" ");
  const refusal = await screen.findByText("Enter a booth first.");
  expect(refusal.closest("footer")).toBe(air(/OFF AIR/).closest("footer"));
});

test("the button of the air has the focus while the microphone opens, and does nothing", async () => {
  const meeting = open("out");
  const setOnAir = vi.spyOn(meeting.booth, "setOnAir");
  const choices = within(screen.getByRole("group", { name: "Choose your booth" }));
  choices.getByRole<HTMLInputElement>("radio", { name: "Français" }).focus();
  CONSOLE_SCENES["opening"]?.(meeting);
  await expect.poll(() => document.activeElement?.textContent).toContain("OPENING");
  await userEvent.keyboard("{Enter}");
  expect(air(/OPENING/).getAttribute("aria-disabled")).toBe("true");
  expect(setOnAir).not.toHaveBeenCalled();
});

test("a key whose act is off says so, each time", async () => {
  open("off");
  await userEvent.keyboard("h");
  const told = await screen.findByText("Hand over: not possible now.");
  await userEvent.keyboard("h");
  await expect.poll(() => told.isConnected).toBe(false);
  expect(screen.getByText("Hand over: not possible now.").closest("[role=status]")).not.toBeNull();
});

test("a refusal to go on air stands beside the button", async () => {
  const meeting = open("off");
  const reason = { rule: 11, code: "partner_on_air" as const, facts: {} };
  meeting.booth.answer = { ok: false, reason, message: "Mr. Paul Adjei is on air." };
  await userEvent.click(air(/OFF AIR/));
  const refusal = await screen.findByText("Mr. Paul Adjei is on air.");
  expect(refusal.closest("footer")).toBe(air(/OFF AIR/).closest("footer"));
  await userEvent.click(screen.getByRole("button", { name: "Understood" }));
  expect(screen.queryByText("Mr. Paul Adjei is on air.")).toBeNull();
});

test("H hands over to the partner, and takes that back until they have taken over", async () => {
  const meeting = open("on");
  const handover = vi.spyOn(meeting.booth, "handover");
  await userEvent.keyboard("h");
  expect(handover.mock.calls).toEqual([[true]]);
  seats(meeting).own.handover_since = "2020-06-09T10:41:00Z";
  expect(await screen.findByRole("button", { name: /Cancel the handover/ })).toBeDefined();
  expect(air(/ON AIR.*You go off air as soon as your partner takes over/)).toBeDefined();
  await userEvent.keyboard("h");
  expect(handover.mock.calls).toEqual([[true], [false]]);
});

test("who is on air is told that the partner asks to take over", async () => {
  const meeting = open("on");
  seats(meeting).partner.handover_since = "2020-06-09T10:41:00Z";
  expect(await screen.findByRole("button", { name: /ON AIR.*asks to take over/ })).toBeDefined();
});

test("the floor in the booth's own language: nobody hears the booth, and it says so", () => {
  open("floor");
  expect(air(/NOT HEARD.*The floor speaks French/)).toBeDefined();
});

test("a microphone that failed is tried again", async () => {
  const meeting = open("nomic");
  const enter = vi.spyOn(meeting.booth, "enter");
  await userEvent.click(air(/NO MICROPHONE/));
  expect(enter).toHaveBeenCalledWith("fr");
});

test("C is silent for as long as it is held", async () => {
  const meeting = open("on");
  const user = userEvent.setup();
  const cough = screen.getByRole("button", { name: "Cough, hold" });
  await user.keyboard("{c>}");
  expect(meeting.booth.coughs).toBe(true);
  expect(air(/SILENT/)).toBeDefined();
  expect(screen.queryByRole("button", { name: /ON AIR/ })).toBeNull();
  expect([cough.getAttribute("aria-pressed"), cough.textContent.trim()]).toEqual(["true", "Cough, hold C"]);
  await user.keyboard("{/c}");
  expect(meeting.booth.coughs).toBe(false);
  expect(air(/ON AIR/)).toBeDefined();
});

test("the cough button too, and never longer than the pointer is down", async () => {
  const meeting = open("on");
  await fireEvent.pointerDown(screen.getByRole("button", { name: /Cough/ }));
  expect(meeting.booth.coughs).toBe(true);
  await fireEvent.pointerUp(screen.getByRole("button", { name: /Cough/ }));
  expect(meeting.booth.coughs).toBe(false);
});

test("nobody hears their own channel: not by choice, not from before", () => {
  const meeting = open("on", (one) => (one.listening.heard = "fr"));
  expect(meeting.listening.heard).toBe("floor");
  const hears = within(screen.getByRole("group", { name: "I hear" }));
  expect(hears.queryByRole("radio", { name: /Français/ })).toBeNull();
});

test("the booth is not changed while on air", () => {
  open("on");
  const choices = within(screen.getByRole("group", { name: "I speak into" }));
  for (const radio of choices.getAllByRole("radio")) expect(radio).toHaveProperty("disabled", true);
});

test("the language on the floor is corrected", async () => {
  const meeting = open("on");
  await userEvent.keyboard("f");
  const dialog = within(screen.getByRole("dialog"));
  expect(dialog.getByRole("button", { name: "Correct it" })).toHaveProperty("disabled", true);
  await userEvent.click(dialog.getByRole("radio", { name: "English" }));
  await userEvent.click(dialog.getByRole("button", { name: "Correct it" }));
  expect(meeting.commands).toEqual([{ name: "floor.language", args: { turn: 99, language: "en" } }]);
});

test("interpreters see the text on the screen and the question beside the picture", () => {
  open("asked");
  const main = within(screen.getByRole("main"));
  expect(main.getByRole("heading", { name: /Proposed conclusion/ })).toBeDefined();
  expect(main.getByRole("heading", { name: "Is there any objection to this conclusion?" })).toBeDefined();
  expect(document.querySelector("main .stage")).not.toBeNull();
});

test("without a text the booth is as it was", () => {
  open("off");
  expect(document.querySelector("main .screens")).toBeNull();
});

/** What the French booth is to hear, as the room says it. */
function relay(meeting: FakeMeeting, pivot: string, deputy = ""): void {
  const booth = meeting.documents.booths?.booths.find(({ language }) => language === "fr");
  if (booth) booth.hears = { source: pivot ? "booth" : "floor", pivot, deputy, relays: pivot ? 1 : 0 };
}

test("what is heard follows by itself; a channel chosen by hand is locked until R, and kept nowhere", async () => {
  localStorage.clear();
  const meeting = open("off", (before) => relay(before, "en", "ru"));
  expect(meeting.listening.heard).toBe("en");
  expect(screen.getByText("Relay from English. Deputy: Russian.")).toBeDefined();
  relay(meeting, "");
  await expect.poll(() => meeting.listening.heard).toBe("floor");
  expect(screen.queryByText("Locked")).toBeNull();
  await userEvent.click(within(screen.getByRole("group", { name: "I hear" })).getByRole("radio", { name: /العربية/ }));
  expect(screen.getByText("Locked")).toBeDefined();
  relay(meeting, "ru");
  await expect.poll(() => screen.queryByText("Relay from Russian. No deputy.")).not.toBeNull();
  expect(meeting.listening.heard).toBe("ar");
  await userEvent.keyboard("r");
  expect(meeting.listening.heard).toBe("ru");
  expect(air(/Follow automatically/).getAttribute("aria-pressed")).toBe("true");
  await userEvent.keyboard("r");
  relay(meeting, "en");
  await expect.poll(() => screen.queryByText("Relay from English. No deputy.")).not.toBeNull();
  expect(meeting.listening.heard).toBe("ru");
  expect(remembered("heard", "nothing")).toBe("nothing");
});

test("a pivot that is silent while the floor speaks is named, and its deputy is one key away", async () => {
  const meeting = open("off", (before) => relay(before, "en", "ru"));
  const told = () =>
    screen.queryByText("The booth from which you interpret is silent while the floor speaks: English.");
  await floorSpeaks(meeting, 2.9);
  expect(told()).toBeNull();
  await floorSpeaks(meeting, 0.1);
  expect(told()?.parentElement?.role).toBe("alert");
  await userEvent.keyboard("d");
  expect(meeting.listening.heard).toBe("ru");
  expect(screen.getByText("Locked")).toBeDefined();
});

test("a silent booth is told who interprets from it", async () => {
  const meeting = open("off", ({ documents: { booths } }) => {
    const russian = booths?.booths.find(({ language }) => language === "ru");
    if (russian)
      Object.assign(russian, { staffed: true, hears: { source: "booth", pivot: "fr", deputy: "", relays: 1 } });
  });
  await floorSpeaks(meeting, 3);
  expect(screen.getByText(/^Your channel is silent.* interpret from it: Russian\.$/)).toBeDefined();
  expect(screen.queryByRole("button", { name: /^Listen to the/ })).toBeNull();
});

test("the key of an act is changed by pressing another one: a pedal coughs, and is shown", async () => {
  const meeting = open("on");
  const user = userEvent.setup();
  await user.keyboard("k");
  const dialog = within(screen.getByRole("dialog"));
  await user.click(dialog.getByRole("button", { name: "Change the key: Cough, hold" }));
  await user.keyboard("h");
  expect(dialog.getByText("H is taken: Hand over. Press another one.")).toBeDefined();
  await fireEvent.keyDown(document.body, { key: "F13", code: "F13" });
  expect(dialog.getByText("Cough, hold: F13")).toBeDefined();
  screen.getByRole<HTMLDialogElement>("dialog").close();
  await expect.poll(() => screen.queryByRole("dialog")).toBeNull();
  const cough = screen.getByRole("button", { name: "Cough, hold" });
  expect([cough.textContent.trim(), cough.getAttribute("aria-keyshortcuts")]).toEqual(["Cough, hold F13", "F13"]);
  await fireEvent.keyDown(document.body, { key: "c", code: "KeyC" });
  expect(meeting.booth.coughs).toBe(false);
  await fireEvent.keyDown(document.body, { key: "F13", code: "F13" });
  expect(meeting.booth.coughs).toBe(true);
  await fireEvent.keyUp(document.body, { key: "F13", code: "F13" });
  expect(meeting.booth.coughs).toBe(false);
});

test("all keys are restored at once; Escape keeps an old one", async () => {
  open("on", () => localStorage.setItem("hemicycle.keys.booth", JSON.stringify('{"space":"f14"}')));
  const user = userEvent.setup();
  expect(air(/ON AIR/).getAttribute("aria-keyshortcuts")).toBe("F14");
  await user.keyboard("k");
  const dialog = within(screen.getByRole("dialog"));
  await user.click(dialog.getByRole("button", { name: "Change the key: On air, off air" }));
  await user.keyboard("{Escape}");
  expect(dialog.getByText("F14")).toBeDefined();
  await user.click(dialog.getByRole("button", { name: "Restore all keys" }));
  expect(dialog.queryByText("F14")).toBeNull();
  expect(localStorage.getItem("hemicycle.keys.booth")).toBe('"{}"');
});

test("ears are shaped by their sliders, and the dose of the day warns before it is reached", async () => {
  const ears = { bass: 0, treble: 2, partner: 0.25, guard: "on" as const, dose: 0.31 };
  const meeting = open("on", (one) => (one.listening.ears = ears));
  const meter = screen.getByRole("meter", { name: "Sound dose today" });
  expect(meter.getAttribute("aria-valuetext")).toBe("31%");
  expect(screen.getByRole("slider", { name: "Treble" }).getAttribute("aria-valuetext")).toBe("+2 dB");
  await fireEvent.input(screen.getByRole("slider", { name: "Bass" }), { target: { value: "-6" } });
  await fireEvent.input(screen.getByRole("slider", { name: "Partner" }), { target: { value: "0.5" } });
  expect(meeting.listening.ears).toMatchObject({ bass: -6, partner: 0.5 });
  meeting.listening.ears = { ...ears, dose: 0.8 };
  expect(await screen.findByText(/nearly reached. Lower the volume/)).toBeDefined();
  meeting.listening.ears = { ...ears, dose: 1.2, guard: "off" };
  expect(await screen.findByText(/dose of the day is reached. Hand over/)).toBeDefined();
  expect(screen.getByText(/Sudden loud sound is not limited/)).toBeDefined();
});

test("who interprets sees how loud and how noisy their microphone is, and what to mend", async () => {
  const meeting = open("on", (one) => (one.booth.sound = { lufs: -20.4, noise: "low", fault: "" }));
  expect(screen.getByText("-20 LUFS")).toBeDefined();
  meeting.booth.sound = { lufs: null, noise: "high", fault: "hum" };
  const told = await screen.findByText(/Your microphone hums/);
  expect([told.getAttribute("role"), screen.getByText("high").textContent]).toEqual(["status", "high"]);
});
