/**
 * No form loses what was typed: it is kept in this browser at once, and until a page comes that says that the server has
 * it. Whoever was signed out meanwhile, or whose page had grown too old, finds it in the form again. Kept are forms with
 * a long text or with many fields; never a password, a code, a file, or what the page itself put into a hidden field. A
 * reply is kept by its own page, which saves it as a draft.
 */
import { drop, dropAll, isAnythingKept, keep, kept, keyOf, noteSent, takeSent, tidy, type Kept } from "./kept-forms";

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const NOT_KEPT = new Set(["hidden", "password", "file", "submit", "button", "image", "reset", "search"]);
const CHOSEN = new Set(["checkbox", "radio"]);
/** A form of so many fields is long. */
const LONG = 3;

function isKept(control: Element): control is Control {
  const typed =
    control instanceof HTMLInputElement ||
    control instanceof HTMLSelectElement ||
    control instanceof HTMLTextAreaElement;
  return (
    typed &&
    control.name !== "" &&
    !control.disabled &&
    !NOT_KEPT.has(control.type) &&
    control.autocomplete !== "one-time-code"
  );
}

function controls(form: HTMLFormElement): Control[] {
  return [...form.elements].filter(isKept);
}

function isLong(form: HTMLFormElement): boolean {
  const typed = controls(form).filter((control) => !CHOSEN.has(control.type));
  return typed.length >= LONG || typed.some((control) => control instanceof HTMLTextAreaElement);
}

function valuesOf(control: Control, shown: boolean): string[] {
  if (control instanceof HTMLSelectElement) {
    const options = [...control.options];
    const marked = options.filter((option) => (shown ? option.defaultSelected : option.selected));
    // Of a choice of one that marks none, the first is chosen.
    const chosen = marked.length === 0 && !control.multiple ? options.slice(0, 1) : marked;
    return chosen.map((option) => option.value);
  }
  if (control instanceof HTMLInputElement && CHOSEN.has(control.type)) {
    return (shown ? control.defaultChecked : control.checked) ? [control.value] : [];
  }
  return [shown ? control.defaultValue : control.value];
}

/** Names and values of what is typed in, or, with `shown`, of what the page came with. */
export function fieldsOf(form: HTMLFormElement, shown = false): [string, string][] {
  return controls(form).flatMap((control) =>
    valuesOf(control, shown).map((value): [string, string] => [control.name, value.replaceAll("\r", "")]),
  );
}

function same(one: [string, string][], other: [string, string][]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** A short mark of what a form came with (FNV-1a). */
function markOf(form: HTMLFormElement): string {
  let mark = 0x811c9dc5;
  for (const character of JSON.stringify(fieldsOf(form, true))) {
    mark = Math.imul(mark ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return (mark >>> 0).toString(36);
}

/** Puts what was kept back into the form, and tells those who watch its fields. */
export function fill(form: HTMLFormElement, fields: [string, string][]): void {
  const waiting = new Map<string, string[]>();
  for (const [name, value] of fields) waiting.set(name, [...(waiting.get(name) ?? []), value]);
  for (const control of controls(form)) {
    const values = waiting.get(control.name) ?? [];
    const before = JSON.stringify(valuesOf(control, false));
    if (control instanceof HTMLInputElement && CHOSEN.has(control.type)) {
      control.checked = values.includes(control.value);
    } else if (control instanceof HTMLSelectElement && control.multiple) {
      for (const option of control.options) option.selected = values.includes(option.value);
    } else {
      const value = values.shift();
      if (value !== undefined) control.value = value;
    }
    if (before === JSON.stringify(valuesOf(control, false))) continue;
    for (let part = control.closest("details"); part; part = part.parentElement?.closest("details") ?? null) {
      part.open = true;
    }
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/** Which form of the page it is: by what stands in it unseen, for ids are few. */
function nameOf(form: HTMLFormElement): string {
  const hidden = ["act", "key"].map((name) => form.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.value);
  return [form.id, form.getAttribute("action") ?? "", ...hidden].filter(Boolean).join("|");
}

/** The token that this browser has now: signing in again, in another tab, has made a new one. */
function renewToken(form: HTMLFormElement): void {
  const found = /(?:^|;\s*)(?:__Host-)?csrftoken=([^;]+)/.exec(document.cookie);
  const field = form.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]");
  if (found?.[1] && field) field.value = found[1];
}

/** Says above the form what is kept; its reader throws it away, or first puts it in. */
function offer(form: HTMLFormElement, key: string, found: Kept, taken: boolean): void {
  const template = document.querySelector<HTMLTemplateElement>("template#kept-notice");
  const notice = template?.content.firstElementChild?.cloneNode(true);
  if (!(notice instanceof HTMLElement)) return;
  const part = (name: string): HTMLElement | null => notice.querySelector<HTMLElement>(`[data-${name}]`);
  const show = (isTaken: boolean): void => {
    part("restored")?.toggleAttribute("hidden", !isTaken);
    part("changed")?.toggleAttribute("hidden", isTaken);
    part("take")?.toggleAttribute("hidden", isTaken);
    part("files")?.toggleAttribute("hidden", !isTaken || !form.querySelector("input[type=file]"));
  };
  part("take")?.addEventListener("click", () => {
    fill(form, found.fields);
    show(true);
    notice.focus();
  });
  part("drop")?.addEventListener("click", () => {
    fill(form, fieldsOf(form, true));
    drop(key);
    notice.remove();
    controls(form)[0]?.focus();
  });
  show(taken);
  form.before(notice);
  notice.focus();
}

/** `carried` is the mark of the page that the form was on before the server showed it again. */
function keepForm(form: HTMLFormElement, key: string, carried: string): void {
  const base = carried || markOf(form);
  const found = kept(key);
  const page = { fills: false };
  if (found) {
    const current = fieldsOf(form);
    if (same(found.fields, current) && same(current, fieldsOf(form, true))) {
      drop(key);
    } else {
      page.fills = true;
      if (found.base === base) fill(form, found.fields);
      page.fills = false;
      offer(form, key, found, found.base === base);
    }
  }
  const save = (): void => {
    const fields = fieldsOf(form);
    if (same(fields, fieldsOf(form, true)) && !carried) drop(key);
    else keep(key, { at: Date.now(), base, fields });
  };
  const typed = (event: Event): void => {
    const control = event.target;
    if (!page.fills && control instanceof Element && isKept(control) && control.form === form) save();
  };
  // Not at the form: a field may stand elsewhere and name its form.
  document.addEventListener("input", typed);
  document.addEventListener("change", typed);
  form.addEventListener("submit", () => {
    renewToken(form);
    save();
    noteSent(key);
  });
}

/** How this page came to be shown: by a link or a form, with a redirection on the way or without. */
interface Arrival {
  type: string;
  redirectCount: number;
}

function arrivalHere(): Arrival {
  const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return { type: entry?.type ?? "navigate", redirectCount: entry?.redirectCount ?? 0 };
}

/**
 * Forget what this tab sent, where this page is the server's answer to it; the mark of a form that it shows again.
 * Whoever comes back by the browser's button, after nobody answered, finds it kept.
 */
function settle(person: string, main: HTMLElement | null, arrival: Arrival): { key: string; base: string } {
  const key = takeSent();
  if (!key || !person || main?.hasAttribute("data-unsent") !== false || arrival.type !== "navigate") {
    return { key: "", base: "" };
  }
  const base = arrival.redirectCount === 0 ? (kept(key)?.base ?? "") : "";
  drop(key);
  return { key, base };
}

export function keepForms(root: Document = document, arrival: Arrival = arrivalHere()): void {
  const person = root.body.dataset["person"] ?? "";
  const main = root.querySelector<HTMLElement>("main");
  tidy(person, Date.now());
  const sent = settle(person, main, arrival);
  root.querySelector("form.sign-out")?.addEventListener("submit", dropAll);
  root.querySelector("[data-kept-here]")?.toggleAttribute("hidden", !isAnythingKept());
  if (!person || !main) return;
  const names = new Map<string, number>();
  for (const form of main.querySelectorAll<HTMLFormElement>('form[method="post"]:not([data-reply])')) {
    if (!isLong(form)) continue;
    const name = nameOf(form);
    const number = names.get(name) ?? 0;
    names.set(name, number + 1);
    const key = keyOf(person, number ? `${name}|${String(number)}` : name);
    keepForm(form, key, key === sent.key ? sent.base : "");
  }
}
