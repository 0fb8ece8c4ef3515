import { beforeEach, expect, test, vi } from "vitest";

import { offerGathering } from "./gathering";

beforeEach(() => {
  document.body.innerHTML = `<form id="gather" action="?show=all"><select name="into"><option value="0"><option value="7">
    </select></form>
    <section data-cluster="7" data-heading="form"></section><section data-cluster="8" data-heading="agenda"></section>
    <section data-cluster="0" data-heading="form"><ul><li data-condition="1"><input type="checkbox" name="condition"
    value="1" form="gather"></li><li data-condition="2"><input type="checkbox" name="condition" value="2" form="gather"
    checked></li></ul></section>`;
  offerGathering();
});

function drag(condition: string, cluster: string): boolean {
  const from = document.querySelector(`[data-condition="${condition}"]`);
  const to = document.querySelector(`[data-cluster="${cluster}"]`);
  from?.dispatchEvent(new Event("dragstart", { bubbles: true }));
  const over = new Event("dragover", { bubbles: true, cancelable: true });
  to?.dispatchEvent(over);
  to?.dispatchEvent(new Event("drop", { bubbles: true, cancelable: true }));
  from?.dispatchEvent(new Event("dragend", { bubbles: true }));
  return over.defaultPrevented;
}

test("a condition that is dropped on a cluster goes there alone, by the form", () => {
  const form = document.querySelector<HTMLFormElement>("form");
  if (!form) throw new Error("form");
  const submitted = vi.spyOn(form, "submit").mockImplementation(() => undefined);
  expect(drag("1", "7")).toBe(true);
  expect(submitted).toHaveBeenCalledOnce();
  expect(new FormData(form).getAll("condition")).toEqual(["1"]);
  expect(new FormData(form).get("into")).toBe("7");
  expect(form.action).toContain("?show=all#condition-1");
});

test("a cluster of another heading takes nothing", () => {
  const form = document.querySelector<HTMLFormElement>("form");
  if (!form) throw new Error("form");
  const submitted = vi.spyOn(form, "submit").mockImplementation(() => undefined);
  expect(drag("1", "8")).toBe(false);
  expect(drag("1", "0")).toBe(false);
  expect(submitted).not.toHaveBeenCalled();
});
