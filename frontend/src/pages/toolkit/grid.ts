/**
 * A table, or blocks side by side, walked by keyboard as a grid of the ARIA Authoring Practices: Tab stops at one of its
 * cells, and arrow keys, Home, End, both with Ctrl, and the page keys go from there. Without a script it is what the
 * server made of it, which is why the roles are given here.
 */

/** Line and cell, each from 0. Lines may be of different lengths. */
export type Place = readonly [line: number, cell: number];
type Press = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">;

export interface Look {
  /** Lines run from top to bottom, side by side, and not as rows do. */
  upright?: boolean;
  /** So many lines are a page; 0, where the page keys belong to the window. */
  page?: number;
  /** Where Tab stops first. */
  start?: HTMLElement | null;
  /** Called for each cell that comes to have the focus. */
  reached?: (place: Place) => void;
}

const STEPS: Record<string, readonly [down: number, right: number]> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};

function within([line, cell]: Place, lengths: readonly number[]): Place {
  const kept = Math.min(Math.max(line, 0), lengths.length - 1);
  return [kept, Math.min(Math.max(cell, 0), (lengths[kept] ?? 1) - 1)];
}

/** Where a key leads from a place: null for a key that leads nowhere. `forward` is -1 where one reads from right to left. */
export function led(
  press: Press,
  [line, cell]: Place,
  lengths: readonly number[],
  forward: 1 | -1,
  { upright = false, page = 0 }: Look = {},
): Place | null {
  const { key, ctrlKey } = press;
  if (press.metaKey || press.altKey) return null;
  if (key === "Home") return [ctrlKey ? 0 : line, 0];
  if (key === "End") return within([ctrlKey ? lengths.length : line, Infinity], lengths);
  if (ctrlKey) return null;
  if (page && key === "PageDown") return within([line + page, cell], lengths);
  if (page && key === "PageUp") return within([line - page, cell], lengths);
  const [down, right] = STEPS[key] ?? [0, 0];
  if (down === 0 && right === 0) return null;
  const across = right * forward;
  return within(upright ? [line + across, cell + down] : [line + down, cell + across], lengths);
}

function cellOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("td, th, [role=gridcell]") : null;
}

/** Make `root` a grid whose lines are these elements that take the focus, cells or what a cell has to press. */
export function walkGrid(root: HTMLElement, lines: readonly HTMLElement[][], look: Look = {}): void {
  const lengths = lines.map((line) => line.length);
  const placeOf = (element: HTMLElement | null): Place | null => {
    const line = element ? lines.findIndex((cells) => cells.includes(element)) : -1;
    return element && line >= 0 ? [line, lines[line]?.indexOf(element) ?? 0] : null;
  };
  let at: Place = placeOf(look.start ?? null) ?? [0, 0];
  const now = (): HTMLElement | undefined => lines[at[0]]?.[at[1]];
  const stop = (place: Place): void => {
    now()?.setAttribute("tabindex", "-1");
    at = place;
    now()?.setAttribute("tabindex", "0");
  };
  const go = (place: Place): void => {
    stop(within(place, lengths));
    now()?.focus({ preventScroll: true });
    now()?.scrollIntoView({ block: "nearest", inline: "nearest" });
  };

  root.setAttribute("role", "grid");
  // Only one of all that could be reached by Tab is.
  for (const reachable of lines.flat()) if (reachable.tabIndex === 0) reachable.setAttribute("tabindex", "-1");
  stop(at);
  root.addEventListener("keydown", (event) => {
    // What stands in a cell and has keys of its own keeps them.
    if (event.target !== now()) return;
    const forward = document.documentElement.dir === "rtl" ? -1 : 1;
    const to = led(event, at, lengths, forward, look);
    if (!to) return;
    event.preventDefault();
    go(to);
  });
  root.addEventListener("focusin", (event) => {
    const place = placeOf(cellOf(event.target)) ?? (event.target instanceof HTMLElement ? placeOf(event.target) : null);
    if (!place) return;
    stop(place);
    look.reached?.(place);
  });
  root.addEventListener("click", (event) => {
    const cell = cellOf(event.target);
    const place = placeOf(cell);
    // What was pressed within a cell has the focus already.
    if (place && !(cell !== document.activeElement && cell?.contains(document.activeElement))) go(place);
  });
}
