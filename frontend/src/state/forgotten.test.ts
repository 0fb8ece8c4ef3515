import { beforeEach, expect, test, vi } from "vitest";

import { Forgotten } from "./forgotten";

let asked: number;
let forgotten: Forgotten;

beforeEach(() => {
  vi.useFakeTimers();
  asked = 0;
  forgotten = new Forgotten(() => (asked += 1));
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

test("what the engine forgets a second time is waited for again", () => {
  forgotten.forgot("queue");
  vi.runAllTimers();
  forgotten.forgot("queue");
  vi.runAllTimers();
  expect(asked).toBe(2);
});

test("a page that has left asks no more", () => {
  forgotten.forgot("queue");
  forgotten.close();
  vi.runAllTimers();
  expect(asked).toBe(0);
});
