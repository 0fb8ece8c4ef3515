/**
 * Choosing a file, in the language of the page: a browser words its own button in the language of its own. The field
 * stays, with its label and its errors, and is reached by the button alone.
 */

const listed = new Intl.ListFormat(document.documentElement.lang || undefined, { type: "conjunction" });

function offer(field: HTMLInputElement, template: HTMLTemplateElement): void {
  const choice = template.content.firstElementChild?.cloneNode(true);
  if (!(choice instanceof HTMLElement)) return;
  const button = choice.querySelector("button");
  const name = choice.querySelector("bdi");
  if (!button || !name) return;
  const label = field.labels?.[0];
  const show = (): void => {
    const chosen = [...(field.files ?? [])].map((file) => file.name);
    name.textContent = chosen.length ? listed.format(chosen) : (name.dataset["none"] ?? "");
  };
  name.id = `${field.id || field.name}-chosen`;
  button.id = `${field.id || field.name}-button`;
  if (label) {
    label.id ||= `${button.id}-label`;
    button.setAttribute("aria-labelledby", `${label.id} ${button.id}`);
  }
  button.setAttribute("aria-describedby", `${name.id} ${field.getAttribute("aria-describedby") ?? ""}`.trim());
  button.addEventListener("click", () => {
    field.click();
  });
  field.addEventListener("change", show);
  field.form?.addEventListener("reset", () => setTimeout(show));
  // A link to the field, or its focus after a refusal, is the button's.
  field.addEventListener("focus", () => {
    button.focus();
  });
  field.tabIndex = -1;
  field.setAttribute("aria-hidden", "true");
  // Of a field that is seen it would have the width and the padding still, beyond the edge of a narrow page.
  field.classList.remove("form-control");
  field.classList.add("aloud");
  field.after(choice);
  show();
}

export function offerFiles(root: Document = document): void {
  const template = root.querySelector<HTMLTemplateElement>("template#file-choice");
  if (!template) return;
  for (const field of root.querySelectorAll<HTMLInputElement>("main input[type=file]")) offer(field, template);
}
