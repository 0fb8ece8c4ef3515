import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { drawn, keyed, offerPlanning, renewed } from "./planning";

const PAGE = `<form data-plans><input name="minutes-7" value="30">
  <div id="plan-picture" data-follows><div class="plan-days" role="group">
  <div class="plan-day"><p class="plan-day-title">Monday</p><div class="plan-column" data-minutes="180">
  <div class="plan-block introduction">Introduction</div><div class="plan-block" data-item="7">
  <span class="grip" hidden tabindex="-1" data-item="7" aria-valuenow="30" aria-valuetext="30 minutes"></span></div></div></div>
  <div class="plan-day"><p class="plan-day-title">Tuesday</p><div class="plan-block" data-item="8"></div></div></div></div>
  <p id="plan-state" data-follows></p></form>`;

/** What the page has, or the test ends here. */
function found<Kind extends HTMLElement>(selector: string, kind: new () => Kind): Kind {
  const element = document.querySelector(selector);
  if (!(element instanceof kind)) throw new Error(selector);
  return element;
}

describe("minutes that are drawn or keyed", () => {
  it("go by steps of five, and never below one step", () => {
    expect(drawn(30, 31, 3)).toBe(40);
    expect(drawn(30, -15, 3)).toBe(25);
    expect(drawn(30, -500, 3)).toBe(5);
  });

  it("go by the arrow keys, one by one with Shift, and stay within limits", () => {
    expect(keyed(30, "ArrowDown", false)).toBe(35);
    expect(keyed(30, "ArrowUp", true)).toBe(29);
    expect(keyed(3, "ArrowUp", false)).toBe(1);
    expect(keyed(598, "PageDown", false)).toBe(600);
    expect(keyed(30, "Home", false)).toBe(1);
    expect(keyed(30, "End", false)).toBe(600);
    expect(keyed(30, "Tab", false)).toBeNull();
  });
});

describe("the desk of the time plan", () => {
  const asked = vi.fn();

  beforeEach(() => {
    vi.useFakeTimers();
    Element.prototype.scrollIntoView = () => undefined; // jsdom lays nothing out
    document.body.innerHTML = PAGE;
    asked.mockReset();
    asked.mockResolvedValue({
      ok: true,
      text: () =>
        Promise.resolve(PAGE.replace('id="plan-state" data-follows>', 'id="plan-state" data-follows>Unsaved')),
    });
    vi.stubGlobal("fetch", asked);
    offerPlanning();
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const grip = (): HTMLElement => found(".grip", HTMLElement);
  const field = (): HTMLInputElement => found('[name="minutes-7"]', HTMLInputElement);

  it("shows the edges, which without the script nothing could draw", () => {
    expect(grip().hidden).toBe(false);
  });

  const press = (key: string): void => {
    document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  };

  it("is a grid of days with one stop for Tab, walked by arrow keys", () => {
    expect(found(".plan-days", HTMLElement).getAttribute("role")).toBe("grid");
    const roles = [...document.querySelectorAll(".plan-day > *, .plan-day, .plan-block")].map((part) =>
      part.getAttribute("role"),
    );
    expect(roles.filter(Boolean).sort()).toEqual([
      "gridcell",
      "gridcell",
      "gridcell",
      "row",
      "row",
      "rowheader",
      "rowheader",
    ]);
    const stops = [...document.querySelectorAll<HTMLElement>(".plan-days *")].filter((part) => part.tabIndex === 0);
    expect(stops.map((stop) => stop.textContent)).toEqual(["Introduction"]);
    stops[0]?.focus();
    press("ArrowDown");
    expect(document.activeElement).toBe(grip().parentElement);
    expect(field().value).toBe("30");
    press("ArrowRight");
    expect((document.activeElement as HTMLElement).dataset.item).toBe("8");
  });

  it("enters an item's edge by Enter and leaves it by Escape", () => {
    grip().parentElement?.click();
    press("Enter");
    expect(document.activeElement).toBe(grip());
    press("ArrowDown");
    expect(field().value).toBe("35");
    // Words that say what it was are not read while its number changes.
    expect(grip().hasAttribute("aria-valuetext")).toBe(false);
    press("Escape");
    expect(document.activeElement).toBe(grip().parentElement);
  });

  it("asks once what follows from several keys, saves nothing, and keeps the focus at the edge", async () => {
    grip().focus();
    const typed = vi.fn();
    // What keeps a form listens there.
    document.addEventListener("input", typed);
    for (let times = 0; times < 3; times++)
      grip().dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true, cancelable: true }));
    expect(field().value).toBe("45");
    expect(typed).toHaveBeenCalledTimes(3);
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toHaveBeenCalledOnce();
    const sent = (asked.mock.calls[0]?.[1] as { body: FormData }).body;
    expect(sent.get("step")).toBe("preview");
    expect(sent.get("minutes-7")).toBe("45");
    expect(document.getElementById("plan-state")?.textContent).toBe("Unsaved");
    expect(document.activeElement).toBe(grip());
  });

  it("keeps the focus and the stop for Tab at a part while what follows comes", async () => {
    asked.mockResolvedValue({
      ok: true,
      text: () => Promise.resolve(PAGE.replace("Introduction", "Introduction of the Chair")),
    });
    grip().parentElement?.click();
    press("Enter");
    press("ArrowDown");
    press("Escape");
    const old = grip();
    await vi.advanceTimersByTimeAsync(1000);
    expect(grip()).not.toBe(old);
    expect(document.activeElement).toBe(grip().parentElement);
    expect(grip().parentElement?.tabIndex).toBe(0);
    expect(document.querySelectorAll(".plan-days [tabindex='0']")).toHaveLength(1);
  });

  it("leaves the page as it is while nobody answers", async () => {
    asked.mockRejectedValue(new TypeError("offline"));
    field().dispatchEvent(new Event("input", { bubbles: true }));
    await vi.advanceTimersByTimeAsync(1000);
    expect(field().value).toBe("30");
    expect(document.getElementById("plan-state")?.textContent).toBe("");
  });

  it("never takes the place of what somebody types into", () => {
    field().value = "99";
    renewed(new DOMParser().parseFromString(PAGE, "text/html"));
    expect(field().value).toBe("99");
  });
});
