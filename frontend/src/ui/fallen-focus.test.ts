import { afterEach, expect, test } from "vitest";

import { FallenFocus } from "./fallen-focus";

let stop = (): void => undefined;
afterEach(() => stop());

function page(): { focus: FallenFocus; button: HTMLButtonElement; place: HTMLElement } {
  document.body.innerHTML = '<button>Act</button><h2 tabindex="-1">Here</h2>';
  const focus = new FallenFocus();
  stop = focus.listen();
  const [button, place] = [document.querySelector("button"), document.querySelector("h2")];
  if (!button || !place) throw new Error("an empty page");
  return { focus, button, place };
}

test.each([
  ["goes", (button: HTMLButtonElement) => button.remove()],
  ["is disabled", (button: HTMLButtonElement) => (button.disabled = true)],
])("when what has the focus %s, the focus is caught", async (_, happens) => {
  const { focus, button, place } = page();
  button.focus();
  happens(button);
  expect(focus.fallen).toBe(true);
  await focus.catch(() => place);
  expect(document.activeElement).toBe(place);
  expect(focus.fallen).toBe(false);
});

test("a focus that is somewhere stays there", async () => {
  const { focus, button, place } = page();
  button.focus();
  await focus.catch(() => place);
  expect(document.activeElement).toBe(button);
});

test("when a dialog closes that nothing had the focus before, the focus is caught", async () => {
  const { focus, button, place } = page();
  const dialog = document.createElement("dialog");
  dialog.open = true;
  button.before(dialog);
  dialog.append(button);
  button.focus();
  dialog.open = false;
  button.blur();
  await focus.catch(() => place);
  expect(document.activeElement).toBe(place);
});

test("a focus that fell in another part of the page is left to that", async () => {
  const { focus, button, place } = page();
  const part = document.createElement("section");
  const other = document.createElement("section");
  document.body.prepend(part, other);
  part.append(button);
  button.focus();
  button.remove();
  await focus.catch(() => place, other);
  expect(document.activeElement).toBe(document.body);
  await focus.catch(() => place, part);
  expect(document.activeElement).toBe(place);
});

test("somebody who had focused nothing, or clicked beside everything, is not moved", async () => {
  const { focus, button, place } = page();
  await focus.catch(() => place);
  expect(document.activeElement).toBe(document.body);
  button.focus();
  button.blur();
  await Promise.resolve();
  button.remove();
  await focus.catch(() => place);
  expect(document.activeElement).toBe(document.body);
});
