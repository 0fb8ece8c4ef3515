import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { led, walkGrid, type Place } from "./grid";

const key = (name: string, ctrlKey = false) => ({ key: name, ctrlKey, metaKey: false, altKey: false });

describe("where a key leads", () => {
  const rows = [4, 4, 4];
  const from: Place = [1, 2];

  it("is the next cell, and never beyond the edge", () => {
    expect(led(key("ArrowDown"), from, rows, 1)).toEqual([2, 2]);
    expect(led(key("ArrowUp"), from, rows, 1)).toEqual([0, 2]);
    expect(led(key("ArrowRight"), from, rows, 1)).toEqual([1, 3]);
    expect(led(key("ArrowLeft"), from, rows, 1)).toEqual([1, 1]);
    expect(led(key("ArrowDown"), [2, 2], rows, 1)).toEqual([2, 2]);
    expect(led(key("ArrowLeft"), [1, 0], rows, 1)).toEqual([1, 0]);
  });

  it("is the other way from right to left", () => {
    expect(led(key("ArrowLeft"), from, rows, -1)).toEqual([1, 3]);
    expect(led(key("ArrowDown"), from, rows, -1)).toEqual([2, 2]);
  });

  it("is an end of the line, or with Ctrl of the grid", () => {
    expect(led(key("Home"), from, rows, 1)).toEqual([1, 0]);
    expect(led(key("End"), from, rows, 1)).toEqual([1, 3]);
    expect(led(key("Home", true), from, rows, 1)).toEqual([0, 0]);
    expect(led(key("End", true), from, rows, 1)).toEqual([2, 3]);
  });

  it("is a page on where lines have pages, and otherwise the window's", () => {
    expect(led(key("PageDown"), from, rows, 1, { page: 10 })).toEqual([2, 2]);
    expect(led(key("PageUp"), [2, 1], rows, 1, { page: 2 })).toEqual([0, 1]);
    expect(led(key("PageDown"), from, rows, 1)).toBeNull();
  });

  it("goes down a line that is upright, and across to the nearest cell of a shorter one", () => {
    const days = [3, 1];
    expect(led(key("ArrowDown"), [0, 0], days, 1, { upright: true })).toEqual([0, 1]);
    expect(led(key("ArrowRight"), [0, 2], days, 1, { upright: true })).toEqual([1, 0]);
    expect(led(key("ArrowLeft"), [0, 2], days, -1, { upright: true })).toEqual([1, 0]);
    expect(led(key("End"), [0, 1], days, 1, { upright: true })).toEqual([0, 2]);
    expect(led(key("End", true), [0, 1], days, 1, { upright: true })).toEqual([1, 0]);
  });

  it("is nowhere for other keys, and for those of the browser", () => {
    expect(led(key("Tab"), from, rows, 1)).toBeNull();
    expect(led(key("ArrowDown", true), from, rows, 1)).toBeNull();
    expect(led({ ...key("ArrowLeft"), altKey: true }, from, rows, 1)).toBeNull();
  });
});

describe("a table as a grid", () => {
  const reached = vi.fn();
  const all = <Kind extends HTMLElement>(selector: string) => [...document.querySelectorAll<Kind>(selector)];
  const press = (name: string): void => {
    document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }));
  };

  beforeEach(() => {
    Element.prototype.scrollIntoView = () => undefined; // jsdom lays nothing out
    document.body.innerHTML = `<table><tr><td>a</td><td>b</td></tr>
      <tr><th><a href="#c">c</a></th><td>d <button>press</button></td></tr></table>`;
    reached.mockReset();
    const rows = all<HTMLTableRowElement>("tr").map((row) =>
      [...row.cells].map((cell) => cell.querySelector<HTMLElement>("a") ?? cell),
    );
    const [table] = all("table");
    if (table) walkGrid(table, rows, { reached });
  });

  afterEach(() => {
    document.body.innerHTML = "";
  });

  it("has one stop for Tab, which moves with the focus", () => {
    expect(all("table")[0]?.getAttribute("role")).toBe("grid");
    const stops = () => all("td, th, a").filter((cell) => cell.tabIndex === 0);
    expect(stops().map((cell) => cell.textContent)).toEqual(["a"]);
    stops()[0]?.focus();
    press("ArrowDown");
    expect(document.activeElement?.textContent).toBe("c");
    expect(stops()).toEqual([document.activeElement]);
    expect(reached).toHaveBeenLastCalledWith([1, 0]);
  });

  it("follows a click, and leaves the focus to what was pressed within a cell, with its keys", () => {
    all("td")[1]?.click();
    expect(document.activeElement?.textContent).toBe("b");
    const button = all("button")[0];
    button?.focus();
    button?.click();
    expect(document.activeElement).toBe(button);
    expect(reached).toHaveBeenLastCalledWith([1, 1]);
    press("ArrowUp");
    expect(document.activeElement).toBe(button);
  });
});
