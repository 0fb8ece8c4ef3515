/**
 * A button beside each field that a day is typed into, which opens the browser's calendar. The field itself is the same
 * in every language; the browser's own field, in its own form, is never seen.
 */

function ownField(input: HTMLInputElement): HTMLInputElement {
  const own = document.createElement("input");
  own.type = input.dataset.kind ?? "date";
  own.className = "own-calendar";
  own.tabIndex = -1;
  own.ariaHidden = "true";
  own.addEventListener("change", () => {
    if (own.value === "") return;
    input.value = own.value.replace("T", " ");
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
    input.focus();
  });
  return own;
}

function button(words: string): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn calendar-button";
  const said = document.createElement("span");
  said.className = "aloud";
  said.textContent = words;
  made.append(said);
  return made;
}

export function offerCalendars(root: ParentNode = document): void {
  if (!("showPicker" in HTMLInputElement.prototype)) return;
  for (const input of root.querySelectorAll<HTMLInputElement>("input[data-calendar]")) {
    if (input.readOnly || input.disabled) continue;
    const own = ownField(input);
    const opener = button(input.dataset.calendar ?? "");
    opener.addEventListener("click", () => {
      own.value = input.value.trim().replace(" ", "T");
      own.showPicker();
    });
    const beside = document.createElement("span");
    beside.className = "with-calendar";
    input.replaceWith(beside);
    beside.append(input, opener, own);
  }
}
