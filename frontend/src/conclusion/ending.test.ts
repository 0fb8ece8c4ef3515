import { expect, test } from "vitest";

import type { EndingDocument } from "../api/documents";
import { ENGLISH_NAMES } from "../testing/sample-people";
import { endingText } from "./ending";

const told = (code: EndingDocument["code"], member = "", words = "") =>
  endingText({ code, member, words }, { members: ENGLISH_NAMES }).replace(/[\u2068\u2069]/g, "");

test.each<[EndingDocument["code"], string, string]>([
  ["no_objection", "", "There was no objection."],
  ["objection_recorded_only", "", "An objection is recorded; it does not prevent the conclusion."],
  ["item_noted", "", "The item was noted."],
  ["deferred_by_wish", "AR", "Argentina asked that the conclusion be deferred."],
  ["deferred_by_wish", "", "It was asked that the conclusion be deferred."],
  ["document_deferred_by_wish", "AR", "Argentina asked that the document be deferred."],
  ["document_deferred_by_wish", "", "It was asked that the document be deferred."],
  ["deferred_by_motion", "GH", "Ghana moved to suspend the debate."],
  ["deferred_by_motion", "", "It was moved to suspend the debate."],
  ["deferred_by_objection", "JP", "Japan objected."],
  ["deferred_by_objection", "", "There was an objection."],
])("an item that ended: %s of %s", (code, member, words) => {
  expect(told(code, member)).toBe(words);
});

test("who presides says why they defer it; a Member that is gone goes by its code", () => {
  expect(told("deferred_by_presiding", "", "No interpretation")).toBe(
    "Deferred by the presiding officer: No interpretation",
  );
  expect(told("deferred_by_objection", "XX")).toBe("XX objected.");
});
