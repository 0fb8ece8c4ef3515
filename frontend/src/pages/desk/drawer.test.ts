import { beforeEach, expect, test, vi } from "vitest";

import { followDrawer, showEntry } from "./drawer";

let open = false;
const hide = vi.fn(() => {
  open = false;
});

function drawer(): HTMLElement {
  const found = document.querySelector<HTMLElement>(".desk-side");
  if (!found) throw new Error("drawer");
  return found;
}

function toggles(now: boolean): void {
  open = now;
  drawer().dispatchEvent(new Event("toggle"));
}

beforeEach(() => {
  open = false;
  hide.mockClear();
  document.body.innerHTML = `<button>Menu</button><nav class="desk-side" popover><a href="/a/">A</a>
    <a href="/b/" aria-current="page">B</a></nav><main><a href="/c/">C</a></main>`;
  const found = drawer();
  const matches = (selector: string) =>
    selector === ":popover-open" ? open : Element.prototype.matches.call(found, selector);
  Object.defineProperty(found, "matches", { value: matches });
  found.hidePopover = hide;
  followDrawer();
});

test("once it is open the focus is on the entry of the page", () => {
  toggles(true);
  expect(document.activeElement?.textContent).toBe("B");
});

test("without an entry of the page, on the first", () => {
  document.querySelector("[aria-current]")?.removeAttribute("aria-current");
  toggles(true);
  expect(document.activeElement?.textContent).toBe("A");
});

test("it closes when the focus leaves it, and not within it", () => {
  toggles(true);
  drawer().querySelector("a")?.focus();
  expect(hide).not.toHaveBeenCalled();
  document.querySelector<HTMLElement>("main a")?.focus();
  expect(hide).toHaveBeenCalledOnce();
});

test("what is closed takes no focus", () => {
  toggles(false);
  expect(document.activeElement).toBe(document.body);
});

/** A list whose box ends at a line of the window, with the entry of the page ending at another. */
function listWith(ends: number, entry: number): HTMLElement {
  document.body.innerHTML = `<nav class="desk-side"><div><a href="/b/" aria-current="page">B</a></div></nav>`;
  const list = document.querySelector<HTMLElement>(".desk-side > div");
  const current = document.querySelector("[aria-current]");
  if (!list || !current) throw new Error("list");
  vi.spyOn(list, "getBoundingClientRect").mockReturnValue(new DOMRect(0, 60, 260, ends - 60));
  vi.spyOn(current, "getBoundingClientRect").mockReturnValue(new DOMRect(0, entry - 38, 260, 38));
  return list;
}

test.each([
  ["within the window", 900, 500, 0],
  ["beneath the list", 700, 800, 124],
  ["beneath the window, in a list that goes on beneath it", 5000, window.innerHeight + 10, 34],
])("an entry of the page %s is scrolled to, and nothing else is", (_where, ends, entry, scrolled) => {
  const list = listWith(ends, entry);
  showEntry();
  expect(list.scrollTop).toBe(scrolled);
  expect(document.activeElement).toBe(document.body);
  expect(window.scrollY).toBe(0);
});

test("an entry that the page's fonts push out of sight is scrolled to when they have come", async () => {
  const list = listWith(700, 690);
  showEntry();
  expect(list.scrollTop).toBe(0);
  const entry = list.querySelector("a");
  if (entry) vi.spyOn(entry, "getBoundingClientRect").mockReturnValue(new DOMRect(0, 668, 260, 38));
  await document.fonts.ready;
  expect(list.scrollTop).toBe(30);
});

test("a page without an entry, or without the navigation, is left alone", () => {
  listWith(100, 200).querySelector("a")?.removeAttribute("aria-current");
  showEntry();
  document.body.innerHTML = "";
  showEntry();
  expect(window.scrollY).toBe(0);
});
