/** A file that takes long to make: a form marked `data-makes` shows its `[data-making]` until the download begins. */

const ASKED_EVERY = 250;
/** The cookie by which the server says that the answer to this request begins (`web/toolkit/made.py`). */
const NAME = "made";

function isThere(mark: string): boolean {
  return document.cookie.split("; ").includes(`${NAME}=${mark}`);
}

function newMark(): string {
  return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function follow(form: HTMLFormElement): void {
  const told = form.querySelector<HTMLElement>("[data-making]");
  const field = form.querySelector<HTMLInputElement>("[data-mark]");
  if (!told || !field) return;
  let asking = 0;
  const end = (): void => {
    clearInterval(asking);
    told.hidden = true;
    field.disabled = true;
  };
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    // What is shown in a page of ours replaces this one, and needs no word.
    if (!(button instanceof HTMLButtonElement) || button.name !== "format") return;
    end();
    const mark = newMark();
    field.value = mark;
    field.disabled = false;
    told.hidden = false;
    asking = window.setInterval(() => {
      if (isThere(mark)) end();
    }, ASKED_EVERY);
  });
  // A page that the browser has kept is shown as it was left.
  window.addEventListener("pageshow", end);
}

export function followMaking(root: ParentNode = document): void {
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-makes]")) follow(form);
}
