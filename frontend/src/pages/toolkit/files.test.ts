import { beforeEach, expect, test, vi } from "vitest";

import { offerFiles } from "./files";

beforeEach(() => {
  document.body.innerHTML = `<main><form><label for="f">Letter</label><input class="form-control" type="file" id="f" name="file"></form></main>
    <template id="file-choice"><span><button type="button">Choose a file</button><bdi data-none="No file"></bdi></span></template>`;
  offerFiles();
});

function field(): HTMLInputElement {
  const found = document.querySelector<HTMLInputElement>("#f");
  if (!found) throw new Error("field");
  return found;
}

test("a file is chosen by a button in the language of the page, which says what is chosen", () => {
  const button = document.querySelector("button");
  const named = button?.getAttribute("aria-labelledby")?.split(" ");
  expect(named?.map((id) => document.getElementById(id)?.textContent)).toEqual(["Letter", "Choose a file"]);
  expect(document.querySelector("bdi")?.textContent).toBe("No file");
  const opened = vi.spyOn(field(), "click").mockImplementation(() => undefined);
  button?.click();
  expect(opened).toHaveBeenCalledOnce();
  Object.defineProperty(field(), "files", { value: [new File([""], "scan.pdf")] });
  field().dispatchEvent(new Event("change"));
  expect(document.querySelector("bdi")?.textContent).toBe("scan.pdf");
});

test("the field that is read aloud has no longer the look of one that is seen", () => {
  expect(field().className).toBe("aloud");
});

test("what leads to the field leads to the button", () => {
  field().focus();
  expect(document.activeElement?.tagName).toBe("BUTTON");
});
