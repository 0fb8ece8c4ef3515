/** Around every test of every file (vite.config.ts). */
import { configure } from "@testing-library/svelte";
import { beforeEach } from "vitest";

import { completeJsdom } from "./jsdom";
import { clearPage, requireCleanPage } from "./page";

// Guards against what never comes; a busy machine may take its time.
configure({ asyncUtilTimeout: 15_000 });
completeJsdom();

beforeEach(() => {
  requireCleanPage();
  // Returned, it runs last: after the test's own afterEach, and after its components are unmounted.
  return clearPage;
});
