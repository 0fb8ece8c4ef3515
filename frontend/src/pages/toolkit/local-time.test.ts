import { describe, expect, it } from "vitest";

import { fillOwnTimes, ownTime } from "./local-time";

const START = new Date("2020-06-09T10:00:00Z");
const END = new Date("2020-06-09T13:00:00Z");

describe("own time", () => {
  it("is that of the person's zone", () => {
    expect(ownTime(START, END, "Asia/Tokyo", "Europe/Zurich")).toBe("19:00–22:00");
  });

  it("is one hour for a deadline", () => {
    expect(ownTime(START, START, "Asia/Tokyo", "Europe/Zurich")).toBe("19:00");
  });

  it("is left out where the clocks agree", () => {
    expect(ownTime(START, END, "Europe/Paris", "Europe/Zurich")).toBe("");
  });

  it("names the day where it is another one", () => {
    const evening = new Date("2020-06-09T20:00:00Z");
    expect(ownTime(evening, evening, "Asia/Tokyo", "Europe/Zurich")).toBe("Wed 10 Jun 05:00");
  });

  it("stands in the sentence of the page", () => {
    document.body.innerHTML = `<span class="own-time" hidden data-zone="Asia/Tokyo" data-shown-zone="Europe/Zurich"
      data-start="2020-06-09T10:00:00Z" data-end="2020-06-09T13:00:00Z" data-words="{time} your time"></span>`;
    fillOwnTimes();
    const element = document.querySelector<HTMLElement>(".own-time");
    expect(element?.textContent).toBe("\u206819:00–22:00\u2069 your time");
    expect(element?.hidden).toBe(false);
  });
});
