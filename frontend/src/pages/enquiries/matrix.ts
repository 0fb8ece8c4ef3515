/**
 * The matrix by keyboard: one of its cells takes the focus, arrow keys move it, and a line above says in words whose
 * it is. `data-matrix` says how many columns of counts stand before the items.
 */

function labelsOf(table: HTMLElement): Record<string, string> {
  const pairs = (table.dataset.labels ?? "").split("|").map((pair) => {
    const cut = pair.indexOf("=", 1);
    return [pair.slice(0, cut), pair.slice(cut + 1)] as const;
  });
  return Object.fromEntries(pairs);
}

function moved(key: string, [row, column]: [number, number], last: [number, number]): [number, number] | null {
  const inline = document.documentElement.dir === "rtl" ? -1 : 1;
  switch (key) {
    case "ArrowDown":
      return [Math.min(row + 1, last[0]), column];
    case "ArrowUp":
      return [Math.max(row - 1, 0), column];
    case "ArrowRight":
    case "ArrowLeft": {
      const step = (key === "ArrowRight" ? 1 : -1) * inline;
      return [row, Math.min(Math.max(column + step, 0), last[1])];
    }
    case "Home":
      return [row, 0];
    case "End":
      return [row, last[1]];
    case "PageDown":
      return [Math.min(row + 10, last[0]), column];
    case "PageUp":
      return [Math.max(row - 10, 0), column];
    default:
      return null;
  }
}

export function walkMatrix(): void {
  const table = document.querySelector<HTMLTableElement>("table[data-matrix]");
  const body = table?.tBodies[0];
  if (!table || !body?.rows.length) return;
  const before = 1 + Number(table.dataset.matrix);
  const heads = table.tHead?.querySelector<HTMLTableRowElement>("tr.numbers");
  const said = document.querySelector<HTMLElement>("[data-matrix-said]");
  const labels = labelsOf(table);
  const cell = (row: number, column: number): HTMLElement | undefined => body.rows[row]?.cells[column + before];
  const last: [number, number] = [body.rows.length - 1, (body.rows[0]?.cells.length ?? 0) - before - 1];
  let at: [number, number] = [0, 0];

  const say = (): void => {
    if (!said) return;
    const words = said.dataset.words ?? "";
    const letter = cell(...at)?.textContent.trim() ?? "";
    said.textContent = words
      .replace("{member}", `\u2068${body.rows[at[0]]?.cells[0]?.textContent.trim() ?? ""}\u2069`)
      .replace("{item}", `\u2068${heads?.cells[at[1] + before]?.textContent.trim() ?? ""}. ${title()}\u2069`)
      .replace("{answer}", letter ? (labels[letter] ?? letter) : (said.dataset.none ?? ""));
  };
  const title = (): string => heads?.cells[at[1] + before]?.title ?? "";
  const go = (to: [number, number]): void => {
    cell(...at)?.setAttribute("tabindex", "-1");
    at = to;
    const now = cell(...at);
    now?.setAttribute("tabindex", "0");
    now?.focus({ preventScroll: true });
    now?.scrollIntoView({ block: "nearest", inline: "nearest" });
    say();
  };

  if (last[1] < 0) return;
  cell(0, 0)?.setAttribute("tabindex", "0");
  table.addEventListener("keydown", (event) => {
    if (!(event.target instanceof HTMLTableCellElement) || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = moved(event.key, at, last);
    if (!to) return;
    event.preventDefault();
    go(to);
  });
  table.addEventListener("click", (event) => {
    const clicked = event.target instanceof Element ? event.target.closest<HTMLTableCellElement>("tbody td") : null;
    const row = clicked?.closest("tr");
    if (!clicked || !row || clicked.cellIndex < before) return;
    go([row.sectionRowIndex, clicked.cellIndex - before]);
  });
  table.addEventListener("focusin", () => {
    say();
  });
  said?.removeAttribute("hidden");
}
