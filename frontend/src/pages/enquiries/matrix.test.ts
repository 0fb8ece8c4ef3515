import { beforeEach, expect, test } from "vitest";

import { walkMatrix } from "./matrix";

beforeEach(() => {
  Element.prototype.scrollIntoView = () => undefined; // jsdom lays nothing out
  document.documentElement.dir = "ltr";
  document.body.innerHTML = `<p data-matrix-said data-words="{member}, {item}: {answer}" data-none="no answer" hidden></p>
    <table data-matrix="1" data-labels="Y=Yes|==Abstain"><thead><tr class="numbers"><th>Member</th><th title="Yes">Y</th>
    <th title="Budget"><a href="#q1">1</a></th><th title="Staff">2</th></tr></thead><tbody>
    <tr><th>Brazil</th><td>1</td><td>Y</td><td></td></tr><tr><th>Japan</th><td>0</td><td></td><td>=</td></tr></tbody></table>`;
  walkMatrix();
});

function press(key: string): void {
  document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
}

function said(): string {
  return (document.querySelector("[data-matrix-said]")?.textContent ?? "").replace(/[\u2068\u2069]/g, "");
}

test("arrow keys walk over the cells, and words say where", () => {
  const first = document.querySelector<HTMLElement>("tbody td[tabindex='0']");
  expect(first?.textContent).toBe("Y");
  first?.focus();
  expect(said()).toBe("Brazil, 1. Budget: Yes");
  press("ArrowRight");
  expect(said()).toBe("Brazil, 2. Staff: no answer");
  press("ArrowDown");
  press("ArrowDown");
  expect(said()).toBe("Japan, 2. Staff: Abstain");
  press("Home");
  expect(said()).toBe("Japan");
  expect(document.querySelectorAll("table [tabindex='0']")).toHaveLength(1);
});

test("right to left, the arrow to the left goes on", () => {
  document.documentElement.dir = "rtl";
  document.querySelector<HTMLElement>("tbody td[tabindex='0']")?.focus();
  press("ArrowLeft");
  expect(said()).toBe("Brazil, 2. Staff: no answer");
});

test("it is a grid with one stop for Tab, though its headings are links", () => {
  const table = document.querySelector("table");
  expect(table?.getAttribute("role")).toBe("grid");
  expect(table?.getAttribute("aria-readonly")).toBe("true");
  const reachable = [...document.querySelectorAll<HTMLElement>("table a, table td, table th")];
  expect(reachable.filter((cell) => cell.tabIndex === 0).map((cell) => cell.textContent)).toEqual(["Y"]);
  document.querySelector<HTMLElement>("tbody td[tabindex='0']")?.focus();
  press("ArrowUp");
  expect(document.activeElement?.getAttribute("href")).toBe("#q1");
  expect(said()).toBe("1. Budget");
});

test("a click takes the focus to its cell, and a count says what it counts", () => {
  document.querySelectorAll<HTMLElement>("tbody tr")[1]?.querySelectorAll<HTMLElement>("td")[2]?.click();
  expect(said()).toBe("Japan, 2. Staff: Abstain");
  document.querySelectorAll<HTMLElement>("tbody tr")[0]?.querySelectorAll<HTMLElement>("td")[0]?.click();
  expect(said()).toBe("Brazil, Y. Yes: 1");
});
