import { beforeEach, describe, expect, it, vi } from "vitest";

import { before, offerOrdering } from "./ordering";

/** What the page has, or the test ends here. */
function found<Kind extends HTMLElement>(selector: string, kind: new () => Kind): Kind {
  const element = document.querySelector(selector);
  if (!(element instanceof kind)) throw new Error(selector);
  return element;
}

function row(top: number): HTMLElement {
  const made = document.createElement("li");
  made.getBoundingClientRect = () => ({ top, height: 40 }) as DOMRect;
  return made;
}

/** jsdom knows no drag events; the page asks only for these. */
function drag(target: Element, type: string, clientY = 0): void {
  const event = new Event(type, { bubbles: true, cancelable: true });
  Object.defineProperty(event, "clientY", { value: clientY });
  target.dispatchEvent(event);
}

describe("the order of the agenda by drag", () => {
  const submitted = vi.fn();
  let form: HTMLFormElement;
  let rows: HTMLElement[];

  beforeEach(() => {
    submitted.mockClear();
    document.body.innerHTML = `<form data-orders><ol>
      <li data-item="7"></li><li data-item="8"></li><li data-item="9"></li></ol></form>`;
    form = found("form", HTMLFormElement);
    form.submit = submitted;
    rows = [...form.querySelectorAll<HTMLElement>("li")];
    rows.forEach((one, place) => {
      one.getBoundingClientRect = () => ({ top: place * 40, height: 40 }) as DOMRect;
    });
    offerOrdering();
  });

  const at = (place: number): HTMLElement => found(`li:nth-child(${String(place + 1)})`, HTMLElement);
  const sent = (): Record<string, string> => Object.fromEntries(new FormData(form) as unknown as [string, string][]);

  it("drops before the row whose upper half is reached, and at the end below them all", () => {
    const three = [row(0), row(40), row(80)];
    expect(before(three, 10)).toBe(three[0]);
    expect(before(three, 30)).toBe(three[1]);
    expect(before(three, 130)).toBeNull();
  });

  it("sends the row and the one before which it goes", () => {
    drag(at(2), "dragstart");
    drag(form, "dragover", 5);
    expect(rows[0]?.classList.contains("drop-before")).toBe(true);
    drag(form, "drop", 5);
    expect(submitted).toHaveBeenCalledOnce();
    expect(sent()).toEqual({ item: "9", before: "7" });
  });

  it("sends nobody before for the end", () => {
    drag(at(0), "dragstart");
    drag(form, "drop", 500);
    expect(sent()).toEqual({ item: "7", before: "" });
  });

  it("sends nothing where the row stays where it was", () => {
    drag(at(1), "dragstart");
    drag(form, "drop", 45);
    drag(form, "drop", 85);
    expect(submitted).not.toHaveBeenCalled();
  });
});
