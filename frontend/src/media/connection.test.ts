import { ConnectionState, RoomEvent } from "livekit-client";
import { expect, test, vi } from "vitest";

import type { Connection } from "./connection.svelte";

async function connect(connection: Connection): Promise<string> {
  vi.spyOn(connection.room, "connect").mockImplementation(() => Promise.reject(new Error("no engine here")));
  await connection.connect("ws://127.0.0.1:9", "").catch(() => undefined);
  return connection.state;
}

test("the first time it connects, also after attempts that failed; only who was in the room comes back", async () => {
  // As it is loaded the engine's client writes into the browser's storage, which tests share.
  const loaded = await import("./connection.svelte");
  const connection = new loaded.Connection(() => undefined);
  connection.state = "connecting";
  expect(await connect(connection)).toBe("connecting");
  connection.state = "lost";
  expect(await connect(connection)).toBe("connecting");
  connection.room.emit(RoomEvent.ConnectionStateChanged, ConnectionState.Connected);
  expect(connection.state).toBe("connected");
  expect(await connect(connection)).toBe("reconnecting");
});
