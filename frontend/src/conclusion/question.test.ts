import { expect, test } from "vitest";

import { secondsAsked, secondsLeft } from "./question";

const question = { asked_at: "2020-06-09T10:41:00Z", until: "2020-06-09T10:41:10Z" };
const at = (seconds: number) => Date.parse(question.asked_at) + seconds * 1000;

test("the last second counts to its end, and nothing is left after it", () => {
  expect([0, 9.2, 9.99, 10, 15].map((seconds) => secondsLeft(question, at(seconds)))).toEqual([10, 1, 1, 0, 0]);
});

test("they ask for so many seconds", () => {
  expect(secondsAsked(question)).toBe(10);
});
