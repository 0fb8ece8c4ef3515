import { expect, test } from "vitest";

import type { PieceDocument } from "../api/documents";
import { sampleContext } from "../testing/sample";
import { ENGLISH, RUSSIAN } from "../testing/sample-conclusion";
import { behindText, changes, changesText, currentText, languageRead, ownName, readingText } from "./text";

const piece = (kind: PieceDocument["kind"], text = kind as string): PieceDocument => ({ kind, text });

test("a text as it is now has what was inserted, and nothing that was deleted", () => {
  const paragraphs = [
    [
      piece("same", "1. invite "),
      piece("deleted", "the Bureau"),
      piece("inserted", "the Director"),
      piece("same", "."),
    ],
    [piece("deleted", "2. note.")],
    [piece("inserted", "3. thank.")],
  ];
  expect(currentText({ paragraphs })).toBe("1. invite the Director.\n\n3. thank.");
});

test.each([
  ["their own language first", "ru", "en", null, "ru"],
  ["else the one that they listen to", "ar", "ru", null, "ru"],
  ["else that of drafting", "ar", "floor", null, "en"],
  ["unless they choose another", "ru", "ru", "en", "en"],
  ["and what they chose is gone", "ru", "en", "fr", "ru"],
])("who reads sees %s", (_, language, heard, chosen, shown) => {
  expect(languageRead([ENGLISH, RUSSIAN], { language }, heard, chosen)?.language).toBe(shown);
});

test("a language has its own name, also where nobody speaks it here", () => {
  expect([ownName("ru", sampleContext()), ownName("de", sampleContext())]).toEqual(["Русский", "Deutsch"]);
});

test.each([
  [0, false, "draft, not read out yet"],
  [3, true, "reading 3"],
  [3, false, "changed since reading 3"],
])("reading %s, as it was read out: %s", (reading, read, words) => {
  expect(readingText({ reading, read })).toBe(words);
});

test("changes are counted; pieces of one kind that follow each other are one", () => {
  expect(
    changes([[piece("inserted"), piece("inserted"), piece("same"), piece("inserted")], [piece("deleted")]]),
  ).toEqual({ inserted: 2, deleted: 1 });
});

test("what changed is told against the reading before", () => {
  const one = [[piece("inserted"), piece("deleted")]];
  expect(changesText(one, { reading: 3, read: true })).toBe("Changed since reading 2: one insertion and one deletion.");
  expect(changesText(one, { reading: 3, read: false })).toContain("since reading 3");
  expect(changesText(ENGLISH.paragraphs, { reading: 3, read: true })).toContain("2 insertions");
  expect(changesText(RUSSIAN.paragraphs, { reading: 3, read: true })).toBe("");
});

test("a text that is behind names the one that applies", () => {
  expect(behindText("English").replace(/[\u2068\u2069]/g, "")).toBe(
    "This text does not reflect the latest changes yet. The text in English applies.",
  );
});
