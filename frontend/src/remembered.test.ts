import { expect, test, vi } from "vitest";

import { remember, remembered } from "./remembered";

test("what was chosen is kept in this browser", () => {
  remember("heard", "fr");
  expect(localStorage.getItem("hemicycle.heard")).toBe('"fr"');
  expect(remembered("heard", "floor")).toBe("fr");
  expect(remembered("volume", 1)).toBe(1);
});

test("without storage it lasts as long as the page", () => {
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("no storage", "SecurityError");
  });
  remember("only on this page", true);
  expect(localStorage.getItem("hemicycle.only on this page")).toBeNull();
  expect(remembered("only on this page", false)).toBe(true);
});
