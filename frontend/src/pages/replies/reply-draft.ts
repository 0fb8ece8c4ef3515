/**
 * The draft of a reply. Each change is kept in this browser at once (`localStorage`, by enquiry, Member and person) and
 * saved on the server after a pause; what is kept is dropped once the server has it. Submitting saves first: where that
 * does not work, nothing is sent, the page says why, and the reader submits again.
 *
 * Each save names what it was typed on top of (`base`). Where something else was saved or submitted since, in another
 * window or by somebody else, the server answers 409 with both texts, and the reader chooses. Until then what is typed
 * here is kept in a place of its own (`OTHER`): what the other window keeps and drops has the same key.
 */
import { addCondition } from "./reply-conditions";

const PAUSE_MS = 1200;
const AGAIN_MS = 15_000;

/** What is filled in: names and values, as a form sends them. `base` names what it was typed on top of. */
export interface Kept {
  base: string;
  fields: [string, string][];
}

type Outcome = "saved" | "offline" | "signed-out" | "refused" | "failed" | "elsewhere";

interface Answer {
  base: string;
  saved: string;
  left: string;
}

/** What stands there instead of what this page was typed on top of, and both texts as the page shows them. */
interface Elsewhere {
  message: string;
  base: string;
  fields: [string, string][];
  html: string;
}

const NOT_KEPT = new Set(["csrfmiddlewaretoken", "act", "base"]);
const OTHER = ".other";
/** Fields that hold what was typed or chosen, beside boxes and conditions. */
const TYPED = "input[name]:not([type]), textarea[name], select[name]";

/** What is filled in, without files: a draft keeps none. */
export function withoutFiles(form: HTMLFormElement): FormData {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (typeof value !== "string") data.delete(name);
  return data;
}

export function fieldsOf(form: HTMLFormElement): [string, string][] {
  return [...new FormData(form)].flatMap(([name, value]): [string, string][] =>
    typeof value === "string" && !NOT_KEPT.has(name) ? [[name, value]] : [],
  );
}

function same(one: [string, string][], other: [string, string][]): boolean {
  const plain = (fields: [string, string][]): string =>
    JSON.stringify(
      fields
        .filter(([, value]) => value !== "")
        .map(([name, value]) => [name, value.replaceAll("\r", "")])
        .sort(([a = ""], [b = ""]) => (a < b ? -1 : Number(a > b))),
    );
  return plain(one) === plain(other);
}

/** Puts what was kept back into the form. */
export function fill(form: HTMLFormElement, fields: [string, string][]): void {
  const list = form.querySelector<HTMLElement>("[data-conditions-list]");
  list?.replaceChildren();
  const headings = fields.filter(([name]) => name === "condition_heading");
  const words = fields.filter(([name]) => name === "condition_words");
  for (const [place, [, said]] of words.entries()) {
    const made = addCondition(form);
    const select = made?.querySelector("select");
    const text = made?.querySelector("textarea");
    // There is none where the consultation has no headings.
    if (select) select.value = headings[place]?.[1] ?? "";
    if (text) {
      text.value = said;
      text.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  const chosen = new Map(fields);
  for (const input of form.querySelectorAll<HTMLInputElement>("input[type=radio]")) {
    input.checked = input.value === (chosen.get(input.name) ?? "");
  }
  for (const tick of form.querySelectorAll<HTMLInputElement>("input[type=checkbox][name]")) {
    tick.checked = fields.some(([name, value]) => name === tick.name && value === tick.value);
  }
  for (const field of form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>(TYPED)) {
    if (!list?.contains(field)) field.value = chosen.get(field.name) ?? "";
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
  /** What was sent and never answered: the server may have it. */
  #unanswered: [string, string][][] = [];
  #elsewhere = false;
  /** What came back into the form stands there as it came: the reader is to see that until they change something. */
  #restored = false;

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
    this.#restored = false;
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
      this.#drop();
      return;
    }
    event.preventDefault();
    this.#keep();
    void this.save().then((outcome) => {
      if (outcome === "offline" || outcome === "signed-out" || outcome === "failed") return;
      if (outcome === "elsewhere") {
        this.#form.querySelector<HTMLElement>("#elsewhere")?.focus();
        return;
      }
      if (act === "save" && outcome === "saved") return;
      this.#sendForm(act);
    });
  }

  /** What this browser still keeps comes back; where the draft was changed elsewhere since, its reader chooses. */
  restore(): void {
    this.#form.querySelector("[data-theirs]")?.addEventListener("click", () => {
      this.#drop();
    });
    const kept = this.#kept();
    if (!kept) return;
    if (same(kept.fields, fieldsOf(this.#form)) || this.#form.hasAttribute("data-refused")) {
      if (this.#form.hasAttribute("data-refused")) this.#keep();
      else this.#drop();
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
      this.#drop();
    });
  }

  #take(kept: Kept): void {
    this.#drop();
    fill(this.#form, kept.fields);
    this.#form.dispatchEvent(new Event("input", { bubbles: true }));
    this.#restored = true;
    this.#say("");
  }

  #keep(): void {
    const kept: Kept = { base: this.#base, fields: fieldsOf(this.#form) };
    try {
      localStorage.setItem(this.#elsewhere ? this.#key + OTHER : this.#key, JSON.stringify(kept));
    } catch {
      // Full, or forbidden: the server's draft is what there is.
    }
  }

  #kept(): Kept | null {
    try {
      const text = localStorage.getItem(this.#key + OTHER) ?? localStorage.getItem(this.#key);
      return text === null ? null : (JSON.parse(text) as Kept);
    } catch {
      return null;
    }
  }

  #drop(): void {
    localStorage.removeItem(this.#key);
    localStorage.removeItem(this.#key + OTHER);
  }

  #later(pause: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), pause);
  }

  async #send(): Promise<Outcome> {
    const form = this.#form;
    token(form);
    this.#standOn(this.#base);
    const sent = fieldsOf(form);
    let response: Response;
    try {
      response = await fetch(form.dataset["draft"] ?? "", {
        method: "POST",
        body: withoutFiles(form),
        redirect: "manual",
      });
    } catch {
      this.#unanswered.push(sent);
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
      const told = (await response.json()) as { message: string } & Partial<Elsewhere>;
      if (told.html !== undefined) return await this.#chooses(told as Elsewhere);
      this.#say(told.message);
      return "refused";
    }
    this.#saved((await response.json()) as Answer, sent);
    return "saved";
  }

  /** Something else stands there: its reader chooses, unless it is what this page sent itself and was not told of. */
  async #chooses(told: Elsewhere): Promise<Outcome> {
    if (this.#unanswered.some((sent) => same(sent, told.fields))) {
      this.#unanswered = [];
      this.#standOn(told.base);
      return await this.#send();
    }
    const place = this.#form.querySelector<HTMLElement>("[data-elsewhere]");
    if (place) place.innerHTML = told.html;
    place?.querySelector("[data-mine]")?.addEventListener("click", () => {
      // The button is one that saves: what is here now stands on what was shown.
      this.#standOn(told.base);
    });
    place?.querySelector("[data-theirs]")?.addEventListener("click", () => {
      clearTimeout(this.#timer);
      this.#drop();
    });
    this.#elsewhere = true;
    this.#keep();
    this.#say(told.message, true);
    this.#linkTo("#elsewhere", this.#form.dataset["compare"] ?? "");
    return "elsewhere";
  }

  #standOn(base: string): void {
    this.#base = base;
    const field = this.#form.querySelector<HTMLInputElement>("input[name=base]");
    if (field) field.value = base;
  }

  #saved(answer: Answer, sent: [string, string][]): void {
    const form = this.#form;
    this.#standOn(answer.base);
    this.#unanswered = [];
    if (this.#elsewhere) {
      form.querySelector("[data-elsewhere]")?.replaceChildren();
      localStorage.removeItem(this.#key + OTHER);
      this.#elsewhere = false;
    }
    // What another window keeps while its reader chooses is not this one's to drop.
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
    this.#linkTo(this.#form.dataset["signIn"] ?? "/", this.#form.dataset["signInWords"] ?? "");
  }

  #linkTo(address: string, words: string): void {
    const link = document.createElement("a");
    link.href = address;
    link.textContent = words;
    this.#form.querySelector("[data-state]")?.append(" ", link);
  }

  #say(words: string, wrong = false): void {
    const state = this.#form.querySelector<HTMLElement>("[data-state]");
    if (!state) return;
    const restored = this.#restored ? (this.#form.dataset["restored"] ?? "") : "";
    state.textContent = [restored, words].filter((said) => said !== "").join(" ");
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
