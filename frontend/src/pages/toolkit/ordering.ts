/** The order of a list by drag: `form[data-orders]`, whose rows name themselves by `data-item`. Buttons do the same. */

/** Before which row a row is dropped at a height; null for the end. */
export function before(rows: HTMLElement[], height: number): HTMLElement | null {
  return (
    rows.find((row) => {
      const box = row.getBoundingClientRect();
      return height < box.top + box.height / 2;
    }) ?? null
  );
}

function field(form: HTMLFormElement, name: string, value: string): void {
  const input = document.createElement("input");
  input.type = "hidden";
  input.name = name;
  input.value = value;
  form.append(input);
}

export function offerOrdering(root: ParentNode = document): void {
  const form = root.querySelector<HTMLFormElement>("form[data-orders]");
  if (!form) return;
  const rows = [...form.querySelectorAll<HTMLElement>("[data-item]")];
  let dragged: HTMLElement | null = null;
  const unmark = (): void => {
    for (const row of rows) row.classList.remove("drop-before", "drop-after");
  };
  form.classList.add("can-drag");
  for (const row of rows) {
    row.draggable = true;
    for (const link of row.querySelectorAll<HTMLElement>("a")) link.draggable = false;
    row.addEventListener("dragstart", (event) => {
      dragged = row;
      event.dataTransfer?.setData("text/plain", row.dataset.item ?? "");
      row.classList.add("dragged");
    });
    row.addEventListener("dragend", () => {
      dragged?.classList.remove("dragged");
      dragged = null;
      unmark();
    });
  }
  form.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    unmark();
    const target = before(rows, event.clientY);
    if (target) target.classList.add("drop-before");
    else rows.at(-1)?.classList.add("drop-after");
  });
  form.addEventListener("drop", (event) => {
    if (!dragged) return;
    event.preventDefault();
    const target = before(rows, event.clientY);
    const following = rows[rows.indexOf(dragged) + 1] ?? null;
    if (target === dragged || target === following) return;
    field(form, "item", dragged.dataset.item ?? "");
    field(form, "before", target?.dataset.item ?? "");
    form.submit();
  });
}
