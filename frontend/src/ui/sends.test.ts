import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { sendsByEnter } from "./sends";

test("Enter begins a line, Ctrl Enter sends the form, until it is undone", async () => {
  document.body.innerHTML = "<form><textarea></textarea></form>";
  const [form, field] = [document.querySelector("form"), document.querySelector("textarea")];
  if (!form || !field) throw new Error("an empty page");
  let sent = 0;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sent += 1;
  });
  const stop = sendsByEnter(field);
  await userEvent.type(field, "One{Enter}two");
  expect([field.value, sent]).toEqual(["One\ntwo", 0]);
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect([field.value, sent]).toEqual(["One\ntwo", 1]);
  stop();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect(sent).toBe(1);
});
