import { beforeEach, expect, test } from "vitest";

import { offerChoosingAll } from "./choosing";

beforeEach(() => {
  document.body.innerHTML = `<label hidden><input type="checkbox" data-chooses="registration"></label>
    <input type="checkbox" name="registration" value="1"><input type="checkbox" name="registration" value="2">
    <input type="checkbox" name="all">`;
  offerChoosingAll();
});

function box(selector: string): HTMLInputElement {
  const found = document.querySelector<HTMLInputElement>(selector);
  if (!found) throw new Error(selector);
  return found;
}

test("one tick chooses every row of the page, and nothing else", () => {
  expect(box("label").hidden).toBe(false);
  box("[data-chooses]").click();
  expect([box("[value='1']").checked, box("[value='2']").checked, box("[name=all]").checked]).toEqual([
    true,
    true,
    false,
  ]);
  box("[data-chooses]").click();
  expect(box("[value='1']").checked).toBe(false);
});

test("some of them chosen is neither all nor none", () => {
  box("[value='1']").click();
  expect([box("[data-chooses]").checked, box("[data-chooses]").indeterminate]).toEqual([false, true]);
  box("[value='2']").click();
  expect([box("[data-chooses]").checked, box("[data-chooses]").indeterminate]).toEqual([true, false]);
});
