/** Shows the connection test in one scene: `connection-test.html?scene=answer&purpose=interpreter&lang=ar`. */
import "../look/index.css";

import { mount } from "svelte";

import ConnectionTest from "../connection-test/ConnectionTest.svelte";
import type { Purpose } from "../measuring";
import { FakeConnectionTest, sampleTestContext, TEST_SCENES } from "./fake-connection-test.svelte";
import { languageOf } from "./scenes";

const query = new URLSearchParams(location.search);
const language = languageOf(query.get("lang"));
document.documentElement.lang = language;
document.documentElement.dir = language === "ar" ? "rtl" : "ltr";

const target = document.getElementById("connection-test-app");
if (!target) throw new Error("the page has no place for the test");
const test = new FakeConnectionTest(sampleTestContext({ purpose: (query.get("purpose") ?? "delegate") as Purpose }));
TEST_SCENES[query.get("scene") ?? "ready"]?.(test);
mount(ConnectionTest, { target, props: { test } });
