import { beforeEach, expect, test, vi } from "vitest";

import { followDrawer } from "./drawer";

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
