/** A practice alone: the room's own view, in a sitting that is only in this page. */
import "./look/index.css";

import { type Component, mount } from "svelte";

import { LivePractice } from "./app/practice/live-practice.svelte";
import Practice from "./app/practice/Practice.svelte";
import type { Meeting } from "./meeting";
import { announceSessionEnd } from "./pages/toolkit/session-end";
import { type PracticeKind, readPracticeContext } from "./practising";

type ViewModule = Promise<{ default: Component<{ meeting: Meeting }> }>;

const VIEWS: Record<PracticeKind, () => ViewModule> = {
  delegate: () => import("./floor/Room.svelte"),
  interpreter: () => import("./booth/Booth.svelte"),
};

async function open(): Promise<void> {
  const target = document.getElementById("room");
  if (!target) throw new Error("the page has no place for the practice");
  const context = readPracticeContext();
  const { default: View } = await VIEWS[context.kind]();
  // What the server showed meanwhile.
  target.replaceChildren();
  mount(Practice, { target, props: { practice: new LivePractice(context), View } });
}

announceSessionEnd();
void open();
