/** Who may import whom in `src/`: ground, engines, what views share, views, app. The rooms are named in layers.js. */
import boundaries from "eslint-plugin-boundaries";

import { engines, entries, generated, ground, shared, views } from "./layers.js";

const room = (...types) => ({ element: { types: { anyOf: types } } });
const file = (...categories) => ({ file: { categories: { anyOf: categories } } });
const folder = (type) => ({ type, pattern: `src/${type}`, partialMatch: false });

/** The last policy that fits decides; its message is shown. */
const policies = [
  {
    from: room(...views),
    disallow: { to: room(...views) },
    message:
      "{{from.element.type}}/ and {{to.element.type}}/ are views, each by itself: move what both need into a folder of `shared` (layers.js).",
  },
  {
    from: room(...shared, ...views),
    disallow: { to: room(...engines, "app") },
    message:
      "{{from.element.type}}/ sees a meeting only by src/meeting.ts: declare there what it needs of {{to.element.type}}/.",
  },
  {
    from: room(...engines),
    disallow: { to: room(...engines, "app") },
    message:
      "state/ and media/ know nothing of each other and of app/: let app/ join them, or move what both need into a file of `ground` (layers.js).",
  },
  {
    from: room(...shared),
    disallow: { to: room(...shared, ...views) },
    message:
      "{{from.element.type}}/ imports only folders before it in `shared` (layers.js): move what it needs of {{to.element.type}}/ down to one of them.",
  },
  {
    disallow: { to: room("testing") },
    message: "Only tests and the harness import testing/: move what the product needs out of it.",
  },
  {
    from: room("pages"),
    disallow: { to: [room(generated, ...engines, ...shared, ...views, "app", "testing"), file("ground")] },
    message: "pages/ imports nothing of the room: write what it needs within pages/.",
  },
  {
    disallow: { to: room("pages") },
    message: "The room imports nothing of pages/: move what both need into a file of `ground` (layers.js).",
  },
  {
    from: [file("ground"), room(...engines, ...shared, ...views, "app", "testing")],
    allow: { to: [file("ground"), room(generated)] },
  },
  ...shared.map((type, index) => ({ from: room(type), allow: { to: room(type, ...shared.slice(0, index)) } })),
  { from: room(...views), allow: { to: room(...shared) } },
  { from: room("app"), allow: { to: room(...engines, ...shared, ...views) } },
  { from: file("entry"), allow: { to: [file("ground"), room("app", "look", "pages", ...views)] } },
  { from: room("testing"), allow: { to: room("look", ...shared, ...views) } },
  { from: file("test"), allow: { to: room("testing") } },
];

export default {
  files: ["src/**/*.ts", "src/**/*.svelte"],
  plugins: { boundaries },
  settings: {
    "import/resolver": { node: { extensions: [".ts", ".svelte"] } },
    "boundaries/elements": [
      ...[generated, ...engines, ...shared, ...views, "app", "testing", "look", "pages"].map(folder),
      { ...folder("*"), type: "unnamed" },
    ],
    "boundaries/files": [
      { category: "ground", pattern: `src/{${ground.join()}}?(.test).ts` },
      { category: "entry", pattern: `src/{${entries.join()}}.ts` },
      { category: "test", pattern: "src/**/*.test.ts" },
    ],
  },
  rules: {
    "boundaries/no-unknown-files": "error",
    "boundaries/dependencies": [
      "error",
      {
        default: "disallow",
        checkUnknownLocals: true,
        policies,
        message:
          "This file may not import that one. A new folder, or file beside the folders, is first named in layers.js; import-law.js says who may import it.",
      },
    ],
  },
};
