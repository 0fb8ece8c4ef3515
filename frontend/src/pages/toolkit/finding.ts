/** A search among many boxes to tick (`[data-finds]`). What is ticked stays in sight, so that nothing is sent unseen. */

export function folded(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "");
}

function offer(list: HTMLElement): void {
  const words = list.querySelector<HTMLInputElement>("[data-finds-words]");
  const ticked = list.querySelector<HTMLElement>("[data-finds-ticked]");
  const none = list.querySelector<HTMLElement>("[data-finds-none]");
  const rows = [...list.querySelectorAll<HTMLElement>("label.tick")];
  if (!words) return;
  const isTicked = (row: HTMLElement): boolean => row.querySelector("input")?.checked ?? false;
  const show = (): void => {
    const asked = folded(words.value).split(/\s+/);
    const found = rows.filter((row) => {
      const text = folded(row.textContent);
      return asked.every((word) => text.includes(word));
    });
    for (const row of rows) row.hidden = !found.includes(row) && !isTicked(row);
    none?.toggleAttribute("hidden", found.length > 0);
  };
  const count = (): void => {
    const number = rows.filter(isTicked).length;
    if (ticked) ticked.textContent = number ? (ticked.dataset["words"] ?? "").replace("{number}", String(number)) : "";
  };
  list.querySelector("[data-finds-tools]")?.removeAttribute("hidden");
  words.addEventListener("input", show);
  words.addEventListener("keydown", (event) => {
    // It searches in the list; it sends no form.
    if (event.key === "Enter") event.preventDefault();
  });
  list.addEventListener("change", count);
  count();
}

export function offerFinding(root: ParentNode = document): void {
  for (const list of root.querySelectorAll<HTMLElement>("[data-finds]")) offer(list);
}
