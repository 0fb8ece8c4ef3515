import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { keepUpToDate, renew } from "./live";

const part = (counts: string, members: string, seen: string): string =>
  `<div data-live="?q=a" data-seen="${seen}" data-every="5" data-said="${counts} answered">
    <p data-live-note hidden>note</p><ul data-piece="counts">${counts}</ul>
    <form><input id="typed"></form><div data-piece="members">${members}</div></div>`;

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = `<p id="live-said"></p>${part("1", '<a href="/br">Brazil</a>', "x")}`;
});

afterEach(() => {
  vi.useRealTimers();
});

function live(): HTMLElement {
  const found = document.querySelector<HTMLElement>("[data-live]");
  if (!found) throw new Error("live");
  return found;
}

test("only what differs is replaced; what is typed and the focus stay", () => {
  const input = document.querySelector<HTMLInputElement>("#typed");
  if (input) input.value = "typed";
  document.querySelector<HTMLElement>('[href="/br"]')?.focus();
  const list = document.querySelector('[data-piece="counts"]');
  expect(renew(live(), part("2", '<a href="/br">Brazil, late</a>', "y"))).toBe(true);
  expect(list?.textContent).toBe("2");
  expect(document.activeElement?.textContent).toBe("Brazil, late");
  expect(document.querySelector<HTMLInputElement>("#typed")?.value).toBe("typed");
  expect(live().dataset.seen).toBe("y");
  expect(renew(live(), "<p>Sign in</p>")).toBe(false);
});

test("it asks with what was seen, says aloud what is new, and less often while nobody answers", async () => {
  const answers = [
    new Response(null, { status: 204 }),
    new Response(part("2", "", "y")),
    new Response("", { status: 502 }),
  ];
  const fetched = vi.fn<(address: URL) => Promise<Response>>(() =>
    Promise.resolve(answers.shift() ?? new Response("", { status: 502 })),
  );
  vi.stubGlobal("fetch", fetched);
  keepUpToDate();
  expect(document.querySelector<HTMLElement>("[data-live-note]")?.hidden).toBe(false);
  await vi.advanceTimersByTimeAsync(5000);
  expect(fetched.mock.calls[0]?.[0].search).toBe("?q=a&live=1&seen=x");
  expect(document.getElementById("live-said")?.textContent).toBe("");
  await vi.advanceTimersByTimeAsync(5000);
  expect(document.getElementById("live-said")?.textContent).toBe("2 answered");
  await vi.advanceTimersByTimeAsync(5000);
  expect(fetched.mock.calls[2]?.[0].searchParams.get("seen")).toBe("y");
  await vi.advanceTimersByTimeAsync(5000);
  expect(fetched).toHaveBeenCalledTimes(3);
  await vi.advanceTimersByTimeAsync(5000);
  expect(fetched).toHaveBeenCalledTimes(4);
});
