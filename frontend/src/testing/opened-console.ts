import { render, within } from "@testing-library/svelte";

import type { Who } from "../api/documents";
import Console from "../chair/Console.svelte";
import { CONSOLE_SCENES } from "./console-scenes";
import { FakeMeeting } from "./fake-meeting.svelte";
import { sampleContext } from "./sample";
import { KELLER } from "./sample-people";
import { silence } from "./scenes";

/** The console as somebody sees it in a scene. */
export function open(who: Who = KELLER, scene = "usual"): FakeMeeting {
  const meeting = new FakeMeeting(sampleContext(who));
  CONSOLE_SCENES[scene]?.(meeting);
  render(Console, { meeting });
  return meeting;
}

/** The same while nobody has the floor, so that an item can end or another one be taken up. */
export function openSilent(...seen: Parameters<typeof open>): FakeMeeting {
  const meeting = open(...seen);
  silence(meeting);
  return meeting;
}

/** Buttons by the words on them: roles and names of a whole console take jsdom seconds to work out. */
export function buttons(name: RegExp): HTMLButtonElement[] {
  const words = (one: HTMLButtonElement) => (one.getAttribute("aria-label") ?? one.textContent).trim();
  return [...document.querySelectorAll("button")].filter((one) => name.test(words(one)));
}

/** The one button with these words. */
export function button(name: RegExp): HTMLButtonElement {
  const [found, ...more] = buttons(name);
  if (!found || more.length > 0) throw new Error(`${more.length + (found ? 1 : 0)} buttons are named ${String(name)}`);
  return found;
}

/** The dialog that is open. */
export function dialog() {
  const open = document.querySelector("dialog");
  if (!open) throw new Error("no dialog is open");
  return within(open);
}
