import { expect, test } from "vitest";

import { sampleContext, samplePlace } from "../testing/sample";
import { HAUGEN, NASSER, PEREIRA, PRATT, SATO } from "../testing/sample-people";
import { reasonText } from "./reason";

const context = sampleContext();
const other = { context, mine: false };
const mine = { context, mine: true };

/** Without the invisible marks that keep text of another direction together. */
const plain = (text: string): string => text.replace(/[\u2068\u2069]/g, "");

test("rule 6: a Council State stands in the order of asking, in Geneva's time", () => {
  expect(reasonText(samplePlace(SATO, 1, "10:39:02"), other)).toBe("Council Member State, asked 12:39:02");
});

test.each([
  [1, "Council Member State, asked 12:40:11"],
  [2, "Council Member State, asked 12:40:11: one speaker comes before you"],
  [3, "Council Member State, asked 12:40:11: 2 speakers come before you"],
])("rule 12: at place %i one is told who comes before", (position, text) => {
  expect(reasonText(samplePlace(PEREIRA, position, "10:40:11"), mine)).toBe(text);
});

test.each([
  [2, 1, "one speaker comes before you, moved there by the presiding officer"],
  [3, 1, "2 speakers come before you, one of them moved there by the presiding officer"],
  [4, 2, "3 speakers come before you, 2 of them moved there by the presiding officer"],
])("rule 12: at place %i one is told that %i were moved ahead", (position, moved, text) => {
  const place = samplePlace(PEREIRA, position, "10:40:11");
  place.reason.facts["ahead_moved"] = moved;
  expect(reasonText(place, mine)).toBe(`Council Member State, asked 12:40:11: ${text}`);
  expect(reasonText(place, other)).toBe("Council Member State, asked 12:40:11");
});

function overtaken(...args: Parameters<typeof samplePlace>) {
  const place = samplePlace(...args);
  place.reason.code = "after_others";
  return place;
}

test("rule 6: who stands behind others that asked later is told which classes they are", () => {
  const place = overtaken(HAUGEN, 4, "10:38:50");
  place.reason.facts["after"] = "council_state";
  expect(reasonText(place, other)).toBe("Observer Member State: after Council Member States, although asked 12:38:50");
  expect(reasonText(place, mine)).toBe(
    "Observer Member State: after Council Member States, although asked 12:38:50: 3 speakers come before you",
  );
});

test("rule 6: several classes are listed as the reader's language does it", () => {
  const place = overtaken(PRATT, 6, "10:38:50");
  place.reason.facts["after"] = "council_state observer_state";
  expect(reasonText(place, other)).toBe(
    "Sector Member: after Council Member States and Observer Member States, although asked 12:38:50",
  );
});

test("rule 6: whose class speaks first on the item is told so", () => {
  const place = samplePlace(HAUGEN, 1, "10:40:30");
  place.reason.code = "first_on_item";
  expect(reasonText(place, mine)).toBe("Observer Member State: speaks first on this item, asked 12:40:30");
});

test("an observer who asked after everybody else is told no although", () => {
  expect(reasonText(samplePlace(NASSER, 5, "10:40:30"), other)).toBe("Observer, asked 12:40:30");
});

test("rule 7: a point of order before the list of speakers", () => {
  const reason = { rule: 7, code: "point_of_order" as const, facts: { ahead: 1 } };
  const place = samplePlace(PEREIRA, 2, "10:41:00", { reason, point_of_order: true, motion: "point_of_order" });
  expect(reasonText(place, mine)).toBe(
    "Point of order, before the list of speakers, asked 12:41:00: one speaker comes before you",
  );
});

test("rule 4: who was moved reads the leader's reason, kept together whatever its script", () => {
  const reason = { rule: 4, code: "moved_by_leader" as const, facts: { reason: "يعرض المساهمة", by: 20 } };
  const text = reasonText(samplePlace(PEREIRA, 1, "10:41:00", { reason }), other);
  expect(text).toContain("\u2068يعرض المساهمة\u2069");
  expect(plain(text)).toBe("Moved here by the presiding officer: يعرض المساهمة");
});

test("no reader is given a number of the rules", () => {
  for (const mine of [true, false]) {
    expect(reasonText(samplePlace(SATO, 1, "10:39:02"), { context, mine })).toBe(
      "Council Member State, asked 12:39:02",
    );
  }
});
