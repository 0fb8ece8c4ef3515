import { expect, test, vi } from "vitest";

import { Devices, inUse } from "./devices.svelte";

const ENTRIES = [
  { kind: "audioinput", deviceId: "default", label: "Default - Headset" },
  { kind: "audioinput", deviceId: "mic-1", label: "Headset" },
  { kind: "audioinput", deviceId: "mic-2", label: "Built-in" },
  { kind: "videoinput", deviceId: "cam-1", label: "Camera" },
  { kind: "audiooutput", deviceId: "default", label: "Default" },
];

/** jsdom has no sound whose level could be measured. */
const tried = () => new Devices(() => () => undefined);

/** A browser that opens `mic-1` and `cam-1` unless another one that it has is asked for. */
function browser(present = ENTRIES) {
  const asked: string[] = [];
  const getUserMedia = (constraints: MediaStreamConstraints) => {
    const kind = constraints.audio ? "audio" : "video";
    asked.push(kind);
    const { deviceId } = (constraints.audio ?? constraints.video) as { deviceId?: { exact: string } };
    if (deviceId && !present.some((entry) => entry.deviceId === deviceId.exact)) {
      return Promise.reject(new DOMException("", "OverconstrainedError"));
    }
    const id = deviceId?.exact ?? (kind === "audio" ? "mic-1" : "cam-1");
    const track = { kind, stop: () => undefined, getSettings: () => ({ deviceId: id }) };
    return Promise.resolve({ getTracks: () => [track] });
  };
  const mediaDevices = { getUserMedia, enumerateDevices: () => Promise.resolve(present), addEventListener: vi.fn() };
  vi.stubGlobal("navigator", { mediaDevices });
  return asked;
}

test("what the browser opened is shown as in use; a loudspeaker is its default one", async () => {
  browser();
  const devices = tried();
  expect(await devices.open("delegate")).toEqual({ microphone: "", camera: "" });
  expect(devices.inUse).toEqual({ microphone: "mic-1", camera: "cam-1", loudspeaker: "default" });
  expect(devices.chosen).toEqual({ microphone: "", camera: "", loudspeaker: "" });
});

test("a choice is used, and kept in this browser", async () => {
  browser();
  const devices = tried();
  await devices.open("delegate");
  await devices.choose("microphone", "mic-2");
  expect(devices.inUse.microphone).toBe("mic-2");
  const later = tried();
  await later.open("delegate");
  expect(later.inUse.microphone).toBe("mic-2");
});

test("a chosen microphone that is gone is not said to be in use", async () => {
  browser();
  const devices = tried();
  await devices.choose("microphone", "unplugged");
  await devices.open("delegate");
  expect(devices.inUse.microphone).toBe("mic-1");
});

test("an interpreter's camera is not opened", async () => {
  const asked = browser();
  expect(await tried().open("interpreter")).toEqual({ microphone: "", camera: "" });
  expect(asked).toEqual(["audio"]);
});

test("before anything is opened: the choice, the default, or the first", () => {
  const list = [{ deviceId: "a" }, { deviceId: "b" }];
  expect(inUse(list, "", "b")).toBe("b");
  expect(inUse([...list, { deviceId: "default" }], "", "gone")).toBe("default");
  expect(inUse(list, "", "")).toBe("a");
  expect(inUse([], "", "")).toBe("");
});
