import { beforeEach, expect, test, vi } from "vitest";

import { Forgotten } from "./forgotten";

let asked: number;
let told: boolean;
let forgotten: Forgotten;

beforeEach(() => {
  vi.useFakeTimers();
  asked = 0;
  told = true;
  forgotten = new Forgotten(() => {
    asked += 1;
    return Promise.resolve(told);
  });
});

test("a document that does not come again is asked for, once for all of them", () => {
  forgotten.forgot("queue", 0);
  forgotten.forgot("map", 1);
  forgotten.came("map");
  vi.advanceTimersByTime(1999);
  expect(asked).toBe(0);
  vi.advanceTimersByTime(1);
  expect(asked).toBe(1);
  vi.runAllTimers();
  expect(asked).toBe(1);
});

test("nothing is asked for where the server publishes all of it again", () => {
  forgotten.forgot("queue");
  forgotten.forgot("map");
  forgotten.came("queue");
  forgotten.came("map");
  vi.runAllTimers();
  expect(asked).toBe(0);
});

test("a thread without messages, which nobody publishes, is not waited for", () => {
  forgotten.forgot("help");
  vi.runAllTimers();
  expect(asked).toBe(0);
});

test("what the engine forgets a second time is waited for again", async () => {
  forgotten.forgot("queue");
  await vi.runAllTimersAsync();
  forgotten.forgot("queue");
  await vi.runAllTimersAsync();
  expect(asked).toBe(2);
});

test("where the server can't tell, it is asked again until it has", async () => {
  told = false;
  forgotten.forgot("map");
  await vi.advanceTimersByTimeAsync(9000);
  expect(asked).toBeGreaterThan(2);
  told = true;
  await vi.advanceTimersByTimeAsync(3000);
  const last = asked;
  await vi.runAllTimersAsync();
  expect(asked).toBe(last);
});

test("a page that leaves while it asks does not ask again", async () => {
  told = false;
  forgotten.forgot("map", 0);
  vi.advanceTimersByTime(2000);
  forgotten.close();
  await vi.runAllTimersAsync();
  expect(asked).toBe(1);
});

test("a page that has left asks no more", () => {
  forgotten.forgot("queue");
  forgotten.close();
  vi.runAllTimers();
  expect(asked).toBe(0);
});
