import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { followMaking } from "./making";

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = `<form data-makes><input type="hidden" name="made" data-mark disabled>
    <button>Show</button><button name="format" value="zip">ZIP</button><p data-making hidden>Being made</p></form>`;
  document.forms[0]?.addEventListener("submit", (event) => event.preventDefault());
  followMaking();
});
afterEach(() => {
  vi.useRealTimers();
});

function found<T extends HTMLElement>(selector: string): T {
  const element = document.querySelector<T>(selector);
  if (!element) throw new Error(selector);
  return element;
}

test("what is shown in the page says nothing", () => {
  found("button").click();
  expect([found("[data-making]").hidden, found<HTMLInputElement>("[data-mark]").disabled]).toEqual([true, true]);
});

test("a file is being made until the server's answer to this very request begins", () => {
  found("[name=format]").click();
  const { value, disabled } = found<HTMLInputElement>("[data-mark]");
  expect([value.length, disabled, found("[data-making]").hidden]).toEqual([16, false, false]);
  document.cookie = "made=another";
  vi.advanceTimersByTime(1000);
  expect(found("[data-making]").hidden).toBe(false);
  document.cookie = `made=${value}`;
  vi.advanceTimersByTime(1000);
  expect(found("[data-making]").hidden).toBe(true);
});

test("a page that comes back from the browser's store is at rest", () => {
  found("[name=format]").click();
  window.dispatchEvent(new Event("pageshow"));
  expect(found("[data-making]").hidden).toBe(true);
});
