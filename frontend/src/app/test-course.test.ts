import { afterEach, expect, test, vi } from "vitest";

import { TestCourse } from "./test-course.svelte";

afterEach(() => vi.useRealTimers());

test("the time left is that of the steps that wait, and of what the present one still takes", () => {
  vi.useFakeTimers();
  const course = new TestCourse(10);
  course.begin("interpreter");
  expect(course.secondsLeft).toBe(7 + 7 + 4 + 13 + 1);
  course.enter("microphone");
  vi.advanceTimersByTime(3000);
  expect(course.secondsLeft).toBe(4 + 7 + 4 + 13 + 1);
  vi.advanceTimersByTime(60_000);
  expect(course.secondsLeft).toBe(7 + 4 + 13 + 1);
  course.leave("microphone", "done");
  expect(course.progress).toBeCloseTo(1 - 25 / 35);
});

test("a test that begins again waits for everything again", () => {
  const course = new TestCourse(10);
  course.begin("delegate");
  course.leave("browser", "problem");
  course.begin("listener");
  expect(course.steps).toMatchObject({ browser: "waiting", microphone: "skipped", camera: "skipped" });
});

test("until its turn the ways take longer, by what the steps before them leave of it", () => {
  vi.useFakeTimers();
  const course = new TestCourse(10);
  course.begin("delegate");
  const alone = course.secondsLeft;
  course.expectTurn(17);
  expect(course.secondsLeft).toBe(alone);
  course.expectTurn(60);
  expect(course.secondsLeft).toBe(alone + 43);
  course.begin("delegate");
  expect(course.secondsLeft).toBe(alone);
});
