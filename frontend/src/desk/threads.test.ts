import { expect, test } from "vitest";

import type { HelpThread } from "../api/documents";
import { found } from "./threads";

function thread(registration: number, name: string, member: string, id: number, unanswered: boolean): HelpThread {
  const who = { registration, name, member, capacity: "council_state" };
  return {
    who,
    case: id,
    number: id,
    assignee: null,
    messages: 1,
    unanswered,
    last: { id, who, text: `Message ${id}`, at: "2020-06-09T10:41:00Z" },
  };
}

const names: Record<string, string> = { JPN: "Japan", CIV: "Côte d'Ivoire" };
const memberName = (code: string | null): string => (code ? (names[code] ?? code) : "");
const threads = [
  thread(1, "Mr. Kenji Sato", "JPN", 10, false),
  thread(2, "Ms. Awa Koné", "CIV", 4, true),
  thread(3, "Mr. Kofi Mensah", "GHA", 8, true),
];
const ids = (list: HelpThread[]): number[] => list.map((one) => one.who.registration);

test("who waits for an answer comes first, the latest before the others", () => {
  expect(ids(found(threads, "", memberName))).toEqual([3, 2, 1]);
});

test("found by name, by the Member's name in the reader's language, or by words", () => {
  expect(ids(found(threads, "sato", memberName))).toEqual([1]);
  expect(ids(found(threads, " CÔTE ", memberName))).toEqual([2]);
  expect(ids(found(threads, "message 8", memberName))).toEqual([3]);
  expect(found(threads, "nobody", memberName)).toEqual([]);
});
