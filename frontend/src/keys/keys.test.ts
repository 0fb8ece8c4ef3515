import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Keys, type Key } from "./keys";

let keys: Key[];
let stop: () => void;

beforeEach(() => {
  keys = [];
  stop = new Keys(() => keys).listen();
});

afterEach(() => {
  stop();
});

function key(name: string, more: Omit<Partial<Key>, "press"> = {}) {
  const made = { key: name, press: vi.fn<() => void>(), ...more };
  keys.push(made);
  return made;
}

function strike(init: KeyboardEventInit, target: EventTarget = document.body, type = "keydown"): KeyboardEvent {
  const event = new KeyboardEvent(type, { bubbles: true, cancelable: true, ...init });
  target.dispatchEvent(event);
  return event;
}

function put<K extends keyof HTMLElementTagNameMap>(name: K): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  document.body.append(element);
  return element;
}

test("a letter acts, in upper case too, and the browser does nothing more with it", () => {
  const mute = key("m");
  expect(strike({ key: "m", code: "KeyM" }).defaultPrevented).toBe(true);
  strike({ key: "M", code: "KeyM" });
  expect(mute.press).toHaveBeenCalledTimes(2);
});

test("on an Arabic or Russian layout the place of the key counts; on AZERTY its letter does", () => {
  const mute = key("m");
  strike({ key: "ة", code: "KeyM" });
  strike({ key: "ь", code: "KeyM" });
  expect(mute.press).toHaveBeenCalledTimes(2);
  strike({ key: ",", code: "KeyM" });
  expect(mute.press).toHaveBeenCalledTimes(2);
});

test.each(["input", "textarea", "select"] as const)("no key acts inside %s", (name) => {
  const mute = key("m");
  strike({ key: "m", code: "KeyM" }, put(name));
  expect(mute.press).not.toHaveBeenCalled();
});

test("letters and Space act after a click on a radio button; Space is the radio's when reached by keyboard", () => {
  const mute = key("m");
  const air = key("space");
  const radio = put("input");
  radio.type = "radio";
  radio.dispatchEvent(new Event("pointerdown", { bubbles: true }));
  strike({ key: "m", code: "KeyM" }, radio);
  strike({ key: " ", code: "Space" }, radio);
  strike({ key: "Tab", code: "Tab" });
  strike({ key: " ", code: "Space" }, radio);
  expect(mute.press).toHaveBeenCalledOnce();
  expect(air.press).toHaveBeenCalledOnce();
});

test("a digit counts by its place: AZERTY has é there", () => {
  const second = key("2");
  strike({ key: "2", code: "Digit2" });
  strike({ key: "é", code: "Digit2" });
  expect(second.press).toHaveBeenCalledTimes(2);
});

test("a digit with Shift is another key than the digit alone", () => {
  const [listen, give] = [key("2"), key("shift+2")];
  strike({ key: '"', code: "Digit2", shiftKey: true });
  expect(give.press).toHaveBeenCalledOnce();
  expect(listen.press).not.toHaveBeenCalled();
});

test("no key acts while a dialog is open", () => {
  const give = key("enter");
  const dialog = put("dialog");
  dialog.setAttribute("open", "");
  strike({ key: "Enter", code: "Enter" });
  expect(give.press).not.toHaveBeenCalled();
  dialog.removeAttribute("open");
  strike({ key: "Enter", code: "Enter" });
  expect(give.press).toHaveBeenCalledOnce();
});

test.each(["ctrlKey", "metaKey", "altKey"] as const)("no key acts with %s", (modifier) => {
  const mute = key("m");
  strike({ key: "m", code: "KeyM", [modifier]: true });
  expect(mute.press).not.toHaveBeenCalled();
});

test("a key that is held down acts once", () => {
  const give = key("enter");
  strike({ key: "Enter", code: "Enter" });
  strike({ key: "Enter", code: "Enter", repeat: true });
  expect(give.press).toHaveBeenCalledOnce();
});

test("a key whose act is off does nothing", () => {
  const give = key("enter", { off: true });
  strike({ key: "Enter", code: "Enter" });
  expect(give.press).not.toHaveBeenCalled();
});

test("Enter and Space belong to the button that somebody moved to by keyboard, letters do not", () => {
  const give = key("enter");
  const mute = key("m");
  const button = put("button");
  strike({ key: "Tab", code: "Tab" });
  expect(strike({ key: "Enter", code: "Enter" }, button).defaultPrevented).toBe(false);
  expect(give.press).not.toHaveBeenCalled();
  strike({ key: "m", code: "KeyM" }, button);
  expect(mute.press).toHaveBeenCalledOnce();
});

test("a button that kept the focus after a click does not swallow Space", () => {
  const air = key("space");
  const button = put("button");
  button.dispatchEvent(new Event("pointerdown", { bubbles: true }));
  expect(strike({ key: " ", code: "Space" }, button).defaultPrevented).toBe(true);
  expect(strike({ key: " ", code: "Space" }, button, "keyup").defaultPrevented).toBe(true);
  expect(air.press).toHaveBeenCalledOnce();
});

test("a held key is released when it comes up", () => {
  const release = vi.fn();
  const cough = key("c", { release });
  strike({ key: "c", code: "KeyC" });
  strike({ key: "c", code: "KeyC", repeat: true });
  expect(release).not.toHaveBeenCalled();
  strike({ key: "c", code: "KeyC" }, document.body, "keyup");
  expect(cough.press).toHaveBeenCalledOnce();
  expect(release).toHaveBeenCalledOnce();
});

test("a held key is released when the window loses the focus, and when the view goes", () => {
  const release = vi.fn();
  key("c", { release });
  strike({ key: "c", code: "KeyC" });
  dispatchEvent(new Event("blur"));
  expect(release).toHaveBeenCalledOnce();
  strike({ key: "c", code: "KeyC" });
  stop();
  expect(release).toHaveBeenCalledTimes(2);
});

test("a pedal acts also while somebody writes; a letter is text then", () => {
  const [cough, mute] = [key("f13"), key("m")];
  const text = put("textarea");
  strike({ key: "F13", code: "F13" }, text);
  strike({ key: "m", code: "KeyM" }, text);
  expect(cough.press).toHaveBeenCalledOnce();
  expect(mute.press).not.toHaveBeenCalled();
});
