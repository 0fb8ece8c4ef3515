import { expect, test } from "vitest";

import { isElsewhere } from "./elsewhere";

test.each([
  ["RM_a", "RM_b", true],
  ["RM_a", "RM_a", false],
  ["", "RM_a", false],
  ["RM_a", "", false],
])("in %j, and the sitting is in %j: elsewhere is %s", (sid, room, elsewhere) => {
  expect(isElsewhere(sid, room)).toBe(elsewhere);
});
