import { expect, test } from "vitest";

import { browserOf, lacking } from "./browser";

test.each([
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/83.0.4103.61 Safari/537.36",
    { name: "Chrome", version: "83.0.4103.61", platform: "Windows", mobile: false },
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1",
    { name: "Safari", version: "17.4", platform: "iOS", mobile: true },
  ],
  [
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    { name: "Firefox", version: "128.0", platform: "Linux", mobile: false },
  ],
  ["", { name: "", version: "", platform: "", mobile: false }],
])("%s is told", (userAgent, told) => {
  expect(browserOf(userAgent, [])).toMatchObject(told);
});

test("a name that is too long for the server is cut", () => {
  expect(browserOf(`${"x".repeat(300)}/1.0`, []).name.length).toBeLessThanOrEqual(40);
});

const whole = {
  isSecureContext: true,
  navigator: { mediaDevices: {} },
  RTCPeerConnection: true,
  AudioContext: true,
  AudioWorkletNode: true,
  WebSocket: true,
  localStorage: { setItem: () => undefined, removeItem: () => undefined },
};
const lacks = (changes: object) => lacking({ ...whole, ...changes } as unknown as Window & typeof globalThis);

test("a browser that has everything lacks nothing", () => {
  expect(lacks({})).toEqual([]);
});

test("a page without TLS has no devices", () => {
  expect(lacks({ isSecureContext: false, navigator: {} })).toEqual(["secure_context", "devices"]);
});

test("a window that may store nothing says so", () => {
  const refuse = () => {
    throw new DOMException("", "SecurityError");
  };
  expect(lacks({ localStorage: { setItem: refuse, removeItem: refuse } })).toEqual(["storage"]);
});
