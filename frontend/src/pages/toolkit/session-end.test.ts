import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { announceSessionEnd, nextAsked } from "./session-end";

const answers: number[] = [];
const asked = vi.fn<(address: string, options: RequestInit) => Promise<Response>>();

function notice(): HTMLElement {
  const found = document.querySelector<HTMLElement>("[data-session]");
  if (!found) throw new Error("notice");
  return found;
}

function part(name: string): HTMLElement {
  const found = notice().querySelector<HTMLElement>(`[data-session-${name}]`);
  if (!found) throw new Error(name);
  return found;
}

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2020-06-09T12:00:00Z") });
  answers.length = 0;
  asked.mockReset();
  asked.mockImplementation(() => Promise.resolve(new Response(JSON.stringify({ left: answers.shift() ?? 0 }))));
  vi.stubGlobal("fetch", asked);
  document.body.innerHTML = `<main tabindex="-1"></main><div data-session="/session/" data-soon="Ends at {time}"
    data-stayed="You stay" data-over="Over"><p data-session-words></p><button type="button" data-session-stay hidden></button>
    <a href="/sign-in/" data-session-sign-in hidden></a></div>`;
  announceSessionEnd();
});

afterEach(() => {
  vi.useRealTimers();
});

test("ten minutes before the end it is said once, with a button; then that it has come", async () => {
  answers.push(7200, 540, 500, 0);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked.mock.calls[0]?.[0]).toBe("/session/?live=1");
  expect(notice().classList.contains("shown")).toBe(false);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(notice().classList.contains("shown")).toBe(true);
  expect(part("words").textContent).toMatch(/^Ends at \u2068\d\d:\d\d\u2069$/);
  expect(part("stay").hidden).toBe(false);
  const words = part("words").textContent;
  await vi.advanceTimersByTimeAsync(nextAsked(540) * 1000);
  expect(part("words").textContent).toBe(words);
  await vi.advanceTimersByTimeAsync(nextAsked(500) * 1000);
  expect(part("words").textContent).toBe("Over");
  expect(part("stay").hidden).toBe(true);
  expect(part("sign-in").hidden).toBe(false);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(asked).toHaveBeenCalledTimes(4);
});

test("the button puts it off, says so, and gives the focus back to the page", async () => {
  answers.push(300, 7200);
  await vi.advanceTimersByTimeAsync(60_000);
  part("stay").click();
  await vi.advanceTimersByTimeAsync(0);
  expect(asked.mock.calls[1]?.[1].method).toBe("POST");
  expect(notice().classList.contains("shown")).toBe(false);
  expect(part("words").textContent).toBe("You stay");
  expect(document.activeElement?.tagName).toBe("MAIN");
});

test("what goes on elsewhere hides it again; nobody who answers is asked again later", async () => {
  answers.push(300, 7200);
  await vi.advanceTimersByTimeAsync(60_000);
  await vi.advanceTimersByTimeAsync(nextAsked(300) * 1000);
  expect(notice().classList.contains("shown")).toBe(false);
  expect(part("words").textContent).toBe("");
  asked.mockRejectedValueOnce(new TypeError("offline"));
  await vi.advanceTimersByTimeAsync(600_000);
  answers.push(7200);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveBeenCalledTimes(4);
});

test.each([
  [null, 60],
  [7200, 600],
  [700, 100],
  [605, 20],
  [400, 100],
  [8, 20],
])("with %s seconds left it asks again after %s", (left, wait) => {
  expect(nextAsked(left)).toBe(wait);
});
