import { expect, test } from "vitest";

import { stateOf } from "./opening";

test.each([
  ["NotAllowedError", "denied"],
  ["SecurityError", "denied"],
  ["NotReadableError", "busy"],
  ["AbortError", "busy"],
  ["NotFoundError", "missing"],
  ["OverconstrainedError", "missing"],
])("%s means that the device is %s", (name, state) => {
  expect(stateOf(new DOMException("", name))).toBe(state);
});
