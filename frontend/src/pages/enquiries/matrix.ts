/**
 * The matrix by keyboard: a grid of its Members, its items and what was answered, and a line above says in words whose
 * answer has the focus.
 */
import { walkGrid, type Place } from "../toolkit/grid";

/** So many Members are a page. */
const PAGE = 10;

function labelsOf(table: HTMLElement): Record<string, string> {
  const pairs = (table.dataset.labels ?? "").split("|").map((pair) => {
    const cut = pair.indexOf("=", 1);
    return [pair.slice(0, cut), pair.slice(cut + 1)] as const;
  });
  return Object.fromEntries(pairs);
}

/** A heading's link takes the focus, where it has one; any other cell takes it itself. */
function reachable(cell: HTMLElement): HTMLElement {
  return (cell.tagName === "TH" ? cell.querySelector<HTMLElement>("a") : null) ?? cell;
}

function textOf(cell: HTMLElement | undefined): string {
  return cell?.textContent.trim() ?? "";
}

export function walkMatrix(): void {
  const table = document.querySelector<HTMLTableElement>("table[data-matrix]");
  const body = table?.tBodies[0];
  const heads = table?.tHead?.querySelector<HTMLTableRowElement>("tr.numbers");
  if (!table || !body?.rows.length || !heads) return;
  const rows = [heads, ...body.rows];
  const said = document.querySelector<HTMLElement>("[data-matrix-said]");
  const labels = labelsOf(table);
  const before = 1 + Number(table.dataset.matrix);

  const say = ([line, column]: Place): void => {
    if (!said) return;
    const head = heads.cells[column];
    const item = `${textOf(head)}. ${head?.title ?? ""}`;
    const member = textOf(rows[line]?.cells[0]);
    const letter = textOf(rows[line]?.cells[column]);
    if (column === 0) said.textContent = member;
    else if (line === 0) said.textContent = item;
    else {
      said.textContent = (said.dataset.words ?? "")
        .replace("{member}", `\u2068${member}\u2069`)
        .replace("{item}", `\u2068${item}\u2069`)
        .replace("{answer}", letter ? (labels[letter] ?? letter) : (said.dataset.none ?? ""));
    }
  };

  walkGrid(
    table,
    rows.map((row) => [...row.cells].map(reachable)),
    { page: PAGE, reached: say, start: body.rows[0]?.cells[before] ?? null },
  );
  table.setAttribute("aria-readonly", "true");
  said?.removeAttribute("hidden");
}
