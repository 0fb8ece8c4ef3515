/** The test of somebody's devices and network: the part of its page that measures. */
import { mount } from "svelte";

import { LiveConnectionTest } from "./app/live-connection-test.svelte";
import ConnectionTest from "./connection-test/ConnectionTest.svelte";
import { readTestContext } from "./measuring";

const target = document.getElementById("connection-test-app");
if (!target) throw new Error("the page has no place for the test");
const test = new LiveConnectionTest(readTestContext());
// What the server says to browsers that run none of this.
target.replaceChildren();
mount(ConnectionTest, { target, props: { test } });
