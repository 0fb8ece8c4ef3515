import { expect, test } from "vitest";

import { hasRelay, transportOf } from "./transport";

test("the transport of a candidate is read as ICE writes it", () => {
  expect(transportOf("candidate:1 1 udp 2130706431 192.0.2.1 7882 typ host")).toBe("udp");
  expect(transportOf("a=candidate:2 1 TCP 1671430143 192.0.2.1 7881 typ host tcptype passive")).toBe("tcp");
  expect(transportOf("")).toBe("");
});

test("a server that answers questions about addresses is no relay", () => {
  expect(hasRelay([{ urls: ["stun:198.51.100.1:3478"] }])).toBe(false);
  expect(hasRelay([{ urls: ["stun:198.51.100.1:3478"] }, { urls: ["turns:relay.example:443?transport=tcp"] }])).toBe(
    true,
  );
});
