/** Shows one view in one scene: `?view=room&scene=waiting&lang=ar&as=4`. */
import "../look/index.css";

import { type Component, mount } from "svelte";

import Enter from "../checks/Enter.svelte";
import RefusalPage from "../checks/RefusalPage.svelte";
import Room from "../floor/Room.svelte";
import type { Meeting } from "../meeting";
import { FakeMeeting } from "./fake-meeting.svelte";
import { sampleContext } from "./sample";
import { languageOf, person, SCENES } from "./scenes";

const VIEWS: Record<string, Component<{ meeting: Meeting }>> = { room: Room, enter: Enter, refused: RefusalPage };

const query = new URLSearchParams(location.search);
const context = sampleContext(person(query.get("as")), languageOf(query.get("lang")));
document.documentElement.lang = context.language;
document.documentElement.dir = context.direction;

const target = document.getElementById("room");
const view = VIEWS[query.get("view") ?? "room"];
if (!target || !view) throw new Error("no such view");

const meeting = new FakeMeeting(context);
SCENES[query.get("scene") ?? "waiting"]?.(meeting);
mount(view, { target, props: { meeting } });
