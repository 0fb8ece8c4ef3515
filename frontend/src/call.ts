/** A call of the help desk: the part of its page that joins. */
import { mount } from "svelte";

import { LiveCall } from "./app/live-call.svelte";
import Call from "./call/Call.svelte";
import { readCallContext } from "./calling";

const target = document.getElementById("call-app");
if (!target) throw new Error("the page has no place for the call");
const call = new LiveCall(readCallContext());
// What the server says to browsers that run none of this.
target.replaceChildren();
mount(Call, { target, props: { call } });
