import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { addCondition, characters, offerConditions } from "./reply-conditions";
import { Drafts, fieldsOf, fill } from "./reply-draft";
import { chooseByDigit, count, find, offerReplying } from "./replying";

const QUESTION = (key: number, title: string): string => `<li class="question" data-question id="q${String(key)}">
  <fieldset><legend class="question-words">${title}</legend>
  <input type="radio" name="q${String(key)}" value="yes"><input type="radio" name="q${String(key)}" value="no">
  <input type="radio" name="q${String(key)}" value="" checked></fieldset></li>`;

const CONDITION = `<fieldset class="condition" id="condition-0" data-condition><legend>Condition 0</legend>
  <select id="condition-heading-0" name="condition_heading"><option value=""></option><option>form</option></select>
  <textarea id="condition-words-0" name="condition_words" aria-describedby="condition-count-0"></textarea>
  <span id="condition-count-0" data-count data-longest="20000" data-words="{length} of 20,000"></span>
  <p data-too-long hidden></p><button type="button" data-remove hidden></button></fieldset>`;

function page(): HTMLFormElement {
  document.body.innerHTML = `<p data-left></p><form data-reply data-key="7.BR.1" data-base="0|" data-draft="/draft/"
    data-sign-in="/sign-in/" data-sign-in-words="Sign in again" data-saved="Saved {time}" data-offline="Offline"
    data-online="Online again" data-signed-out="Signed out" data-kept="Kept" data-restored="Restored" data-compare="Compare"
    data-counted="{answered} of {asked}"><input type="hidden" name="csrfmiddlewaretoken" value="old">
    <input type="hidden" name="base" value="0|"><div data-elsewhere></div>
    <div data-other hidden><button type="button" data-take></button><button type="button" data-drop></button></div>
    <div data-tools hidden><input data-find><input type="checkbox" data-open><p data-found data-none="None"></p></div>
    <section data-list><ol>${QUESTION(1, "Élection")}${QUESTION(2, "Budget")}</ol></section>
    <div data-conditions-list></div><template data-condition-template>${CONDITION}</template>
    <button type="submit" name="act" value="add" data-add></button>
    <b data-counted-words></b><b data-tally="yes"></b><p data-state></p>
    <button type="submit" name="act" value="save"></button>
    <button type="submit" name="act" value="submit" data-submit></button></form>`;
  const form = document.querySelector("form");
  if (!form) throw new Error("no form");
  return form;
}

function radio(form: HTMLElement, name: string, value: string): HTMLInputElement {
  const found = form.querySelector<HTMLInputElement>(`input[name="${name}"][value="${value}"]`);
  if (!found) throw new Error(`${name} ${value}`);
  return found;
}

function said(form: HTMLElement): string {
  return form.querySelector("[data-state]")?.textContent ?? "";
}

function answer(content: object, status = 200): Response {
  return new Response(JSON.stringify(content), { status, headers: { "Content-Type": "application/json" } });
}

const SAVED = { base: "0|later", saved: "10:00", left: "2 days" };

function kept(): string | null {
  return localStorage.getItem("hemicycle.reply.7.BR.1");
}

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("the questions", () => {
  it("are counted", () => {
    const form = page();
    radio(form, "q1", "yes").checked = true;
    count(form);
    expect(form.querySelector("[data-counted-words]")?.textContent).toBe("1 of 2");
    expect(form.querySelector("[data-tally]")?.textContent).toBe("1");
  });

  it("are found by their words, whatever their accents, and by whether they are answered", () => {
    const form = page();
    const search = form.querySelector<HTMLInputElement>("[data-find]");
    if (search) search.value = "election";
    find(form);
    expect([...form.querySelectorAll<HTMLElement>(".question")].map((one) => one.hidden)).toEqual([false, true]);
    radio(form, "q1", "no").checked = true;
    const open = form.querySelector<HTMLInputElement>("[data-open]");
    if (open) open.checked = true;
    find(form);
    expect(form.querySelector<HTMLElement>("[data-list]")?.hidden).toBe(true);
    expect(form.querySelector("[data-found]")?.textContent).toBe("None");
  });

  it("are answered by digits, and the next one follows", () => {
    const form = page();
    form.addEventListener("keydown", (event) => {
      chooseByDigit(form, event);
    });
    const press = (key: string): void => {
      document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    };
    radio(form, "q1", "").focus();
    press("2");
    expect(radio(form, "q1", "no").checked).toBe(true);
    expect(document.activeElement).toBe(radio(form, "q2", ""));
    press("1");
    press("0");
    press("9");
    expect(radio(form, "q2", "").checked).toBe(true);
  });
});

describe("conditions", () => {
  it("are counted in characters and told when they are too long", () => {
    expect(characters(" a😀é ")).toBe(3);
    const form = page();
    offerConditions(form);
    const made = addCondition(form);
    const words = made?.querySelector("textarea");
    if (!made || !words) throw new Error("no condition");
    words.value = "x".repeat(20_001);
    words.dispatchEvent(new Event("input", { bubbles: true }));
    expect(made.querySelector("[data-count]")?.textContent).toBe("20,001 of 20,000");
    expect(made.querySelector<HTMLElement>("[data-too-long]")?.hidden).toBe(false);
    expect(words.getAttribute("aria-invalid")).toBe("true");
  });

  it("have names of their own, and are taken away", () => {
    const form = page();
    offerConditions(form);
    form.querySelector<HTMLButtonElement>("[data-add]")?.click();
    form.querySelector<HTMLButtonElement>("[data-add]")?.click();
    expect([...form.querySelectorAll("textarea")].map((one) => one.id)).toEqual([
      "condition-words-1",
      "condition-words-2",
    ]);
    form.querySelector<HTMLButtonElement>("#condition-1 [data-remove]")?.click();
    expect(form.querySelectorAll("[data-condition]")).toHaveLength(1);
  });
});

describe("the draft", () => {
  it("is kept here at once, saved after a pause, and dropped here then", async () => {
    const send = vi.fn<typeof fetch>().mockImplementation(() => Promise.resolve(answer(SAVED)));
    vi.stubGlobal("fetch", send);
    const form = page();
    offerReplying();
    radio(form, "q1", "yes").click();
    expect(kept()).toContain('["q1","yes"]');
    expect(send).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2000);
    expect(send).toHaveBeenCalledOnce();
    expect(said(form)).toBe("Saved \u206810:00\u2069");
    expect(kept()).toBeNull();
    expect(document.querySelector("[data-left]")?.textContent).toBe("2 days");
  });

  it("stays here while the network is away, and is saved when it is back", async () => {
    const send = vi.fn<typeof fetch>().mockRejectedValueOnce(new TypeError("offline"));
    vi.stubGlobal("fetch", send);
    const form = page();
    offerReplying();
    radio(form, "q1", "yes").click();
    await vi.advanceTimersByTimeAsync(2000);
    expect(said(form)).toBe("Offline");
    expect(kept()).not.toBeNull();
    send.mockImplementation(() => Promise.resolve(answer(SAVED)));
    window.dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(100);
    expect(said(form)).toBe("Online again");
    expect(kept()).toBeNull();
  });

  it("is not submitted offline or signed out, and is where it is saved", async () => {
    const send = vi.fn<typeof fetch>().mockRejectedValueOnce(new TypeError("offline"));
    vi.stubGlobal("fetch", send);
    const form = page();
    const sent = vi.spyOn(form, "submit").mockReturnValue();
    offerReplying();
    radio(form, "q1", "yes").checked = true;
    const button = form.querySelector<HTMLButtonElement>("[data-submit]");
    button?.click();
    await vi.advanceTimersByTimeAsync(100);
    const away = { type: "opaqueredirect", headers: new Headers() } as Response;
    send.mockResolvedValueOnce(away);
    button?.click();
    await vi.advanceTimersByTimeAsync(100);
    expect(said(form)).toBe("Signed out Sign in again");
    expect(sent).not.toHaveBeenCalled();
    send.mockResolvedValueOnce(new Response("too old", { status: 403 }));
    button?.click();
    await vi.advanceTimersByTimeAsync(100);
    expect(said(form)).toBe("Kept");
    expect(kept()).toContain('["q1","yes"]');
    send.mockImplementation(() => Promise.resolve(answer(SAVED)));
    button?.click();
    await vi.advanceTimersByTimeAsync(100);
    expect(sent).toHaveBeenCalledOnce();
    expect(new FormData(form).get("act")).toBe("submit");
  });

  it("that is refused is told, and the page's own answer says more", async () => {
    vi.stubGlobal("fetch", vi.fn<typeof fetch>().mockResolvedValue(answer({ message: "Over" }, 403)));
    const form = page();
    const sent = vi.spyOn(form, "submit").mockReturnValue();
    offerReplying();
    form.querySelector<HTMLButtonElement>("[data-submit]")?.click();
    await vi.advanceTimersByTimeAsync(100);
    expect(said(form)).toBe("Over");
    expect(sent).toHaveBeenCalledOnce();
  });

  // Under https its name says that it is of this host alone; jsdom's document has http, so it sets no such cookie.
  it.each(["csrftoken=new", "a=b; __Host-csrftoken=new"])(
    "carries the token that the browser has now: %s",
    async (kept) => {
      const send = vi.fn<typeof fetch>().mockResolvedValue(answer(SAVED));
      vi.stubGlobal("fetch", send);
      vi.spyOn(document, "cookie", "get").mockReturnValue(kept);
      const draft = new Drafts(page());
      await draft.save();
      expect((send.mock.calls[0]?.[1]?.body as FormData).get("csrfmiddlewaretoken")).toBe("new");
    },
  );

  it("comes back from this browser with its conditions, in a form as it was left", () => {
    const fields: [string, string][] = [
      ["q1", "no"],
      ["q2", ""],
      ["condition_heading", "form"],
      ["condition_words", "Only if"],
    ];
    localStorage.setItem("hemicycle.reply.7.BR.1", JSON.stringify({ base: "0|", fields }));
    const form = page();
    offerReplying();
    expect(radio(form, "q1", "no").checked).toBe(true);
    expect(form.querySelector("textarea")?.value).toBe("Only if");
    expect(said(form)).toBe("Restored");
    expect(fieldsOf(form)).toEqual(fields);
  });

  it("comes back with conditions where the consultation has no headings to choose among", () => {
    const fields: [string, string][] = [
      ["q1", "no"],
      ["q2", ""],
      ["condition_words", "Only if"],
      ["condition_words", "And when"],
    ];
    const form = page();
    const template = form.querySelector<HTMLTemplateElement>("[data-condition-template]");
    template?.content.querySelector("select")?.remove();
    fill(form, fields);
    expect(fieldsOf(form)).toEqual(fields);
    offerConditions(form);
    form.querySelector<HTMLButtonElement>("[data-add]")?.click();
    expect(document.activeElement?.id).toBe("condition-words-3");
  });

  it("says that it came back for as long as nothing is changed, also once it is saved", async () => {
    vi.stubGlobal(
      "fetch",
      vi.fn<typeof fetch>().mockImplementation(() => Promise.resolve(answer(SAVED))),
    );
    localStorage.setItem("hemicycle.reply.7.BR.1", JSON.stringify({ base: "0|", fields: [["q1", "no"]] }));
    const form = page();
    offerReplying();
    await vi.advanceTimersByTimeAsync(2000);
    expect(said(form)).toBe("Restored Saved \u206810:00\u2069");
    radio(form, "q1", "yes").click();
    await vi.advanceTimersByTimeAsync(2000);
    expect(said(form)).toBe("Saved \u206810:00\u2069");
  });

  it("asks where something else was saved meanwhile", () => {
    localStorage.setItem("hemicycle.reply.7.BR.1", JSON.stringify({ base: "0|before", fields: [["q1", "no"]] }));
    const form = page();
    offerReplying();
    const other = form.querySelector<HTMLElement>("[data-other]");
    expect(other?.hidden).toBe(false);
    expect(radio(form, "q1", "no").checked).toBe(false);
    form.querySelector<HTMLButtonElement>("[data-take]")?.click();
    expect(radio(form, "q1", "no").checked).toBe(true);
    expect(other?.hidden).toBe(true);
  });

  const BOTH = {
    message: "Changed elsewhere",
    base: "0|other",
    fields: [["q1", "no"]],
    html: `<section><h2 id="elsewhere" tabindex="-1">Both</h2><button type="submit" name="act" value="save" data-mine>
      </button><a href="#" data-theirs></a></section>`,
  };

  it("names what it was typed on top of, and is not submitted over what was saved elsewhere", async () => {
    const send = vi.fn<typeof fetch>().mockImplementation(() => Promise.resolve(answer(BOTH, 409)));
    vi.stubGlobal("fetch", send);
    const form = page();
    const sent = vi.spyOn(form, "submit").mockReturnValue();
    offerReplying();
    radio(form, "q1", "yes").click();
    form.querySelector<HTMLButtonElement>("[data-submit]")?.click();
    await vi.advanceTimersByTimeAsync(100);
    expect((send.mock.calls[0]?.[1]?.body as FormData).get("base")).toBe("0|");
    expect(sent).not.toHaveBeenCalled();
    expect(said(form)).toBe("Changed elsewhere Compare");
    expect(document.activeElement?.id).toBe("elsewhere");
    expect(radio(form, "q1", "yes").checked).toBe(true);
    // Another window, which saved, drops what it kept; what was typed here is kept beside it.
    localStorage.removeItem("hemicycle.reply.7.BR.1");
    expect(localStorage.getItem("hemicycle.reply.7.BR.1.other")).toContain('["q1","yes"]');
    send.mockImplementation(() => Promise.resolve(answer(SAVED)));
    form.querySelector<HTMLButtonElement>("[data-mine]")?.click();
    await vi.advanceTimersByTimeAsync(100);
    expect((send.mock.lastCall?.[1]?.body as FormData).get("base")).toBe("0|other");
    expect(form.querySelector("[data-mine]")).toBeNull();
    expect(said(form)).toBe("Saved \u206810:00\u2069");
    expect(localStorage).toHaveLength(0);
    form.querySelector<HTMLButtonElement>("[data-submit]")?.click();
    await vi.advanceTimersByTimeAsync(100);
    expect(sent).toHaveBeenCalledOnce();
    expect(new FormData(form).get("base")).toBe("0|later");
  });

  it("gives way to the other text where its reader takes that", async () => {
    vi.stubGlobal("fetch", vi.fn<typeof fetch>().mockResolvedValue(answer(BOTH, 409)));
    const form = page();
    offerReplying();
    radio(form, "q1", "yes").click();
    await vi.advanceTimersByTimeAsync(2000);
    expect(document.activeElement?.id).not.toBe("elsewhere");
    form.querySelector<HTMLAnchorElement>("[data-theirs]")?.click();
    expect(localStorage).toHaveLength(0);
  });

  it("asks nothing where what stands there is its own, whose answer was lost on the way", async () => {
    const send = vi.fn<typeof fetch>().mockRejectedValueOnce(new TypeError("lost"));
    vi.stubGlobal("fetch", send);
    const form = page();
    offerReplying();
    radio(form, "q1", "no").click();
    await vi.advanceTimersByTimeAsync(2000);
    radio(form, "q2", "no").click();
    send.mockResolvedValueOnce(answer(BOTH, 409)).mockResolvedValueOnce(answer(SAVED));
    await vi.advanceTimersByTimeAsync(2000);
    expect((send.mock.lastCall?.[1]?.body as FormData).get("base")).toBe("0|other");
    expect(form.querySelector("[data-mine]")).toBeNull();
    expect(said(form)).toBe("Online again");
  });

  it("that waited for a choice when the page went is offered again", () => {
    const fields: [string, string][] = [["q1", "no"]];
    localStorage.setItem("hemicycle.reply.7.BR.1.other", JSON.stringify({ base: "0|before", fields }));
    const form = page();
    offerReplying();
    form.querySelector<HTMLButtonElement>("[data-take]")?.click();
    expect(radio(form, "q1", "no").checked).toBe(true);
    expect(localStorage.getItem("hemicycle.reply.7.BR.1.other")).toBeNull();
    expect(kept()).toContain('["q1","no"]');
  });

  it("is filled in without what is not there", () => {
    const form = page();
    fill(form, [["q9", "yes"]]);
    expect(radio(form, "q1", "").checked).toBe(true);
  });
});
