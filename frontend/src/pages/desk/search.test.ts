import { beforeEach, expect, test, vi } from "vitest";

import { offerSearch } from "./search";

const go = vi.fn<(address: string) => void>();
let shown = true;

function press(key: string, more: KeyboardEventInit = { ctrlKey: true }): boolean {
  return document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
}

function field(selector: string): HTMLInputElement {
  const found = document.querySelector<HTMLInputElement>(selector);
  if (!found) throw new Error(selector);
  found.checkVisibility = () => shown;
  return found;
}

function page(more = ""): void {
  document.body.innerHTML = `<form action="/desk/search/"><input data-search value="brasil"><span class="key" hidden></span>
    </form>${more}`;
  field("[data-search]");
  offerSearch(go);
}

beforeEach(() => {
  go.mockReset();
  shown = true;
});

test("Ctrl K, or Command K, is in the field with its words chosen, and the key is shown", () => {
  page();
  const search = field("[data-search]");
  expect(document.querySelector(".key")?.hasAttribute("hidden")).toBe(false);
  expect(press("k")).toBe(false);
  expect(document.activeElement).toBe(search);
  expect([search.selectionStart, search.selectionEnd]).toEqual([0, 6]);
  search.blur();
  press("K", { metaKey: true });
  expect(document.activeElement).toBe(search);
});

test("another key, and the same with Shift, is the browser's", () => {
  page();
  expect(press("k", {})).toBe(true);
  expect(press("k", { ctrlKey: true, shiftKey: true })).toBe(true);
  expect(press("j")).toBe(true);
  expect(document.activeElement).toBe(document.body);
});

test("where the field is not shown, it leads to the page of the search", () => {
  page();
  shown = false;
  press("k");
  expect(go).toHaveBeenCalledWith(expect.stringMatching(/\/desk\/search\/$/));
});

test("on the page of the search its own field has it", () => {
  page("<input data-search-here>");
  const here = field("[data-search-here]");
  press("k");
  expect(document.activeElement).toBe(here);
});
