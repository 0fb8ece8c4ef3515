/**
 * The page on which a contribution is written: how long it is, as it prints, and what it looks like then. Both are asked
 * for after a pause, and never keep anybody from writing.
 */

import { withoutFiles } from "../replies/reply-draft";

/** Longer than the pause after which the draft is saved, which the preview shows. */
const PAUSE_MS = 2000;

interface Length {
  words: string;
  longer: boolean;
}

export class Preview {
  readonly #form: HTMLFormElement;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  constructor(form: HTMLFormElement) {
    this.#form = form;
    form.querySelector("[data-preview]")?.addEventListener("toggle", () => {
      this.#show();
    });
  }

  changed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.measure(), PAUSE_MS);
  }

  /** Ask how long it is, where the text is what is submitted. An answer that a later one has overtaken is dropped. */
  async measure(): Promise<void> {
    const address = this.#form.dataset["length"];
    if (address === undefined) return;
    const asked = ++this.#asked;
    let length: Length;
    try {
      const response = await fetch(address, {
        method: "POST",
        body: withoutFiles(this.#form),
        redirect: "manual",
      });
      if (!response.ok) return;
      length = (await response.json()) as Length;
    } catch {
      return; // offline: the draft says so
    }
    if (asked !== this.#asked) return;
    const said = this.#form.querySelector<HTMLElement>("[data-length-words]");
    if (said) {
      said.textContent = length.words;
      said.classList.toggle("wrong", length.longer);
    }
    this.#show();
  }

  /** The frame shows the paper anew, where it is open. */
  #show(): void {
    const frame = this.#form.querySelector<HTMLIFrameElement>("[data-frame]");
    if (!frame || !this.#form.querySelector<HTMLDetailsElement>("[data-preview]")?.open) return;
    const base = this.#form.querySelector<HTMLInputElement>("input[name=base]")?.value ?? "";
    const address = `${this.#form.dataset["paper"] ?? ""}?of=${base}`;
    if (frame.getAttribute("src") !== address) frame.setAttribute("src", address);
  }
}

export function offerWriting(root: ParentNode = document): void {
  const form = root.querySelector<HTMLFormElement>("form[data-contribution]");
  if (!form) return;
  const preview = new Preview(form);
  form.addEventListener("input", () => {
    preview.changed();
  });
  preview.changed();
}
