/**
 * Keeps a bar that sticks to the lower edge from covering what the keyboard reaches: the page scrolls that clear of it.
 *
 * @returns what undoes it; suits `{@attach}`
 */
export function scrollsClear(dock: HTMLElement): () => void {
  const page = document.documentElement;
  const measure = (): void => {
    const sticks = getComputedStyle(dock).position === "sticky";
    page.style.scrollPaddingBlockEnd = sticks ? `${dock.offsetHeight}px` : "";
  };
  const observer = new ResizeObserver(measure);
  observer.observe(dock);
  addEventListener("resize", measure);
  return () => {
    observer.disconnect();
    removeEventListener("resize", measure);
    page.style.scrollPaddingBlockEnd = "";
    if (!page.getAttribute("style")) page.removeAttribute("style");
  };
}
