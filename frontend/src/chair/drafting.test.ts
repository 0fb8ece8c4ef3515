import { beforeEach, expect, test } from "vitest";

import type { ConclusionDocument } from "../api/documents";
import { ENGLISH, nothingProposed, RUSSIAN } from "../testing/sample-conclusion";
import { Drafting } from "./drafting.svelte";

let document: ConclusionDocument;
beforeEach(() => {
  document = {
    ...nothingProposed(6),
    language: "en",
    reading: 3,
    texts: [ENGLISH, RUSSIAN],
    numbers: { en: 3, ru: 2 },
  };
});

const begin = (language = "en") => new Drafting(6, language, () => document);
const englishChanges = () => {
  const paragraphs = [[{ kind: "same" as const, text: "Another text." }]];
  document = { ...document, texts: [{ ...ENGLISH, number: 4, paragraphs }, RUSSIAN], numbers: { en: 4, ru: 2 } };
};

test("who drafts begins with the text as it is now, and its number", () => {
  const drafting = begin();
  expect(drafting.text).toContain("to report to the session of 2021.");
  expect(drafting.args).toMatchObject({ item: 6, language: "en", seen: 3, follows: 0 });
  expect([drafting.original, drafting.untouched]).toEqual(["", true]);
});

test("where nothing is proposed they begin with nothing", () => {
  document = nothingProposed(6);
  expect(begin("fr").args).toEqual({ item: 6, language: "fr", text: "", seen: 0, follows: 0 });
});

test("who writes another language has the original before them, and follows its number", () => {
  const drafting = begin("ru");
  expect(drafting.original).toContain("The virtual consultation took note");
  expect(drafting.args).toMatchObject({ language: "ru", seen: 2, follows: 3 });
});

test("an original that changes meanwhile is followed once it was shown", () => {
  const drafting = begin("ru");
  expect(drafting.originalChanged).toBe(false);
  englishChanges();
  expect([drafting.originalChanged, drafting.args.follows]).toEqual([true, 3]);
  expect(drafting.original).not.toContain("Another text.");
  drafting.takeOriginal();
  expect([drafting.originalChanged, drafting.args.follows, drafting.original]).toEqual([false, 4, "Another text."]);
});

test("a text that changes meanwhile takes nothing away: theirs is kept, or the new one is taken", () => {
  const drafting = begin();
  drafting.text = "Mine.";
  englishChanges();
  expect([drafting.newer?.number, drafting.text, drafting.args.seen]).toEqual([4, "Mine.", 3]);
  drafting.keepOwn();
  expect([drafting.newer, drafting.text, drafting.args.seen]).toEqual([null, "Mine.", 4]);
  drafting.takeNewer();
  expect([drafting.text, drafting.untouched]).toEqual(["Another text.", true]);
});

test("what was typed in one language stays while another one is written", () => {
  const drafting = begin();
  drafting.text = "Mine.";
  drafting.write("ru");
  drafting.text = "Мой.";
  drafting.write("en");
  expect([drafting.text, drafting.args.seen]).toEqual(["Mine.", 3]);
  drafting.write("ru");
  expect(drafting.text).toBe("Мой.");
});

test("the text of another item is not taken for this one's", () => {
  const drafting = begin();
  document = { ...document, item: 7, texts: [{ ...ENGLISH, number: 9 }] };
  expect([drafting.document, drafting.newer, drafting.originalChanged]).toEqual([null, null, false]);
  expect(drafting.args.seen).toBe(3);
});

test("a text that was taken off the screen is drafted again from its number", () => {
  document = { ...nothingProposed(6), numbers: { en: 4 } };
  const drafting = begin();
  expect([drafting.text, drafting.args.seen, drafting.onScreen, drafting.newer]).toEqual(["", 4, false, null]);
});

test("what is taken off the screen while somebody writes is said, and theirs can still be sent", () => {
  const drafting = begin();
  drafting.text = "Mine.";
  document = { ...nothingProposed(6), numbers: { en: 4, ru: 2 } };
  expect(drafting.newer).toEqual({ number: 4, text: "" });
  drafting.keepOwn();
  expect([drafting.newer, drafting.args.seen, drafting.text]).toEqual([null, 4, "Mine."]);
});
