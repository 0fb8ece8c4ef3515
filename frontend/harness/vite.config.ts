import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

/**
 * The harness: every view of the room in every state, without a server, for whoever works on how it looks. Never built.
 *
 *     cd frontend && npx vite --config harness/vite.config.ts
 *
 * then http://127.0.0.1:18200/harness/?view=room&scene=waiting&lang=ar&as=4
 * or   http://127.0.0.1:18200/harness/consoles.html?view=console&scene=usual&as=21
 * or   http://127.0.0.1:18200/harness/connection-test.html?scene=answer&purpose=interpreter&lang=ar
 *
 * view   room, enter, refused; on consoles.html: console, booth, desk
 * scene  a name of `SCENES` (src/testing/scenes.ts) or, on consoles.html, of `CONSOLE_SCENES` (console-scenes.ts);
 *        on connection-test.html of `TEST_SCENES` (fake-connection-test.svelte.ts)
 * lang   language and direction of the page and of names of States; labels stay in English, for there is no catalogue
 * as     the registration of somebody in src/testing/sample-people.ts
 *
 * A new state is a new scene there: the tests of every view go through them too.
 */
export default defineConfig({
  cacheDir: "node_modules/.vite-harness",
  plugins: [svelte()],
  server: { port: 18200, strictPort: true, host: "127.0.0.1" },
});
