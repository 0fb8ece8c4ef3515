import { expect, test } from "vitest";

import type { PlaceDocument, QueueDocument } from "../api/documents";
import { samplePlace } from "../testing/sample";
import { HAUGEN, OKAFOR, PEREIRA } from "../testing/sample-people";
import { headOf, othersThanHead, passedOver } from "./line";

const observer = samplePlace(HAUGEN, 1, "10:38:50");
const council = samplePlace(PEREIRA, 2, "10:40:11");

function queue(places: PlaceDocument[], ...spoken: string[]): QueueDocument {
  return { seq: 40, list_open: true, places, motions: [], aside: [], spoken, spoken_persons: [], heard: [] };
}

test("the head is the first place", () => {
  const seen = queue([council, observer]);
  expect([headOf(seen), othersThanHead(seen)]).toEqual([council, [observer]]);
});

test("rule 9: an observer who has spoken on the item is passed over and keeps the place", () => {
  const seen = queue([observer, council], "NO");
  expect([headOf(seen), othersThanHead(seen)]).toEqual([council, [observer]]);
  expect([passedOver(observer, seen), passedOver(council, seen)]).toEqual([true, false]);
});

test("rule 9: who represents no Member is passed over once they themselves have spoken", () => {
  const expert = samplePlace({ ...HAUGEN, registration: 901, member: null, capacity: "expert" }, 1, "10:38:50");
  const other = samplePlace({ ...HAUGEN, registration: 902, member: null, capacity: "expert" }, 2, "10:39:10");
  const seen = { ...queue([expert, other]), spoken_persons: [901] };
  expect([headOf(seen), othersThanHead(seen)]).toEqual([other, [expert]]);
});

test("whom the list does not hold is never passed over, nor a point of order", () => {
  const seen = queue([], "NO");
  const raised = samplePlace(HAUGEN, 1, "10:41:00", { point_of_order: true, motion: "point_of_order" });
  expect([passedOver(samplePlace(OKAFOR, 1, "10:41:00"), seen), passedOver(raised, seen)]).toEqual([false, false]);
});

test("without places there is no head", () => {
  expect([headOf(null), headOf(queue([])), othersThanHead(null)]).toEqual([null, null, []]);
});
