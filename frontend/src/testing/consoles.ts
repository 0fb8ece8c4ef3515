/** Shows the consoles of those who run a sitting, one in one scene: `consoles.html?view=console&scene=leads&as=20`. */
import "../look/index.css";

import { type Component, mount } from "svelte";

import Booth from "../booth/Booth.svelte";
import Console from "../chair/Console.svelte";
import Desk from "../desk/Desk.svelte";
import type { Meeting } from "../meeting";
import { CONSOLE_SCENES } from "./console-scenes";
import { FakeMeeting } from "./fake-meeting.svelte";
import { sampleContext } from "./sample";
import { languageOf, person } from "./scenes";

const VIEWS: Record<string, Component<{ meeting: Meeting }>> = { console: Console, booth: Booth, desk: Desk };

const query = new URLSearchParams(location.search);
const context = sampleContext(person(query.get("as")), languageOf(query.get("lang")));
document.documentElement.lang = context.language;
document.documentElement.dir = context.direction;

const target = document.getElementById("room");
const view = VIEWS[query.get("view") ?? "console"];
if (!target || !view) throw new Error("no such view");

const meeting = new FakeMeeting(context);
CONSOLE_SCENES[query.get("scene") ?? "usual"]?.(meeting);
mount(view, { target, props: { meeting } });
setInterval(() => (meeting.now += 1000), 1000);
