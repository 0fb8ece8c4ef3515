/**
 * After a refusal the focus is on what says so. It names each field that is to be corrected, and leads to it; a field is
 * tied to its error also where the page did not do so itself. One wrong field alone gets the focus itself.
 */

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const TYPED = "input:not([type=hidden]):not(:disabled), select:not(:disabled), textarea:not(:disabled)";
const CHOSEN = new Set(["checkbox", "radio"]);

/** The fields that are wrong, in the page's order. */
function wrongFields(main: HTMLElement): Control[] {
  const found = new Set<Control>();
  for (const error of main.querySelectorAll<HTMLElement>(".field-errors")) {
    const place = error.closest(".field, fieldset, td, [data-field]");
    const control = place?.querySelector<Control>(`[aria-invalid="true"]`) ?? place?.querySelector<Control>(TYPED);
    if (!control) continue;
    found.add(control);
    tie(control, error);
  }
  for (const control of main.querySelectorAll<Control>(`:is(input, select, textarea)[aria-invalid="true"]`)) {
    found.add(control);
  }
  return [...found].sort((one, other) =>
    one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
  );
}

let number = 0;

function tie(control: Control, error: HTMLElement): void {
  error.id ||= `error-here-${String(++number)}`;
  const described = control.closest("fieldset")?.getAttribute("aria-describedby") ?? "";
  const own = control.getAttribute("aria-describedby") ?? "";
  if (![...described.split(" "), ...own.split(" ")].includes(error.id)) {
    control.setAttribute("aria-describedby", `${own} ${error.id}`.trim());
  }
  // Of a group of boxes none is wrong by itself.
  if (!CHOSEN.has(control.type)) control.setAttribute("aria-invalid", "true");
}

function nameOf(control: Control): string {
  const legend = CHOSEN.has(control.type) ? control.closest("fieldset")?.querySelector("legend") : null;
  const words = legend?.textContent ?? control.labels?.[0]?.textContent ?? control.getAttribute("aria-label") ?? "";
  return words.replaceAll(/\s+/g, " ").trim();
}

/** Goes to a field, also where it stands in a part that is closed. */
function goTo(control: HTMLElement): void {
  for (let part = control.closest("details"); part; part = part.parentElement?.closest("details") ?? null) {
    part.open = true;
  }
  control.focus();
}

function lead(summary: HTMLElement, wrong: Control[]): void {
  const links = [...summary.querySelectorAll("a")].map((link) => link.getAttribute("href"));
  const missing = wrong.filter((control) => {
    control.id ||= `wrong-${String(++number)}`;
    return !links.includes(`#${control.id}`) && nameOf(control) !== "";
  });
  if (missing.length > 0 && !summary.querySelector(".to-correct")) {
    const list = document.createElement("ul");
    list.className = "to-correct";
    for (const control of missing) {
      const link = document.createElement("a");
      link.href = `#${control.id}`;
      link.textContent = nameOf(control);
      const row = document.createElement("li");
      row.append(link);
      list.append(row);
    }
    summary.append(list);
  }
  summary.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href^="#"]') : null;
    const control = link && document.getElementById(link.hash.slice(1));
    if (!control) return;
    event.preventDefault();
    goTo(control);
  });
}

function newSummary(main: HTMLElement): HTMLElement | null {
  const template = document.querySelector<HTMLTemplateElement>("template#refused-notice");
  const summary = template?.content.firstElementChild?.cloneNode(true);
  if (!(summary instanceof HTMLElement)) return null;
  main.prepend(summary);
  return summary;
}

export function showRefusal(root: Document = document): void {
  const main = root.querySelector<HTMLElement>("main[data-refused]");
  if (!main) return;
  const wrong = wrongFields(main);
  const said = main.querySelector<HTMLElement>(".callout.stop[role=alert]");
  const [only] = wrong;
  if (!said && only && wrong.length === 1) {
    goTo(only);
    return;
  }
  const summary = said ?? (wrong.length > 0 ? newSummary(main) : main.querySelector<HTMLElement>(".field-errors"));
  if (!summary) return;
  lead(summary, wrong);
  summary.tabIndex = -1;
  summary.focus();
}
