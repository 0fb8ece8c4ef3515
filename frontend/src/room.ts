/** The meeting room: the view that the page was opened for. */
import "./look/index.css";

import { type Component, mount } from "svelte";

import App from "./app/App.svelte";
import { LiveMeeting } from "./app/live-meeting.svelte";
import { reloadedFor } from "./app/reloading";
import { readContext, type View } from "./context";
import type { Meeting } from "./meeting";
import { announceSessionEnd } from "./pages/toolkit/session-end";

type ViewModule = Promise<{ default: Component<{ meeting: Meeting }> }>;

const VIEWS: Record<View, () => ViewModule> = {
  room: () => import("./floor/Room.svelte"),
  console: () => import("./chair/Console.svelte"),
  booth: () => import("./booth/Booth.svelte"),
  desk: () => import("./desk/Desk.svelte"),
};

async function open(): Promise<void> {
  const target = document.getElementById("room");
  if (!target) throw new Error("the page has no place for the room");
  const context = readContext();
  const meeting = new LiveMeeting(context);
  // The desk neither speaks nor listens at first: it is there at once.
  const enters = context.view !== "desk";
  const [view, enter] = await Promise.all([VIEWS[context.view](), enters ? import("./checks/Enter.svelte") : null]);
  const request = reloadedFor(context.sitting);
  // They were in the room, and agreed to be out of it for a moment.
  if (request !== null && enters) void meeting.enter();
  // What the server showed meanwhile.
  target.replaceChildren();
  mount(App, { target, props: { meeting, View: view.default, Enter: enter?.default ?? null } });
  if (!enters) await meeting.enter();
  // While somebody looks at their picture: nothing that is seen before they enter needs it.
  else void meeting.bring();
  if (request !== null) await meeting.command("help.report", { request, outcome: "done" });
}

announceSessionEnd();
void open();
