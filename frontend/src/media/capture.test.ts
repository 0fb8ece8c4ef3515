import { expect, test, vi } from "vitest";

import { causeOf, openMicrophone } from "./capture";

const track = { kind: "audio" } as MediaStreamTrack;
const stream = { getTracks: () => [track] } as unknown as MediaStream;

function browser(getUserMedia: (constraints: MediaStreamConstraints) => Promise<MediaStream>) {
  const asked = vi.fn(getUserMedia);
  vi.stubGlobal("navigator", { mediaDevices: { getUserMedia: asked } });
  return asked;
}

test("opens the chosen microphone; an interpreter's without gain control and noise suppression", async () => {
  const asked = browser(() => Promise.resolve(stream));
  expect(await openMicrophone("mic-1", "interpreter")).toBe(track);
  expect(asked.mock.calls[0]?.[0].audio).toMatchObject({
    deviceId: { exact: "mic-1" },
    autoGainControl: false,
    noiseSuppression: false,
  });
  await openMicrophone("", "delegate");
  expect(asked.mock.calls[1]?.[0].audio).toMatchObject({ echoCancellation: true, autoGainControl: true });
});

test("takes any other when the chosen one is gone", async () => {
  const asked = browser((constraints) =>
    typeof constraints.audio === "object" && constraints.audio.deviceId
      ? Promise.reject(new DOMException("", "OverconstrainedError"))
      : Promise.resolve(stream),
  );
  expect(await openMicrophone("gone", "delegate")).toBe(track);
  expect(asked).toHaveBeenCalledTimes(2);
});

test("a denied permission is not asked for again, and is told from a missing device", async () => {
  const asked = browser(() => Promise.reject(new DOMException("", "NotAllowedError")));
  const error: unknown = await openMicrophone("mic-1", "delegate").catch((reason: unknown) => reason);
  expect(asked).toHaveBeenCalledTimes(1);
  expect(causeOf(error)).toBe("permission_denied");
  expect(causeOf(new DOMException("", "NotFoundError"))).toBe("no_device");
  expect(causeOf(new DOMException("", "NotReadableError"))).toBe("no_device");
});

test("a page without a right to devices says so", async () => {
  vi.stubGlobal("navigator", {});
  const error: unknown = await openMicrophone("", "delegate").catch((reason: unknown) => reason);
  expect(causeOf(error)).toBe("permission_denied");
});
