import { beforeEach, expect, test } from "vitest";

import { showRefusal } from "./refused";

const FIELD = (
  id: string,
  label: string,
  error = true,
): string => `<div class="field"><label for="${id}">${label}</label>
  <input id="${id}" name="${id}">${error ? `<div class="field-errors"><p>Wrong</p></div>` : ""}</div>`;
const TEMPLATE = `<template id="refused-notice"><div class="callout stop" role="alert"><h2>Nothing is saved yet</h2></div></template>`;

function page(content: string, refused = true): void {
  document.body.innerHTML = `<main ${refused ? "data-refused" : ""}>${content}</main>${TEMPLATE}`;
  showRefusal();
}

function links(): string[] {
  return [...document.querySelectorAll<HTMLAnchorElement>("main .to-correct a")].map(
    (link) => `${link.textContent} ${link.hash}`,
  );
}

beforeEach(() => {
  document.body.innerHTML = "";
});

test("the summary has the focus, and leads to each field, which is tied to its error", () => {
  page(`<div class="callout stop" role="alert"><p>Refused</p></div>${FIELD("a", "Name")}${FIELD("b", "Fine", false)}
    <details>${FIELD("c", "Day")}</details>`);
  expect(document.activeElement?.getAttribute("role")).toBe("alert");
  expect(links()).toEqual(["Name #a", "Day #c"]);
  const field = document.querySelector("#c");
  expect(field?.getAttribute("aria-invalid")).toBe("true");
  expect(document.getElementById(field?.getAttribute("aria-describedby") ?? "")?.textContent).toBe("Wrong");
  expect(document.querySelector("#b")?.hasAttribute("aria-invalid")).toBe(false);
  document.querySelector<HTMLElement>('a[href="#c"]')?.click();
  expect(document.activeElement?.id).toBe("c");
  expect(document.querySelector("details")?.open).toBe(true);
});

test("a page without a summary gets one where several fields are wrong", () => {
  page(`${FIELD("a", "Name")}${FIELD("b", "Day")}`);
  expect(document.activeElement?.textContent).toContain("Nothing is saved yet");
  expect(links()).toEqual(["Name #a", "Day #b"]);
});

test("one wrong field alone has the focus, and an error of no field has it itself", () => {
  page(FIELD("a", "Name"));
  expect(document.activeElement?.id).toBe("a");
  page(`<div class="field-errors"><p>Wrong</p></div>${FIELD("a", "Name", false)}`);
  expect(document.activeElement?.textContent).toBe("Wrong");
});

test("of boxes the group is named, and none of them is wrong by itself", () => {
  page(`<div class="callout stop" role="alert"></div><fieldset><legend>Days</legend>
    <input type="checkbox" id="d0" name="d"><div class="field-errors"><p>Wrong</p></div></fieldset>`);
  expect(links()).toEqual(["Days #d0"]);
  expect(document.querySelector("#d0")?.hasAttribute("aria-invalid")).toBe(false);
});

test("a page that refuses nothing keeps the focus where it was", () => {
  page(`<div class="callout stop" role="alert"></div>`, false);
  expect(document.activeElement).toBe(document.body);
});
