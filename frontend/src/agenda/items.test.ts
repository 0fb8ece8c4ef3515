import { expect, test } from "vitest";

import { sampleContext } from "../testing/sample";
import { containsText } from "./items";

test("what a document contains is said as the consultation calls it", () => {
  const context = { ...sampleContext(), contents: { protocol: "Draft protocol" } };
  expect(containsText("protocol", context)).toBe("Draft protocol");
  expect(containsText("gone", context)).toBe("gone");
});
