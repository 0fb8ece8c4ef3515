import { expect, test } from "vitest";

import { NOW, sampleSpeaker } from "../testing/sample";
import { lightWaits } from "./light";

const until = (seconds: number) => new Date(NOW + seconds * 1000).toISOString();

test.each([
  [null, []],
  [{ channels: ["fr"], until: until(4.2) }, ["fr"]],
  [{ channels: ["fr"], until: until(0) }, []],
  [{ channels: ["fr"], until: until(-3) }, []],
])("rule 55: of %j the light waits for %j", (waits, found) => {
  expect(lightWaits(sampleSpeaker({ waits }), NOW)).toEqual(found);
});

test("nobody has the floor: nothing waits", () => {
  expect(lightWaits(null, NOW)).toEqual([]);
});
