import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

/** Every view in every state, without a server, at /harness/: `npx vite --config harness/vite.config.ts`. Never built. */
export default defineConfig({
  cacheDir: "node_modules/.vite-harness",
  plugins: [svelte()],
  server: { port: 18200, strictPort: true, host: "127.0.0.1" },
});
