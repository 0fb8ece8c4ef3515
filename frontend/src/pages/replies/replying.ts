/**
 * The page of a reply: counts what is answered, finds items, chooses by digits, and loses nothing. What is filled in is
 * kept in this browser at once, saved as a draft a moment later, and kept here for as long as that does not work:
 * offline, signed out, or with a page that has grown too old. Only its reader submits it.
 */
import { folded } from "../toolkit/finding";
import { drafts } from "./reply-draft";
import { offerConditions } from "./reply-conditions";

const DIGITS = "0123456789";

function questions(form: HTMLElement): HTMLElement[] {
  return [...form.querySelectorAll<HTMLElement>("[data-question]")];
}

function radios(question: HTMLElement): HTMLInputElement[] {
  return [...question.querySelectorAll<HTMLInputElement>("input[type=radio]")];
}

export function isAnswered(question: HTMLElement): boolean {
  return radios(question).some((radio) => radio.checked && radio.value !== "");
}

/** Writes how many are answered, and how often each option was chosen. */
export function count(form: HTMLFormElement): void {
  const asked = questions(form);
  const words = form.querySelector("[data-counted-words]");
  if (words) {
    words.textContent = (form.dataset["counted"] ?? "")
      .replace("{answered}", String(asked.filter(isAnswered).length))
      .replace("{asked}", String(asked.length));
  }
  const chosen = asked.flatMap(radios).filter((radio) => radio.checked);
  for (const tally of form.querySelectorAll<HTMLElement>("[data-tally]")) {
    tally.textContent = String(chosen.filter((radio) => radio.value === tally.dataset["tally"]).length);
  }
}

/** Shows the items that have all of the words, and, if wanted, no answer. */
export function find(form: HTMLFormElement): void {
  const words = folded(form.querySelector<HTMLInputElement>("[data-find]")?.value ?? "").split(/\s+/);
  const open = form.querySelector<HTMLInputElement>("[data-open]")?.checked ?? false;
  let shown = 0;
  for (const list of form.querySelectorAll<HTMLElement>("[data-list]")) {
    const items = [...list.querySelectorAll<HTMLElement>(".question")];
    for (const item of items) {
      const text = folded(item.querySelector(".question-words")?.textContent ?? "");
      const unanswered = item.hasAttribute("data-question") && !isAnswered(item);
      item.hidden = !words.every((word) => text.includes(word)) || (open && !unanswered);
    }
    const found = items.filter((item) => !item.hidden).length;
    list.hidden = found === 0;
    shown += found;
  }
  const said = form.querySelector<HTMLElement>("[data-found]");
  if (said) said.textContent = shown === 0 ? (said.dataset["none"] ?? "") : "";
}

/** A digit chooses an option of the item that has the focus, 0 takes its answer away, and the next item follows. */
export function chooseByDigit(form: HTMLFormElement, event: KeyboardEvent): void {
  if (event.ctrlKey || event.altKey || event.metaKey || !(event.target instanceof HTMLInputElement)) return;
  const question = event.target.closest<HTMLElement>("[data-question]");
  if (!question || event.target.type !== "radio" || event.key.length !== 1 || !DIGITS.includes(event.key)) return;
  const options = radios(question).filter((radio) => radio.value !== "");
  const wanted =
    event.key === "0" ? radios(question).find((radio) => radio.value === "") : options[Number(event.key) - 1];
  if (!wanted) return;
  event.preventDefault();
  wanted.checked = true;
  wanted.dispatchEvent(new Event("input", { bubbles: true }));
  const shown = questions(form).filter((item) => !item.hidden);
  const next = shown[shown.indexOf(question) + 1] ?? question;
  const there = radios(next);
  (there.find((radio) => radio.checked) ?? there[0])?.focus();
}

export function offerReplying(root: ParentNode = document): void {
  const form = root.querySelector<HTMLFormElement>("form[data-reply]");
  if (!form) return;
  offerConditions(form);
  const draft = drafts(form);
  const shows = (): void => {
    count(form);
    find(form);
  };
  form.querySelector("[data-tools]")?.removeAttribute("hidden");
  form.addEventListener("input", (event) => {
    const tool = event.target instanceof HTMLElement && event.target.closest("[data-tools]") !== null;
    if (tool) find(form);
    else count(form);
    if (!tool) draft.changed();
  });
  form.addEventListener("keydown", (event) => {
    const search = event.target instanceof HTMLElement && event.target.matches("[data-find]");
    if (search && event.key === "Enter") event.preventDefault();
    else chooseByDigit(form, event);
  });
  form.addEventListener("submit", (event) => {
    draft.submit(event);
  });
  draft.restore();
  shows();
}
