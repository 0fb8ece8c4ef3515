import { expect, test, vi } from "vitest";

import { takePlace } from "./one-tab";

/** Locks of one name, as the browser keeps them for all its tabs. */
class Locks {
  private takeAway: (() => void) | null = null;

  async request(
    _name: string,
    options: { steal?: boolean; ifAvailable?: boolean },
    held: (lock: object | null) => Promise<void>,
  ): Promise<void> {
    if (this.takeAway && !options.steal) return held(null);
    this.takeAway?.();
    const taken = new Promise<never>((_resolve, reject) => {
      this.takeAway = () => reject(new DOMException("", "AbortError"));
    });
    const mine = this.takeAway;
    await Promise.race([held({}), taken]);
    if (this.takeAway === mine) this.takeAway = null;
  }
}

function browser(locks: Locks | undefined): void {
  vi.stubGlobal("navigator", { locks });
}

test("the second tab has no place until the first gives it back", async () => {
  browser(new Locks());
  const release = await takePlace(false, () => undefined);
  expect(await takePlace(false, () => undefined)).toBeNull();
  release?.();
  await expect.poll(() => takePlace(false, () => undefined)).not.toBeNull();
});

test("a tab that takes it over tells the other", async () => {
  browser(new Locks());
  const lost = vi.fn();
  await takePlace(false, lost);
  expect(await takePlace(true, () => undefined)).not.toBeNull();
  await expect.poll(() => lost.mock.calls.length).toBe(1);
});

test("a browser without locks tests all the same", async () => {
  browser(undefined);
  expect(await takePlace(false, () => undefined)).not.toBeNull();
});
