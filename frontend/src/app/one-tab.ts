/** One connection test at a time in a browser: two would share its microphone, and each other's line. */

const NAME = "hemicycle.connection-test";

/**
 * Take the place, or take it from another tab.
 *
 * @param lost called when another tab took it
 * @returns what gives it back; null where another tab has it
 */
export function takePlace(fromOther: boolean, lost: () => void): Promise<(() => void) | null> {
  // A page that is not served securely, and an old browser, has none: then nothing is known of other tabs.
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) return Promise.resolve(() => undefined);
  return new Promise((resolve) => {
    locks
      .request(NAME, fromOther ? { steal: true } : { ifAvailable: true }, (lock) => {
        if (lock) return new Promise<void>((release) => resolve(release));
        resolve(null);
        return Promise.resolve();
      })
      .catch(lost);
  });
}
