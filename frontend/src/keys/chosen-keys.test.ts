import { expect, test, vi } from "vitest";

import { ChosenKeys, takenBy } from "./chosen-keys.svelte";
import { pressedFor } from "./keys";
import { keyShortcut, keyText } from "./names";

const air = { key: "space", label: "On air, off air", press: vi.fn() };
const cough = { key: "c", label: "Cough, hold", press: vi.fn() };
const acts = [air, cough];
const pressed = (init: KeyboardEventInit) => pressedFor(new KeyboardEvent("keydown", init));

test("a key that was chosen is that of the act from then on, on the next page too, and of this view alone", () => {
  new ChosenKeys("booth").choose("c", "f13");
  const next = new ChosenKeys("booth");
  expect(next.applied(acts).map(({ key, usual }) => [key, usual])).toEqual([
    ["space", "space"],
    ["f13", "c"],
  ]);
  expect(new ChosenKeys("console").of("c")).toBe("c");
});

test("the usual key comes back by choosing it, and all of them at once", () => {
  const chosen = new ChosenKeys("booth");
  chosen.choose("c", "f13");
  chosen.choose("c", "c");
  expect(chosen.changed).toBe(false);
  chosen.choose("c", "f13");
  chosen.choose("space", "f14");
  chosen.restore();
  expect([chosen.changed, chosen.of("space"), new ChosenKeys("booth").of("c")]).toEqual([false, "space", "c"]);
});

test.each(["", "no JSON", "[1]", '{"c": 3}', "null"])("what is kept and cannot be read changes nothing: %s", (kept) => {
  localStorage.setItem("hemicycle.keys.booth", JSON.stringify(kept));
  expect(new ChosenKeys("booth").of("c")).toBe("c");
});

test("a key is taken by another act, and not by its own", () => {
  expect(takenBy(acts, "c", air)).toBe(cough);
  expect(takenBy(acts, "c", cough)).toBeUndefined();
});

test.each<[KeyboardEventInit, ReturnType<typeof pressedFor>]>([
  [{ key: "F13", code: "F13" }, { key: "f13" }],
  [{ key: "MediaPlayPause", code: "MediaPlayPause" }, { key: "mediaplaypause" }],
  [{ key: " ", code: "Space" }, { key: "space" }],
  [{ key: "ь", code: "KeyM" }, { key: "m" }],
  [{ key: "Shift", code: "ShiftLeft" }, "waits"],
  [{ key: "x", code: "KeyX", repeat: true }, "waits"],
  [{ key: "Escape", code: "Escape" }, "ends"],
  [{ key: "Tab", code: "Tab" }, "moves"],
  [{ key: "ArrowUp", code: "ArrowUp" }, "refused"],
  [{ key: "x", code: "KeyX", ctrlKey: true }, "refused"],
  [{ key: "F5", code: "F5" }, "refused"],
])("where a key is asked for, %o is %o", (init, expected) => {
  expect(pressed(init)).toEqual(expected);
});

test("keys of pedals have words, and the names that the browser knows", () => {
  expect([keyText("f13"), keyText("mediaplaypause"), keyText("shift+2")]).toEqual(["F13", "Play/Pause", "Shift 2"]);
  expect([keyShortcut("f13"), keyShortcut("mediaplaypause"), keyShortcut("space")]).toEqual([
    "F13",
    "MediaPlayPause",
    "Space",
  ]);
});
