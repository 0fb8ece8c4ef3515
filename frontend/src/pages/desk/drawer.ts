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
