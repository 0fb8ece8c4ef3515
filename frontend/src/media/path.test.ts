import { expect, test } from "vitest";

import { type Entry, wayOf } from "./path";

const way = (local: Partial<Entry>, ...pairs: Partial<Entry>[]) =>
  wayOf(
    new Map(
      [{ id: "L", type: "local-candidate", ...local }, ...pairs].map((entry, index) => {
        const whole: Entry = { id: String(index), type: "", ...entry };
        return [whole.id, whole];
      }),
    ),
  );

const transport = { id: "T", type: "transport", selectedCandidatePairId: "P" };
const pair = { id: "P", type: "candidate-pair", localCandidateId: "L" };

test("the way is that of the pair that was selected", () => {
  expect(way({ protocol: "udp", candidateType: "host" }, transport, pair)).toBe("udp");
  expect(way({ protocol: "tcp", candidateType: "host" }, transport, pair)).toBe("tcp");
});

test("a relay is one however it is reached", () => {
  expect(way({ protocol: "udp", relayProtocol: "tls", candidateType: "relay" }, transport, pair)).toBe("relay");
});

test("a browser without transports tells which pair was nominated", () => {
  const nominated = { ...pair, nominated: true, state: "succeeded" };
  expect(way({ protocol: "tcp" }, nominated)).toBe("tcp");
  expect(way({ protocol: "tcp" }, { ...pair, nominated: false, state: "succeeded" })).toBe("none");
});
