import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { fill, withoutFiles } from "../replies/reply-draft";
import { offerWriting, Preview } from "./writing";

function form(): HTMLFormElement {
  document.body.innerHTML = `
    <form data-contribution data-length="/length/" data-paper="/paper/">
      <input type="hidden" name="base" value="3">
      <input name="title" value="On the budget">
      <select name="item"><option value=""></option><option value="urgent:1">1</option></select>
      <textarea name="part_comments">Text</textarea>
      <input type="checkbox" name="members" value="JP" checked>
      <input type="checkbox" name="members" value="GH">
      <input type="file" name="file">
      <details data-preview><iframe data-frame></iframe></details>
      <p data-length-words></p>
    </form>`;
  const made = document.querySelector("form");
  if (!made) throw new Error("no form");
  return made;
}

function answering(words: string, longer: boolean) {
  const fetched = vi.fn(() => Promise.resolve(Response.json({ pages: 3, words, longer })));
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("files are not sent to be measured", () => {
  expect([...withoutFiles(form()).keys()]).toEqual(["base", "title", "item", "part_comments", "members"]);
});

test("the length is asked for after a pause, and a warning is marked", async () => {
  const fetched = answering("3 pages; at most 2 are recommended", true);
  const made = form();
  offerWriting();
  made.dispatchEvent(new Event("input"));
  made.dispatchEvent(new Event("input"));
  await vi.advanceTimersByTimeAsync(2100);
  expect(fetched).toHaveBeenCalledTimes(1);
  const said = made.querySelector("[data-length-words]");
  expect(said?.textContent).toBe("3 pages; at most 2 are recommended");
  expect(said?.classList.contains("wrong")).toBe(true);
});

test("the preview is fetched where it is open, once for each saved text", async () => {
  answering("1 page", false);
  const made = form();
  const preview = new Preview(made);
  const frame = made.querySelector("iframe");
  await preview.measure();
  expect(frame?.hasAttribute("src")).toBe(false);
  const details = made.querySelector("details");
  if (details) details.open = true;
  await preview.measure();
  expect(frame?.getAttribute("src")).toBe("/paper/?of=3");
});

test("what is submitted as a file is not measured by what is written beside it", async () => {
  const fetched = answering("1 page", false);
  const made = form();
  delete made.dataset["length"];
  await new Preview(made).measure();
  expect(fetched).not.toHaveBeenCalled();
  expect(made.querySelector("[data-length-words]")?.textContent).toBe("");
});

test("offline, nothing is said of the length", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("offline")));
  const made = form();
  await new Preview(made).measure();
  expect(made.querySelector("[data-length-words]")?.textContent).toBe("");
});

test("what was kept comes back into every field", () => {
  const made = form();
  fill(made, [
    ["title", "Other"],
    ["item", "urgent:1"],
    ["part_comments", "Kept"],
    ["members", "GH"],
  ]);
  expect(made.querySelector<HTMLInputElement>("[name=title]")?.value).toBe("Other");
  expect(made.querySelector<HTMLSelectElement>("[name=item]")?.value).toBe("urgent:1");
  expect(made.querySelector<HTMLTextAreaElement>("textarea")?.value).toBe("Kept");
  const ticked = [...made.querySelectorAll<HTMLInputElement>("[name=members]")].filter((one) => one.checked);
  expect(ticked.map((one) => one.value)).toEqual(["GH"]);
});
