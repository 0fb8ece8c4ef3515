import { describe, expect, it } from "vitest";

import { offerPasskeys, read, toBytes, toText } from "./passkeys";

describe("passkeys", () => {
  it("reads and writes bytes as base64url without padding", () => {
    const bytes = new Uint8Array([251, 255, 190, 1]);
    expect(toText(bytes.buffer)).toBe("-_--AQ");
    expect(toBytes("-_--AQ")).toEqual(bytes);
  });

  it("gives the browser bytes for the challenge and for ids, but not for the name of our address", () => {
    const options = read({
      challenge: "AQI",
      rp: { id: "localhost", name: "Hemicycle" },
      user: { id: "Mw", name: "a@example.org" },
      excludeCredentials: [{ id: "BA", type: "public-key", transports: null }],
      timeout: null,
    });
    expect(options).toEqual({
      challenge: new Uint8Array([1, 2]),
      rp: { id: "localhost", name: "Hemicycle" },
      user: { id: new Uint8Array([51]), name: "a@example.org" },
      excludeCredentials: [{ id: new Uint8Array([4]), type: "public-key" }],
    });
  });

  it("leaves its forms hidden in a browser that knows no passkeys", () => {
    document.body.innerHTML = '<form data-passkey="get" hidden></form><p data-no-passkeys>Use a code.</p>';
    offerPasskeys();
    expect(document.querySelector("form")?.hidden).toBe(true);
    expect(document.querySelector("p")?.hidden).toBe(false);
  });
});
