/** Milliseconds after which a screen reader has begun with a page that has come. */
const BEGUN = 500;

/**
 * What an act did stands above the page that follows it. A live region that comes with its page is not read of itself, so it
 * is put in once more when the page is there: whoever listens need not look for it.
 */
export function tellMessages(root: Document = document): void {
  for (const region of root.querySelectorAll<HTMLElement>(".messages[role=status]")) {
    setTimeout(() => {
      if (!region.contains(root.activeElement)) region.replaceChildren(...region.childNodes);
    }, BEGUN);
  }
}
