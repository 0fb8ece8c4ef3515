import { expect, test } from "vitest";

import type { TurnRow } from "../api/documents";
import { longest, steps } from "./times";

const who = { registration: 1, name: "Ms. Elena Duarte", member: "ARG", capacity: "council_state" };

function turn(more: Partial<TurnRow>): TurnRow {
  return {
    turn: 1,
    who,
    language: "es",
    state: "audible",
    cause: "",
    asked_at: "2020-06-09T10:38:00Z",
    next_at: null,
    granted_at: null,
    connected_at: null,
    audible_at: null,
    ended_at: null,
    ...more,
  };
}

const quick = turn({
  granted_at: "2020-06-09T10:39:22.000Z",
  connected_at: "2020-06-09T10:39:22.090Z",
  audible_at: "2020-06-09T10:39:24.500Z",
});

test("each step counts from the one before", () => {
  expect(steps(quick)).toEqual({ connected: 90, audible: 2410 });
});

test("a step that did not come has no length", () => {
  expect(steps(turn({ granted_at: "2020-06-09T10:39:22Z" }))).toEqual({ connected: null, audible: null });
  expect(steps(turn({}))).toEqual({ connected: null, audible: null });
});

test("the bars share one scale", () => {
  expect(longest([quick, turn({})])).toBe(2500);
  expect(longest([])).toBe(1000);
});
