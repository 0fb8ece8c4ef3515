import { afterEach, beforeEach, expect, test } from "vitest";

import { keepForms } from "./keeping";

const NOTICE = `<template id="kept-notice"><div class="kept-notice" tabindex="-1"><p data-restored></p><p data-changed hidden></p>
  <p data-files hidden></p><button type="button" data-take hidden></button><button type="button" data-drop></button></div></template>`;
const FIELDS = (text: string): string => `<input type="hidden" name="csrfmiddlewaretoken" value="old">
  <input type="hidden" name="seen" value="7"><input type="password" name="secret"><input name="code" autocomplete="one-time-code">
  <input type="file" name="file"><input name="subject" value=""><details><textarea name="body">${text}</textarea></details>
  <input type="checkbox" name="to" value="a" checked><input type="checkbox" name="to" value="b">
  <select name="kind"><option value="">-</option><option value="x">x</option></select>`;

const LINK = { type: "navigate", redirectCount: 0 };
const REDIRECTED = { type: "navigate", redirectCount: 1 };
const BACK = { type: "back_forward", redirectCount: 0 };

interface Shown {
  person?: string;
  text?: string;
  unsent?: boolean;
  form?: boolean;
}

/** The body of all tests, which other files go on to look at. */
const OWN = document.body;

/** A page as the server sends it, and how the browser came to it. */
function page({ person = "1", text = "", unsent = false, form = true }: Shown, arrival = LINK): void {
  // What listened to the page before is gone with it, as in a browser.
  const body = document.createElement("body");
  body.dataset["person"] = person;
  body.innerHTML = `<form class="sign-out"></form><main ${unsent ? "data-unsent" : ""}><p data-kept-here hidden></p>${
    form ? `<form method="post">${FIELDS(text)}</form>` : ""
  }</main>${NOTICE}`;
  document.body.replaceWith(body);
  keepForms(document, arrival);
}

function control(selector: string): HTMLInputElement {
  const found = document.querySelector<HTMLInputElement>(`main ${selector}`);
  if (!found) throw new Error(selector);
  return found;
}

function type(selector: string, text: string): void {
  const field = control(selector);
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function send(): void {
  control("form").dispatchEvent(new Event("submit", { bubbles: true }));
}

function notice(): HTMLElement | null {
  return document.querySelector<HTMLElement>("main .kept-notice");
}

function stored(): string {
  return Object.entries(localStorage)
    .map(([key, value]) => `${key}=${String(value)}`)
    .join("\n");
}

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

afterEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  document.body.replaceWith(OWN);
});

test("what was typed comes back after signing in again, and only what a person typed is kept", () => {
  page({});
  type("[name=subject]", "A subject");
  type("[name=body]", "A long text");
  type("[name=secret]", "password");
  type("[name=code]", "123456");
  control("[value=b]").click();
  send();
  expect(stored()).not.toMatch(/password|123456|csrf|seen/);
  page({ person: "", form: false });
  expect(control("[data-kept-here]").hidden).toBe(false);
  page({});
  expect(control("[name=subject]").value).toBe("A subject");
  expect(control("[name=body]").value).toBe("A long text");
  expect(control("[value=b]").checked).toBe(true);
  expect(document.querySelector("details")?.open).toBe(true);
  expect(document.activeElement).toBe(notice());
  expect(notice()?.querySelector<HTMLElement>("[data-restored]")?.hidden).toBe(false);
  expect(notice()?.querySelector<HTMLElement>("[data-files]")?.hidden).toBe(false);
});

test("what the server took is forgotten", () => {
  page({});
  type("[name=body]", "A long text");
  send();
  page({ form: false }, REDIRECTED);
  expect(stored()).not.toContain("A long text");
  page({});
  expect(notice()).toBeNull();
});

test("what it did not take is kept: a page that was too old, and a server that did not answer", () => {
  page({});
  type("[name=body]", "A long text");
  send();
  page({ unsent: true, form: false });
  page({});
  expect(control("[name=body]").value).toBe("A long text");
  send();
  page({}, BACK);
  expect(control("[name=body]").value).toBe("A long text");
});

test("a form that was shown again, corrected and then not sent comes back into the page as it first was", () => {
  page({});
  type("[name=body]", "Wrong");
  send();
  page({ text: "Wrong" });
  expect(notice()).toBeNull();
  type("[name=body]", "Right");
  send();
  page({ person: "", form: false });
  page({});
  expect(control("[name=body]").value).toBe("Right");
});

test("where the page has changed since, its reader chooses", () => {
  page({});
  type("[name=body]", "Mine");
  page({ text: "Theirs" });
  expect(control("[name=body]").value).toBe("Theirs");
  notice()?.querySelector<HTMLElement>("[data-take]")?.click();
  expect(control("[name=body]").value).toBe("Mine");
});

test("it is thrown away by its reader", () => {
  page({});
  type("[name=body]", "Mine");
  page({});
  notice()?.querySelector<HTMLElement>("[data-drop]")?.click();
  expect(control("[name=body]").value).toBe("");
  expect(stored()).not.toContain("Mine");
  expect(notice()).toBeNull();
});

test("nobody else finds it, it is gone after a day, and signing out clears it", () => {
  page({});
  type("[name=body]", "Mine");
  page({ person: "2" });
  expect(control("[name=body]").value).toBe("");
  expect(stored()).not.toContain("Mine");

  page({});
  type("[name=body]", "Mine");
  const [key, value] = Object.entries(localStorage)[0] as [string, string];
  const old = { ...(JSON.parse(value) as object), at: Date.now() - 25 * 60 * 60 * 1000 };
  localStorage.setItem(key, JSON.stringify(old));
  page({});
  expect(notice()).toBeNull();

  type("[name=body]", "Mine");
  localStorage.setItem("hemicycle.reply.7.BR.1", "{}");
  document.querySelector("form.sign-out")?.dispatchEvent(new Event("submit"));
  expect(localStorage.length).toBe(0);
});

test("a form is sent with the token that the browser has now", () => {
  document.cookie = "csrftoken=new";
  page({});
  type("[name=body]", "Mine");
  send();
  expect(control("[name=csrfmiddlewaretoken]").value).toBe("new");
  document.cookie = "csrftoken=; max-age=0";
});
