import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";

export default defineConfig({
  base: "/static/",
  plugins: [svelte(), svelteTesting()],
  build: {
    outDir: "../hemicycle/web/dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    // The clients of the two engines are most of it, and everybody in the room needs both.
    chunkSizeWarningLimit: 800,
    // The pages forbid data: addresses for scripts and fonts.
    assetsInlineLimit: 0,
    rollupOptions: {
      input: ["src/room.ts", "src/pages.ts", "src/pages-rtl.ts"],
    },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.ts"],
    restoreMocks: true,
  },
});
