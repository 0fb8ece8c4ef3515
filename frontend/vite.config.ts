import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";

import { bootstrapParts } from "./bootstrap-parts.js";
import { shared } from "./layers.js";

export default defineConfig({
  base: "/static/",
  // `make dev`: pages come from Django, modules from here.
  server: { host: "127.0.0.1", strictPort: true, origin: "http://127.0.0.1:5173" },
  plugins: [svelte(), svelteTesting()],
  css: { postcss: { plugins: [bootstrapParts] } },
  build: {
    outDir: "../hemicycle/web/dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    // livekit-client comes as one file of this size.
    chunkSizeWarningLimit: 540,
    // The pages forbid data: addresses for scripts and fonts.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: [
        "src/opening.css",
        "src/pages.css",
        "src/pages-rtl.css",
        "src/room.ts",
        "src/pages.ts",
        "src/connection-test.ts",
        "src/practice.ts",
        "src/call.ts",
      ],
      output: {
        // The clients of the two engines are most of it, and change seldom: fetched side by side, kept for long.
        codeSplitting: {
          groups: [
            { name: "push", test: /node_modules\/(centrifuge|protobufjs|@protobufjs|long)\// },
            { name: "svelte", test: /node_modules\/(svelte|esm-env|clsx)\// },
            { name: "media", test: /node_modules\/(?!@fontsource|bootstrap|@popperjs|bowser)/ },
            { name: "shared", test: new RegExp(`/src/(${shared.join("|")})/`) },
          ],
        },
      },
    },
  },
  test: {
    environment: "jsdom",
    include: ["*.test.ts", "src/**/*.test.ts"],
    restoreMocks: true,
    unstubGlobals: true,
    // A page of its own for each file takes three times the processor: files share one, and setup.ts sees that none leaves
    // anything on it.
    isolate: false,
    setupFiles: ["src/testing/setup.ts"],
    // Guards against what never ends, wide enough for a busy machine.
    testTimeout: 20_000,
    hookTimeout: 20_000,
    expect: { poll: { timeout: 15_000 } },
  },
});
