/**
 * The navigation of the desk where it is a drawer (`.desk-side`, a popover): the browser opens and closes it. Once it is
 * open the focus is on the entry of the page; when the focus leaves it, it closes, so that it covers nothing that has it.
 */
export function followDrawer(): void {
  const drawer = document.querySelector<HTMLElement>(".desk-side[popover]");
  if (!drawer) return;
  const isOpen = (): boolean => drawer.matches(":popover-open");
  drawer.addEventListener("toggle", () => {
    if (!isOpen()) return;
    (drawer.querySelector<HTMLElement>("[aria-current]") ?? drawer.querySelector<HTMLElement>("a"))?.focus();
  });
  drawer.addEventListener("focusout", (event) => {
    const next = event.relatedTarget;
    if (next instanceof Node && !drawer.contains(next) && isOpen()) drawer.hidePopover();
  });
}

/** So much of the list is seen beneath the entry of the page, in pixels. */
const BENEATH = 24;

/**
 * Beside the page the list of pages is longer than a low window: it is scrolled to the entry of the page, where that is not
 * seen. The page itself and the focus stay where they are. Again when the page's fonts come, which change its lines.
 */
export function showEntry(): void {
  const list = document.querySelector<HTMLElement>(".desk-side > div");
  const entry = list?.querySelector("[aria-current]");
  if (!list || !entry) return;
  const show = (): void => {
    const seen = Math.min(list.getBoundingClientRect().bottom, window.innerHeight);
    const hidden = entry.getBoundingClientRect().bottom - seen;
    if (hidden > 0) list.scrollTop += hidden + BENEATH;
  };
  show();
  void document.fonts.ready.then(show);
}
