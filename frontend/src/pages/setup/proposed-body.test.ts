import { describe, expect, it } from "vitest";

import { proposeBody } from "./proposed-body";

/** The page with its parts: the field of the body, and the buttons of how it begins by the body proposed for each. */
function page(chosen: string): { body: HTMLSelectElement; begin: (way: string) => void } {
  const ways = { council: "7", tripartite: "new" };
  const button = ([name, body]: [string, string]): string =>
    `<div data-proposed-body="${body}"><input type="radio" name="basis" value="${name}"></div>`;
  document.body.innerHTML = `<select name="body"><option>7</option><option>8</option><option>new</option></select>
    ${Object.entries(ways).map(button).join("")}`;
  const body = document.querySelector("select");
  const first = document.querySelector("input");
  if (!body || !first) throw new Error("no field");
  [body.value, first.checked] = [chosen, true];
  proposeBody();
  return {
    body,
    begin: (way) => document.querySelector<HTMLInputElement>(`input[value="${way}"]`)?.click(),
  };
}

describe("the body of a consultation that begins", () => {
  it("is the one proposed for its preset", () => {
    const { body, begin } = page("7");
    begin("tripartite");
    expect(body.value).toBe("new");
    begin("council");
    expect(body.value).toBe("7");
  });

  it("is the one that somebody chose", () => {
    const { body, begin } = page("7");
    body.value = "8";
    body.dispatchEvent(new Event("change"));
    begin("tripartite");
    expect(body.value).toBe("8");
  });

  it("stays as it was sent", () => {
    const { body, begin } = page("8");
    begin("tripartite");
    expect(body.value).toBe("8");
  });

  it("is left alone on other pages", () => {
    document.body.innerHTML = "";
    expect(proposeBody).not.toThrow();
  });
});
