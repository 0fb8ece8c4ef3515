import { beforeEach, describe, expect, it, vi } from "vitest";

import { offerCalendars } from "./calendar";

function page(more = ""): { typed: HTMLInputElement; own: HTMLInputElement | null; opener: HTMLButtonElement | null } {
  document.body.innerHTML = `<input id="day" data-kind="date" data-calendar="Open the calendar" value="2020-06-09" ${more}>`;
  offerCalendars();
  const typed = document.querySelector<HTMLInputElement>("#day");
  if (!typed) throw new Error("no field");
  return {
    typed,
    own: document.querySelector("input[type='date'], input[type='datetime-local']"),
    opener: document.querySelector("button"),
  };
}

describe("the calendar beside a day", () => {
  const showPicker = vi.fn();

  beforeEach(() => {
    showPicker.mockReset();
    HTMLInputElement.prototype.showPicker = showPicker;
  });

  it("opens at the day that is typed", () => {
    const { own, opener } = page();
    opener?.click();
    expect(showPicker).toHaveBeenCalledOnce();
    expect(own?.value).toBe("2020-06-09");
    expect(opener?.textContent).toBe("Open the calendar");
  });

  it("types the day that is chosen, and gives the field back", () => {
    const { typed, own } = page();
    const changed = vi.fn();
    typed.addEventListener("change", changed);
    if (own) own.value = "2020-06-12";
    own?.dispatchEvent(new Event("change"));
    expect(typed.value).toBe("2020-06-12");
    expect(changed).toHaveBeenCalledOnce();
    expect(document.activeElement).toBe(typed);
  });

  it("types a time behind the day", () => {
    document.body.innerHTML = `<input id="day" data-kind="datetime-local" data-calendar="Open">`;
    offerCalendars();
    const own = document.querySelector<HTMLInputElement>("input[type='datetime-local']");
    if (own) own.value = "2020-06-12T18:30";
    own?.dispatchEvent(new Event("change"));
    expect(document.querySelector<HTMLInputElement>("#day")?.value).toBe("2020-06-12 18:30");
  });

  it("is not heard or reached by itself, and not there where nothing may be typed", () => {
    const { own } = page();
    expect([own?.tabIndex, own?.ariaHidden, own?.name]).toEqual([-1, "true", ""]);
    expect(page("readonly").opener).toBeNull();
  });
});
