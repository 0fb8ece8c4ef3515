/** Which tab a key moves to (WAI-ARIA: tabs). */

/**
 * @param index of the tab that has the focus
 * @returns the index of the tab to go to; null where the key is not one of theirs
 */
export function tabReached(key: string, index: number, count: number, direction: "ltr" | "rtl"): number | null {
  const forward = direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  const back = direction === "rtl" ? "ArrowRight" : "ArrowLeft";
  switch (key) {
    case forward:
      return (index + 1) % count;
    case back:
      return (index + count - 1) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
