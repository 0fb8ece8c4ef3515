import { expect, test } from "vitest";

import { StallWatch } from "./stall";

const rounds = (watch: StallWatch, ...bytes: number[]) => bytes.map((count) => watch.round(new Map([["TR_1", count]])));

test("a track that flows is left alone", () => {
  expect(rounds(new StallWatch(), 0, 10, 20, 20, 20, 30)).toEqual([[], [], [], [], [], []]);
});

test("one that brings nothing three rounds long is named, once every three rounds", () => {
  expect(rounds(new StallWatch(), 50, 50, 50, 50, 50, 50, 50)).toEqual([[], [], [], ["TR_1"], [], [], ["TR_1"]]);
});

test("one that was not heard meanwhile starts anew", () => {
  const watch = new StallWatch();
  rounds(watch, 50, 50, 50);
  expect(watch.round(new Map())).toEqual([]);
  expect(rounds(watch, 50, 50)).toEqual([[], []]);
});
