import { render, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { NOW, sampleSpeaker } from "../testing/sample";
import { asking } from "./interpreters-ask";
import InterpretersAsk from "./InterpretersAsk.svelte";

const after = (seconds: number) => new Date(NOW + seconds * 1000).toISOString();

test("booths count until their moment", () => {
  const until = [after(0), after(1), after(20)];
  expect([NOW - 1, NOW, NOW + 1000, NOW + 20_000].map((now) => asking(until, now))).toEqual([3, 2, 1, 0]);
});

test("the speaker reads how many booths ask, in words that go away by themselves", async () => {
  const speaker = sampleSpeaker({ slow_down: [after(5), after(10)], wait: [after(7)] });
  const { rerender } = render(InterpretersAsk, { speaker, now: NOW });
  const text = () => screen.getByRole("status").textContent.trim();
  expect(text()).toMatch(/^Please wait: interpreters ask for a pause\s*Please slow down \(2 booths\)$/);
  await rerender({ speaker, now: NOW + 7000 });
  expect(text()).toBe("Please slow down (one booth)");
  await rerender({ speaker, now: NOW + 10_000 });
  expect(text()).toBe("");
});
