import { render, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { sampleContext } from "../testing/sample";
import { DUARTE, MANSOUR, TECHNICIAN, who } from "../testing/sample-people";
import { asListed, nameLanguage, shortened, standsFor } from "./names";
import WhoName from "./WhoName.svelte";

const english = { context: sampleContext() };
const arabic = { context: sampleContext(MANSOUR, "ar") };
const LONG = `Her Excellency ${"Alexandra ".repeat(30)}`.slice(0, 300);

function parts(container: HTMLElement): (string | null)[] {
  return [...container.querySelectorAll("bdi")].map((part) => part.textContent);
}

test("name and State in the reader's language, each with its own direction", () => {
  const { container } = render(WhoName, { meeting: english, who: MANSOUR });
  expect(container.textContent).toBe("السيدة سلمى منصور, Egypt");
  expect(parts(container)).toEqual(["السيدة سلمى منصور", "Egypt"]);
});

test("the State is named in Arabic for a reader of Arabic", () => {
  const { container } = render(WhoName, { meeting: arabic, who: DUARTE });
  expect(parts(container)).toEqual(["Ms. Elena Duarte", "الأرجنتين"]);
});

test("who speaks for no Member is named with their role", () => {
  expect(standsFor(TECHNICIAN, english.context)).toBe("Technician");
});

test("lists have somebody by their Member, and who represents none by their own name", () => {
  const { context } = english;
  expect(asListed(MANSOUR, context)).toEqual({ first: { text: "Egypt" }, second: { text: MANSOUR.name, lang: "ar" } });
  expect(asListed({ ...MANSOUR, member: null }, context)).toEqual({
    first: { text: MANSOUR.name, lang: "ar" },
    second: { text: "Council Member State" },
  });
});

test("a name of 300 characters is cut, its State is not, and the whole stays at hand", () => {
  render(WhoName, { meeting: english, who: who(9, LONG, "AR") });
  const name = screen.getByTitle(/Alexandra/);
  expect(name.textContent.length).toBeLessThan(100);
  expect(name.textContent).toMatch(/…, Argentina$/);
  expect(name.title).toContain(LONG);
});

test("a name is cut after a whole word, or anywhere where it has none", () => {
  expect(shortened("Anna Maria Sophia", 12)).toBe("Anna Maria…");
  expect(shortened("x".repeat(300), 10)).toBe(`${"x".repeat(10)}…`);
  expect(shortened("Anna", 12)).toBe("Anna");
});

test("an accent is not cut off its letter", () => {
  const letter = "e\u0301";
  expect(shortened(letter.repeat(20), 10)).toBe(`${letter.repeat(10)}…`);
});

test.each([
  ["السيدة سلمى منصور", "ar"],
  ["李文静女士", "zh"],
  ["Г-жа Вера Орлова", "ru"],
  ["Dr. Ольга Иванова", "ru"],
  ["Ms. Elena Duarte", undefined],
  ["", undefined],
])("%s is read by a voice for %s", (name, language) => {
  expect(nameLanguage(name)).toBe(language);
});
