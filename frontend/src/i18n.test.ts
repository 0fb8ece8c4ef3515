import { expect, test, vi } from "vitest";

import { durationText, gettext, interpolate, ngettext, timeText } from "./i18n";

test("source strings without a catalogue, translations with one", () => {
  expect(gettext("Withdraw")).toBe("Withdraw");
  expect(ngettext("one", "many", 2)).toBe("many");
  vi.stubGlobal("gettext", (text: string) => `<${text}>`);
  expect(gettext("Withdraw")).toBe("<Withdraw>");
});

test("facts go where their names stand", () => {
  expect(interpolate("%(name)s, %(place)s of %(all)s", { name: "$& Ms. A", place: 2 })).toBe("$& Ms. A, 2 of %(all)s");
});

test("durations, also those run over", () => {
  expect([0, 5, 161, 3762, -12, -0.4].map(durationText)).toEqual(["0:00", "0:05", "2:41", "1:02:42", "−0:12", "0:00"]);
});

test("times of a zone, with Latin digits in Arabic", () => {
  const noon = "2020-06-09T10:04:50Z";
  document.documentElement.lang = "en";
  expect(timeText(noon, "Europe/Zurich")).toBe("12:04");
  expect(timeText(noon, "Europe/Zurich", true)).toBe("12:04:50");
  document.documentElement.lang = "ar";
  expect(timeText(noon, "Europe/Zurich")).toContain("12:04");
});
