import { expect, test } from "vitest";

import { connectionLabels } from "./connection-labels";

const good = { media: "connected", push: "connected", quality: "good", overTcp: false, mediaBlocked: false } as const;

test.each([
  [{}, "live", "Connection good"],
  [{ overTcp: true }, "live", "Connection good, over TCP"],
  [{ quality: "poor" }, "wait", "Connection weak"],
  [{ push: "lost" }, "wait", "Updates delayed"],
  [{ media: "reconnecting" }, "wait", "Reconnecting"],
  [{ media: "connecting" }, "wait", "Connecting"],
  [{ media: "lost" }, "stop", "Sound and picture lost"],
  [{ quality: "lost" }, "stop", "Sound and picture lost"],
  [{ media: "lost", push: "lost" }, "stop", "No connection"],
  [{ media: "lost", mediaBlocked: true }, "stop", "This network blocks sound and picture"],
  [{ media: "reconnecting", mediaBlocked: true }, "stop", "This network blocks sound and picture"],
  [{ media: "lost", push: "lost", mediaBlocked: true }, "stop", "No connection"],
] as const)("%o is told as %s: %s", (change, kind, text) => {
  expect(connectionLabels({ ...good, ...change })).toMatchObject({ kind, text });
});

test("somebody who reconnects is told that their place is kept", () => {
  expect(connectionLabels({ ...good, media: "reconnecting" }).detail).toBe(
    "Your place on the list of speakers is kept.",
  );
});
