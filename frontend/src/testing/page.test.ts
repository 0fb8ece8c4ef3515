import { describe, expect, test, vi } from "vitest";

import { clearPage, leftovers, requireCleanPage } from "./page";

function leave(): void {
  document.body.innerHTML = "<p>Budget</p>";
  document.documentElement.lang = "fr";
  localStorage.setItem("speaks", "fr");
  vi.useFakeTimers();
}

test("what a test leaves on the page is named, and removed", () => {
  leave();
  expect(leftovers()).toEqual(["<p>Budget</p>", 'lang="fr"', "speaks in the browser's storage", "false time"]);
  clearPage();
  expect(leftovers()).toEqual([]);
});

test("a test that begins on such a page fails, and the next one does not", () => {
  leave();
  expect(requireCleanPage).toThrow(/went on after its end, and left: <p>Budget/);
  expect(requireCleanPage).not.toThrow();
});

describe("between two tests", () => {
  test("one fills the page", leave);
  test("and the next one finds it empty", () => {
    expect(leftovers()).toEqual([]);
  });
});
