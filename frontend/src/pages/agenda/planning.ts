/**
 * The desk of the time plan: the days are a grid whose cells are their parts. An item's lower edge is drawn, or entered
 * from its cell and moved by the arrow keys, and its field follows. The server says what follows from what is typed, and
 * the parts that show it (`data-follows`) are renewed. Nothing is saved by that, and without this script the same is done
 * by fields and buttons.
 */
import { walkGrid } from "../toolkit/grid";

const STEP = 5;
const SETTLE = 250;
const LEAST = 1;
const MOST = 600;

/** Minutes after an edge was drawn by so many pixels, in steps of five; at least one step. */
export function drawn(minutes: number, pixels: number, pixelsPerMinute: number): number {
  return Math.max(STEP, Math.round((minutes + pixels / pixelsPerMinute) / STEP) * STEP);
}

/** Minutes after a key: null for one that does not change them. */
export function keyed(minutes: number, key: string, fine: boolean): number | null {
  if (key === "Home") return LEAST;
  if (key === "End") return MOST;
  const step = fine ? 1 : STEP;
  const changes: Record<string, number> = {
    ArrowDown: step,
    ArrowRight: step,
    ArrowUp: -step,
    ArrowLeft: -step,
    PageDown: 15,
    PageUp: -15,
  };
  const change = changes[key];
  return change === undefined ? null : Math.min(MOST, Math.max(LEAST, minutes + change));
}

/** Put what follows in the place of what was; the focus stays at the part or the edge where it was. */
export function renewed(page: Document, root: Document = document): void {
  const active = root.activeElement instanceof HTMLElement ? root.activeElement : null;
  const focused = active?.closest<HTMLElement>(".plan-block")?.dataset.item;
  const onGrip = active?.matches(".grip") ?? false;
  const stop = root.querySelector<HTMLElement>('.plan-block[tabindex="0"]')?.dataset.item;
  for (const old of root.querySelectorAll<HTMLElement>("[data-follows]")) {
    const next = page.getElementById(old.id);
    if (next && next.innerHTML !== old.innerHTML) old.innerHTML = next.innerHTML;
  }
  showGrips(root);
  walkDays(root, stop);
  const block = focused ? blockOf(root, focused) : null;
  if (active?.isConnected) return;
  (onGrip ? block?.querySelector<HTMLElement>(".grip") : block)?.focus();
}

function blockOf(root: ParentNode, item: string): HTMLElement | null {
  return [...root.querySelectorAll<HTMLElement>(".plan-block")].find((block) => block.dataset.item === item) ?? null;
}

/** The days as a grid, a row of it a day; once for each time that they were drawn. */
function walkDays(root: ParentNode, item: string | undefined): void {
  const picture = root.querySelector<HTMLElement>(".plan-days");
  if (!picture || picture.getAttribute("role") === "grid") return;
  const days = [...picture.querySelectorAll<HTMLElement>(".plan-day")];
  for (const day of days) {
    day.setAttribute("role", "row");
    day.querySelector(".plan-day-title")?.setAttribute("role", "rowheader");
    for (const block of day.querySelectorAll(".plan-block")) block.setAttribute("role", "gridcell");
  }
  const lines = days.map((day) => [...day.querySelectorAll<HTMLElement>(".plan-block")]);
  walkGrid(
    picture,
    lines.filter((line) => line.length),
    { upright: true, start: item ? blockOf(root, item) : null },
  );
}

/** Enter or F2 goes from a part to its edge, and Escape or either of them back: is this what a key did? */
function entered(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  const block = target.closest<HTMLElement>(".plan-block");
  const into = target === block && ["Enter", "F2"].includes(event.key);
  const back = target.matches(".grip") && ["Enter", "F2", "Escape"].includes(event.key);
  if (into) block.querySelector<HTMLElement>(".grip")?.focus();
  else if (back) block?.focus();
  return into || back;
}

function showGrips(root: ParentNode): void {
  for (const grip of root.querySelectorAll<HTMLElement>(".grip, .grip-hint")) grip.hidden = false;
}

function fieldOf(form: HTMLFormElement, grip: HTMLElement): HTMLInputElement | null {
  const field = form.elements.namedItem(`minutes-${grip.dataset.item ?? ""}`);
  return field instanceof HTMLInputElement ? field : null;
}

export function offerPlanning(root: Document = document): void {
  const form = root.querySelector<HTMLFormElement>("form[data-plans]");
  if (!form) return;
  showGrips(root);
  walkDays(root, undefined);
  let timer: number | undefined;
  let asked = 0;
  const ask = async (): Promise<void> => {
    const turn = ++asked;
    const sent = new FormData(form);
    sent.set("step", "preview");
    const answer = await fetch(location.href, { method: "POST", body: sent, credentials: "same-origin" });
    // An older answer says nothing of what was typed since.
    if (!answer.ok || turn !== asked) return;
    renewed(new DOMParser().parseFromString(await answer.text(), "text/html"), root);
  };
  const soon = (): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      ask().catch(() => undefined);
    }, SETTLE);
  };
  // As though it were typed: what follows is asked for, and what the form holds is kept.
  const told = (grip: HTMLElement): void => {
    fieldOf(form, grip)?.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const set = (grip: HTMLElement, minutes: number): void => {
    const field = fieldOf(form, grip);
    if (!field) return;
    field.value = String(minutes);
    grip.setAttribute("aria-valuenow", String(minutes));
    // Its words come with what follows; until then they would say what it was.
    grip.removeAttribute("aria-valuetext");
    told(grip);
  };
  form.addEventListener("input", soon);
  form.addEventListener("keydown", (event) => {
    if (entered(event)) {
      event.preventDefault();
      return;
    }
    const grip = (event.target as HTMLElement).closest<HTMLElement>(".grip");
    const minutes = grip ? keyed(Number(fieldOf(form, grip)?.value ?? "0"), event.key, event.shiftKey) : null;
    if (!grip || minutes === null) return;
    event.preventDefault();
    set(grip, minutes);
  });
  form.addEventListener("pointerdown", (event) => {
    const grip = (event.target as HTMLElement).closest<HTMLElement>(".grip");
    const column = grip?.closest<HTMLElement>(".plan-column");
    const block = grip?.closest("foreignObject");
    if (!grip || !column || !block) return;
    event.preventDefault();
    grip.focus();
    grip.setPointerCapture(event.pointerId);
    grip.classList.add("held");
    const pixelsPerMinute = column.clientHeight / Number(column.dataset.minutes ?? "180");
    const minutes = Number(fieldOf(form, grip)?.value ?? "0");
    const from = event.clientY;
    const move = (moved: PointerEvent): void => {
      const now = drawn(minutes, moved.clientY - from, pixelsPerMinute);
      block.setAttribute("height", String(now * pixelsPerMinute));
      const field = fieldOf(form, grip);
      if (field) field.value = String(now);
      grip.setAttribute("aria-valuenow", String(now));
    };
    const end = (): void => {
      grip.removeEventListener("pointermove", move);
      grip.classList.remove("held");
      told(grip);
    };
    grip.addEventListener("pointermove", move);
    grip.addEventListener("pointerup", end, { once: true });
    grip.addEventListener("pointercancel", end, { once: true });
  });
}
