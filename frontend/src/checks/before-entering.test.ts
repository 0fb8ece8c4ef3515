import { expect, test } from "vitest";

import { sampleContext } from "../testing/sample";
import { MEUNIER, PEREIRA, TECHNICIAN } from "../testing/sample-people";
import { backLabels, heardText } from "./before-entering";

test.each([
  [PEREIRA, "room", "only while you have the floor"],
  [MEUNIER, "booth", "only while you are on air"],
  [TECHNICIAN, "room", "neither here nor in the room"],
] as const)("each is promised what is true of them", (who, view, text) => {
  expect(heardText({ ...sampleContext(who), view })).toContain(text);
});

test.each([
  ["floor", "room", "Back to the floor"],
  ["floor", "console", "Back to the floor"],
  ["air", "booth", "Back on air"],
  ["air", "room", undefined],
  ["", "room", undefined],
] as const)("who still holds the %s is led back from the %s", (holds, view, act) => {
  expect(backLabels({ holds, view })?.act).toBe(act);
});
