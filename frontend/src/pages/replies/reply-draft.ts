/**
 * The draft of a reply. Each change is kept in this browser at once (`localStorage`, by enquiry, Member and person) and
 * saved on the server after a pause; what is kept is dropped once the server has it. Submitting saves first: where that
 * does not work, nothing is sent, the page says why, and the reader submits again.
 */
import { addCondition } from "./reply-conditions";

const PAUSE_MS = 1200;
const AGAIN_MS = 15_000;

/** What is filled in: names and values, as a form sends them. `base` names what it was typed on top of. */
export interface Kept {
  base: string;
  fields: [string, string][];
}

type Outcome = "saved" | "offline" | "signed-out" | "refused" | "failed";

interface Answer {
  base: string;
  saved: string;
  left: string;
}

const NOT_KEPT = new Set(["csrfmiddlewaretoken", "act"]);

export function fieldsOf(form: HTMLFormElement): [string, string][] {
  return [...new FormData(form)].flatMap(([name, value]): [string, string][] =>
    typeof value === "string" && !NOT_KEPT.has(name) ? [[name, value]] : [],
  );
}

function same(one: [string, string][], other: [string, string][]): boolean {
  const plain = (fields: [string, string][]): string =>
    JSON.stringify(
      fields.filter(([, value]) => value !== "").map(([name, value]) => [name, value.replaceAll("\r", "")]),
    );
  return plain(one) === plain(other);
}

/** Puts what was kept back into the form. */
export function fill(form: HTMLFormElement, fields: [string, string][]): void {
  const list = form.querySelector<HTMLElement>("[data-conditions-list]");
  list?.replaceChildren();
  const headings = fields.filter(([name]) => name === "condition_heading");
  const words = fields.filter(([name]) => name === "condition_words");
  for (const [place, heading] of headings.entries()) {
    const made = addCondition(form);
    const select = made?.querySelector("select");
    const text = made?.querySelector("textarea");
    if (select) select.value = heading[1];
    if (text) {
      text.value = words[place]?.[1] ?? "";
      text.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  const chosen = new Map(fields);
  for (const input of form.querySelectorAll<HTMLInputElement>("input[type=radio]")) {
    input.checked = input.value === (chosen.get(input.name) ?? "");
  }
  for (const tick of form.querySelectorAll<HTMLInputElement>("input[type=checkbox][name]")) {
    tick.checked = chosen.has(tick.name);
  }
}

/** The token that this browser has now: signing in again, in another tab, has made a new one. */
function token(form: HTMLFormElement): string {
  const found = /(?:^|;\s*)(?:__Host-)?csrftoken=([^;]+)/.exec(document.cookie);
  const field = form.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]");
  if (found?.[1] && field) field.value = found[1];
  return field?.value ?? "";
}

export class Drafts {
  readonly #form: HTMLFormElement;
  readonly #key: string;
  #base: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<Outcome> | undefined;
  #wasAway = false;

  constructor(form: HTMLFormElement) {
    this.#form = form;
    this.#key = `hemicycle.reply.${form.dataset["key"] ?? ""}`;
    this.#base = form.dataset["base"] ?? "";
    window.addEventListener("online", () => {
      if (this.#kept()) void this.save();
    });
    document.addEventListener("visibilitychange", () => {
      // Signed in again in another tab, perhaps.
      if (document.visibilityState === "visible" && this.#wasAway) void this.save();
    });
  }

  /** Something was filled in: keep it here at once, and save it after a pause. */
  changed(): void {
    this.#keep();
    this.#later(PAUSE_MS);
  }

  /** Save it now. Two at once are one after the other. */
  async save(): Promise<Outcome> {
    clearTimeout(this.#timer);
    if (this.#saving) await this.#saving;
    this.#saving = this.#send();
    const outcome = await this.#saving;
    this.#saving = undefined;
    return outcome;
  }

  /** Submit only what the server has as a draft already, so that nothing can be lost on the way. */
  submit(event: SubmitEvent): void {
    const button = event.submitter;
    const act = button instanceof HTMLButtonElement ? button.value : "save";
    if (act === "discard") {
      localStorage.removeItem(this.#key);
      return;
    }
    event.preventDefault();
    this.#keep();
    void this.save().then((outcome) => {
      if (outcome === "offline" || outcome === "signed-out" || outcome === "failed") return;
      if (act === "save" && outcome === "saved") return;
      this.#sendForm(act);
    });
  }

  /** What this browser still keeps comes back; where the draft was changed elsewhere since, its reader chooses. */
  restore(): void {
    const kept = this.#kept();
    if (!kept) return;
    if (same(kept.fields, fieldsOf(this.#form)) || this.#form.hasAttribute("data-refused")) {
      if (this.#form.hasAttribute("data-refused")) this.#keep();
      else localStorage.removeItem(this.#key);
      return;
    }
    if (kept.base === this.#base) {
      this.#take(kept);
      return;
    }
    const choice = this.#form.querySelector<HTMLElement>("[data-other]");
    choice?.removeAttribute("hidden");
    choice?.querySelector("[data-take]")?.addEventListener("click", () => {
      choice.hidden = true;
      this.#take(kept);
    });
    choice?.querySelector("[data-drop]")?.addEventListener("click", () => {
      choice.hidden = true;
      localStorage.removeItem(this.#key);
    });
  }

  #take(kept: Kept): void {
    fill(this.#form, kept.fields);
    this.#say(this.#form.dataset["restored"] ?? "");
    this.#form.dispatchEvent(new Event("input", { bubbles: true }));
    this.#say(this.#form.dataset["restored"] ?? "");
  }

  #keep(): void {
    const kept: Kept = { base: this.#base, fields: fieldsOf(this.#form) };
    try {
      localStorage.setItem(this.#key, JSON.stringify(kept));
    } catch {
      // Full, or forbidden: the server's draft is what there is.
    }
  }

  #kept(): Kept | null {
    try {
      const text = localStorage.getItem(this.#key);
      return text === null ? null : (JSON.parse(text) as Kept);
    } catch {
      return null;
    }
  }

  #later(pause: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), pause);
  }

  async #send(): Promise<Outcome> {
    const form = this.#form;
    token(form);
    const sent = fieldsOf(form);
    let response: Response;
    try {
      response = await fetch(form.dataset["draft"] ?? "", {
        method: "POST",
        body: new FormData(form),
        redirect: "manual",
      });
    } catch {
      return this.#away("offline", form.dataset["offline"] ?? "");
    }
    if (response.type === "opaqueredirect") {
      this.#away("signed-out", form.dataset["signedOut"] ?? "");
      this.#offerSigningIn();
      return "signed-out";
    }
    const told = response.headers.get("Content-Type")?.startsWith("application/json") ?? false;
    if (!told) return this.#away("failed", form.dataset["kept"] ?? "");
    if (!response.ok) {
      const { message } = (await response.json()) as { message: string };
      this.#say(message);
      return "refused";
    }
    this.#saved((await response.json()) as Answer, sent);
    return "saved";
  }

  #saved(answer: Answer, sent: [string, string][]): void {
    const form = this.#form;
    this.#base = answer.base;
    if (same(sent, fieldsOf(form))) localStorage.removeItem(this.#key);
    else this.#keep();
    const words = this.#wasAway ? form.dataset["online"] : form.dataset["saved"];
    this.#wasAway = false;
    this.#say((words ?? "").replace("{time}", `\u2068${answer.saved}\u2069`));
    const left = document.querySelector("[data-left]");
    if (left && answer.left) left.textContent = answer.left;
  }

  #away(outcome: Outcome, words: string): Outcome {
    this.#wasAway = true;
    this.#say(words, true);
    this.#later(AGAIN_MS);
    return outcome;
  }

  #offerSigningIn(): void {
    const state = this.#form.querySelector<HTMLElement>("[data-state]");
    const link = document.createElement("a");
    link.href = this.#form.dataset["signIn"] ?? "/";
    link.textContent = this.#form.dataset["signInWords"] ?? "";
    state?.append(" ", link);
  }

  #say(words: string, wrong = false): void {
    const state = this.#form.querySelector<HTMLElement>("[data-state]");
    if (!state) return;
    state.textContent = words;
    state.classList.toggle("wrong", wrong);
  }

  #sendForm(act: string): void {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "act";
    field.value = act;
    this.#form.append(field);
    this.#form.submit();
  }
}

export function drafts(form: HTMLFormElement): Drafts {
  return new Drafts(form);
}
