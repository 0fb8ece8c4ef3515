/** Conditions of a reply: added and taken away in place, and counted while they are written. */

/** Characters as the server counts them: not UTF-16 units. */
export function characters(text: string): number {
  return Array.from(text.trim()).length;
}

function counts(condition: HTMLElement): void {
  const words = condition.querySelector("textarea");
  const said = condition.querySelector<HTMLElement>("[data-count]");
  if (!words || !said) return;
  const length = characters(words.value);
  const tooLong = length > Number(said.dataset["longest"]);
  const number = new Intl.NumberFormat(document.documentElement.lang || "en", { numberingSystem: "latn" });
  said.textContent = (said.dataset["words"] ?? "{length}").replace("{length}", number.format(length));
  condition.querySelector<HTMLElement>("[data-too-long]")?.toggleAttribute("hidden", !tooLong);
  if (tooLong) words.setAttribute("aria-invalid", "true");
  else words.removeAttribute("aria-invalid");
}

/** Another condition, empty; its parts are named by a number of their own. */
export function addCondition(form: HTMLElement): HTMLElement | null {
  const list = form.querySelector<HTMLElement>("[data-conditions-list]");
  const template = form.querySelector<HTMLTemplateElement>("template[data-condition-template]");
  if (!list || !template) return null;
  const number = String(Math.max(0, ...[...list.children].map((one) => Number(one.id.split("-").at(-1)))) + 1);
  const holder = document.createElement("div");
  holder.innerHTML = template.innerHTML.replaceAll(/(condition-(?:[a-z]+-)?)0\b/g, `$1${number}`);
  const made = holder.firstElementChild as HTMLElement;
  const legend = made.querySelector("legend");
  if (legend) legend.textContent = legend.textContent.replace("0", number);
  list.append(made);
  counts(made);
  made.querySelector("[data-remove]")?.removeAttribute("hidden");
  return made;
}

export function offerConditions(form: HTMLFormElement): void {
  const list = form.querySelector<HTMLElement>("[data-conditions-list]");
  const add = form.querySelector<HTMLButtonElement>("[data-add]");
  if (!list || !add) return;
  for (const condition of list.querySelectorAll<HTMLElement>("[data-condition]")) {
    counts(condition);
    condition.querySelector("[data-remove]")?.removeAttribute("hidden");
  }
  add.addEventListener("click", (event) => {
    event.preventDefault();
    addCondition(form)?.querySelector<HTMLElement>("select, textarea")?.focus();
  });
  list.addEventListener("input", (event) => {
    const condition = (event.target as HTMLElement).closest<HTMLElement>("[data-condition]");
    if (condition) counts(condition);
  });
  list.addEventListener("click", (event) => {
    const button = (event.target as HTMLElement).closest("[data-remove]");
    if (!button) return;
    button.closest("[data-condition]")?.remove();
    add.focus();
    form.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
