/** The page is loaded again because the help desk asked for it: then it goes back into the room by itself, and says so. */
const KEY = "hemicycle.reloaded";
/** A page that is loaded later than that was loaded for another reason, in ms. */
const WITHIN = 60_000;

interface Kept {
  sitting: number;
  request: number;
  at: number;
}

/** @returns false where this browser keeps nothing over a reload: the page stays as it is */
export function reloadFor(sitting: number, request: number, reload: () => void = () => location.reload()): boolean {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ sitting, request, at: Date.now() } satisfies Kept));
  } catch {
    return false;
  }
  reload();
  return true;
}

/** The request for which this page was loaded again, once; null where it was not. */
export function reloadedFor(sitting: number): number | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Kept | null;
    sessionStorage.removeItem(KEY);
    return kept?.sitting === sitting && Date.now() - kept.at < WITHIN ? kept.request : null;
  } catch {
    return null;
  }
}
