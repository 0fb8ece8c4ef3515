/** The page that all tests share, one after the other: what an earlier one left on it, and how it is made empty. */
import { vi } from "vitest";

const LONGEST = 200;

/** What stands on the page that a new one would not have, each in a few words for the report. */
export function leftovers(): string[] {
  const { body, documentElement } = document;
  const attributes = [...documentElement.attributes, ...body.attributes].map(({ name, value }) => `${name}="${value}"`);
  const kept = [localStorage, sessionStorage].flatMap((storage) => Object.keys(storage));
  return [
    ...(body.hasChildNodes() ? [body.innerHTML.slice(0, LONGEST)] : []),
    ...attributes,
    ...kept.map((name) => `${name} in the browser's storage`),
    ...(vi.isFakeTimers() ? ["false time"] : []),
  ];
}

export function clearPage(): void {
  const { body, documentElement } = document;
  for (const element of [documentElement, body]) {
    for (const name of element.getAttributeNames()) element.removeAttribute(name);
  }
  body.replaceChildren();
  localStorage.clear();
  sessionStorage.clear();
  vi.useRealTimers();
}

/** @throws Error naming what an earlier test left; the page is empty afterwards, so that one test fails, not all */
export function requireCleanPage(): void {
  const left = leftovers();
  clearPage();
  if (left.length > 0) {
    throw new Error(
      `A test before this one went on after its end, and left: ${left.join("; ")}. Let it await all it begins.`,
    );
  }
}
