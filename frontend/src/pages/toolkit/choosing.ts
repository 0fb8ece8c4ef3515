/** One tick at the head of a list chooses all the rows that the page shows. */
export function offerChoosingAll(root: ParentNode = document): void {
  const all = root.querySelector<HTMLInputElement>("input[data-chooses]");
  if (!all) return;
  const rows = [...root.querySelectorAll<HTMLInputElement>(`input[name="${all.dataset.chooses ?? ""}"]`)];
  const show = (): void => {
    const chosen = rows.filter((row) => row.checked).length;
    all.checked = chosen === rows.length;
    all.indeterminate = chosen > 0 && chosen < rows.length;
  };
  all.closest<HTMLElement>("[hidden]")?.removeAttribute("hidden");
  all.addEventListener("change", () => {
    for (const row of rows) row.checked = all.checked;
  });
  for (const row of rows) row.addEventListener("change", show);
  show();
}
