import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { tellMessages } from "./messages";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const MESSAGE = '<div class="messages" role="status"><p>Saved.</p><p><a href="/">Undo</a></p></div>';

test("what an act did comes into its live region once the page is there", () => {
  document.body.innerHTML = MESSAGE;
  const observer = new MutationObserver(() => undefined);
  observer.observe(document.body, { childList: true, subtree: true });
  tellMessages();
  expect(observer.takeRecords()).toEqual([]);
  vi.advanceTimersByTime(500);
  const added = observer.takeRecords().flatMap(({ addedNodes }) => [...addedNodes].map((node) => node.textContent));
  expect(added).toEqual(["Saved.", "Undo"]);
  expect(document.body.innerHTML).toBe(MESSAGE);
});

test("who is in it already is left there", () => {
  document.body.innerHTML = MESSAGE;
  tellMessages();
  document.querySelector("a")?.focus();
  vi.advanceTimersByTime(500);
  expect(document.activeElement?.textContent).toBe("Undo");
});
