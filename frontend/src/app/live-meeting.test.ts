import { expect, test, vi } from "vitest";

import type { SittingDocument } from "../api/documents";
import { sampleContext, sampleDocuments } from "../testing/sample";

/** What stands behind the meeting: here its engines are not there. */
interface Insides {
  carrier: {
    connection: { sid: string; leaveForgotten(): Promise<void> };
    follow(): void;
    connect(): Promise<void>;
    disconnect(): Promise<void>;
  };
  openPush(): void;
  accept(documents: Record<string, SittingDocument>): void;
}

test("a page that is told of another room while it connects comes over once it is connected", async () => {
  const { LiveMeeting } = await import("./live-meeting.svelte");
  const documents = sampleDocuments();
  const answer = { ok: true, documents, media: { address: "ws://media", token: "t" }, push: {} };
  const meeting = new LiveMeeting(sampleContext());
  const insides = meeting as unknown as Insides;
  const { carrier } = insides;
  const { connection } = carrier;
  const rooms = ["RM_1", "RM_2"];
  const left: string[] = [];
  // Joining is answered; reading the documents, as a page does while push is away, is not.
  const asked = vi.spyOn(globalThis, "fetch").mockImplementation((_url, options) => {
    const joins = options?.method === "POST";
    const headers = { "Content-Type": "application/json" };
    return Promise.resolve(new Response(JSON.stringify(answer), { status: joins ? 200 : 503, headers }));
  });
  Object.defineProperty(connection, "connected", { get: () => connection.sid !== "" });
  Object.assign(connection, {
    leaveForgotten: () => {
      left.push(connection.sid);
      connection.sid = "";
      return Promise.resolve();
    },
  });
  Object.assign(carrier, {
    follow: vi.fn(),
    disconnect: () => Promise.resolve(),
    connect: () => {
      insides.accept({ sitting: { ...documents.sitting, seq: 41, room: "RM_2" } });
      connection.sid = rooms.shift() ?? "";
      return Promise.resolve();
    },
  });
  Object.assign(insides, { openPush: vi.fn() });
  try {
    await meeting.enter();
    await expect.poll(() => rooms).toEqual([]);
    expect(left).toEqual(["RM_1"]);
  } finally {
    await meeting.leave();
    asked.mockRestore();
    // The media engine's client has kept there how much it is to log.
    localStorage.clear();
  }
});
