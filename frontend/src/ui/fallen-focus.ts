import { tick } from "svelte";

/**
 * Notices when what had the focus is gone or can no longer have it: the browser then lets the focus fall to the page's
 * beginning, and whoever goes by keyboard or listens to a screen reader is lost. Each view says where it goes instead.
 */
export class FallenFocus {
  #last: Element | null = null;
  /** What that stood in: where it is gone, the page does not say any more. */
  #within: readonly EventTarget[] = [];

  /** Start following the focus; returns what stops it. Suits `$effect`. */
  listen(): () => void {
    const stop = new AbortController();
    this.#last = document.activeElement;
    document.addEventListener("focusin", (event) => this.#came(event), { signal: stop.signal });
    document.addEventListener("focusout", (event) => this.#left(event.target as Element), { signal: stop.signal });
    return () => stop.abort();
  }

  get fallen(): boolean {
    const last = this.#last;
    const { activeElement } = document;
    if (last === null || last === document.body) return false;
    return activeElement === null || activeElement === document.body || (activeElement === last && gone(last));
  }

  /**
   * Put the focus there if it has fallen, once the page has settled.
   *
   * @param from only if what had it stood in this part of the page
   */
  async catch(place: () => HTMLElement | null | undefined, from?: Element): Promise<void> {
    await tick();
    if (this.fallen && (from === undefined || this.#within.includes(from))) place()?.focus();
  }

  #came(event: FocusEvent): void {
    this.#last = event.target as Element;
    this.#within = event.composedPath();
  }

  /** Somebody clicked beside everything: nothing is to be caught. A browser says the same of an element that goes. */
  #left(target: Element): void {
    queueMicrotask(() => {
      if (this.#last === target && !gone(target) && document.activeElement === document.body) this.#last = null;
    });
  }
}

function gone(element: Element): boolean {
  return (
    !element.isConnected ||
    element.matches(":disabled") ||
    // A dialog that has closed stays in the page until its part of it is made again.
    element.closest("[hidden], dialog:not([open])") !== null
  );
}
