import { ESLint } from "eslint";
import ts from "typescript-eslint";
import { expect, test } from "vitest";

import importLaw from "./import-law.js";

const eslint = new ESLint({
  overrideConfigFile: true,
  overrideConfig: [{ ...importLaw, languageOptions: { parser: ts.parser } }],
});

/** What the law says of one import, by the file it stands in. */
async function said(path: string, source: string): Promise<string[]> {
  const [file] = await eslint.lintText(`import "${source}";`, { filePath: `src/${path}` });
  return file.messages.map(({ message }) => message);
}

test.each([
  ["floor/asking.ts", "../chair/lead", /floor\/ and chair\/ are views, each by itself: move what both need/],
  ["booth/air.ts", "../state/clock", /booth\/ sees a meeting only by src\/meeting.ts/],
  ["people/names.ts", "../queue/wait", /people\/ imports only folders before it/],
  ["people/names.ts", "../desk/Desk.svelte", /people\/ imports only folders before it/],
  ["queue/wait.ts", "../app/live-meeting.svelte", /queue\/ sees a meeting only by src\/meeting.ts/],
  ["state/push.ts", "../media/media.svelte", /know nothing of each other/],
  ["media/place.ts", "../state/held.svelte", /know nothing of each other/],
  ["pages/index.ts", "../i18n", /pages\/ imports nothing of the room/],
  ["floor/asking.ts", "../testing/sample", /Only tests and the harness import testing/],
  ["i18n.ts", "./people/names", /may not import that one/],
  ["room.ts", "./media/media.svelte", /may not import that one/],
  ["newfolder/one.ts", "../i18n", /A new folder, or file beside the folders, is first named in layers.js/],
])("%s may not import %s, and is told what to do", async (path, source, words) => {
  expect(await said(path, source)).toEqual([expect.stringMatching(words)]);
});

test.each([
  ["floor/asking.ts", "../people/names"],
  ["floor/asking.test.ts", "../testing/sample"],
  ["queue/wait.ts", "../speaking/speaking-time"],
  ["media/place.ts", "../api/documents"],
  ["app/live-meeting.svelte.ts", "../state/clock"],
  ["room.ts", "./app/App.svelte"],
])("%s may import %s", async (path, source) => {
  expect(await said(path, source)).toEqual([]);
});
