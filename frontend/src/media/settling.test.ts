import { expect, test } from "vitest";

import { Settling } from "./settling";

test("runs once for what happens before it starts, and once more for all that happens meanwhile", async () => {
  const ends: (() => void)[] = [];
  let runs = 0;
  const settling = new Settling(() => {
    runs += 1;
    return new Promise((resolve) => ends.push(resolve));
  });
  settling.settle();
  expect(runs).toBe(1);
  settling.settle();
  settling.settle();
  expect(runs).toBe(1);
  ends.shift()?.();
  await Promise.resolve();
  await Promise.resolve();
  expect(runs).toBe(2);
  ends.shift()?.();
  await Promise.resolve();
  await Promise.resolve();
  expect(runs).toBe(2);
  settling.settle();
  expect(runs).toBe(3);
});
