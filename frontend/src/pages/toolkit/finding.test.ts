import { expect, test } from "vitest";

import { offerFinding } from "./finding";

const MEMBERS = ["Brazil", "Côte d’Ivoire", "Japan"];

function list(): HTMLElement {
  document.body.innerHTML = `<fieldset data-finds><span data-finds-ticked data-words="{number} ticked"></span>
    <div data-finds-tools hidden><input type="search" data-finds-words></div>
    ${MEMBERS.map((name) => `<label class="tick"><input type="checkbox" value="${name}">${name}</label>`).join("")}
    <p data-finds-none hidden></p></fieldset>`;
  offerFinding();
  const found = document.querySelector<HTMLElement>("[data-finds]");
  if (!found) throw new Error("list");
  return found;
}

function search(words: string): string[] {
  const field = document.querySelector<HTMLInputElement>("[data-finds-words]");
  if (!field) throw new Error("field");
  field.value = words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return [...document.querySelectorAll<HTMLElement>("label:not([hidden])")].map((row) => row.textContent);
}

test("a list is searched by words without their accents; what is ticked stays in sight and is counted", () => {
  const finds = list();
  expect(finds.querySelector<HTMLElement>("[data-finds-tools]")?.hidden).toBe(false);
  expect(search("cote")).toEqual(["Côte d’Ivoire"]);
  expect(search("")).toEqual(MEMBERS);
  finds.querySelector<HTMLInputElement>('[value="Japan"]')?.click();
  expect(finds.querySelector("[data-finds-ticked]")?.textContent).toBe("1 ticked");
  expect(search("braz")).toEqual(["Brazil", "Japan"]);
  expect(search("nowhere")).toEqual(["Japan"]);
  expect(finds.querySelector<HTMLElement>("[data-finds-none]")?.hidden).toBe(false);
});

test("the key that sends a form sends none from the search", () => {
  list();
  const pressed = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true });
  document.querySelector("[data-finds-words]")?.dispatchEvent(pressed);
  expect(pressed.defaultPrevented).toBe(true);
});
