import { expect, test, vi } from "vitest";

import { sampleContext, sampleDocuments } from "../testing/sample";
import { LiveMeeting } from "./live-meeting.svelte";

/** What the push engine tells, and what it calls for a document. */
interface Listener {
  state(state: string): void;
  document(name: string, document: { seq: number; room: string }): void;
}

const engine = vi.hoisted(() => ({
  /** Rooms that the page is let into, one after the other, and those that it left. */
  rooms: [] as string[],
  left: [] as string[],
  /** What comes while it connects. */
  meanwhile: vi.fn(),
}));
const push = vi.hoisted(() => ({ listener: null as Listener | null }));

vi.mock("../media/media.svelte", () => ({
  Media: class {
    connection = {
      sid: "",
      state: "idle",
      get connected() {
        return this.sid !== "";
      },
      leaveForgotten() {
        engine.left.push(this.sid);
        this.sid = "";
        return Promise.resolve();
      },
    };
    devices = { close: vi.fn() };
    follow = vi.fn();
    connect(): Promise<void> {
      engine.meanwhile();
      this.connection.sid = engine.rooms.shift() ?? "";
      this.connection.state = "connected";
      return Promise.resolve();
    }
  },
}));
vi.mock("../state/push", () => ({
  Push: function Push(_access: unknown, listener: Listener): void {
    push.listener = listener;
    queueMicrotask(() => {
      listener.state("connected");
    });
  },
}));
vi.mock("../backoff", () => ({ rejoinDelay: () => 0, againDelay: () => 0, wait: () => Promise.resolve() }));

test("a page that is told of another room while it connects comes over once it is connected", async () => {
  const documents = sampleDocuments();
  const answer = { ok: true, documents, media: { address: "ws://media", token: "t" }, push: {} };
  const asked = vi.fn(() =>
    Promise.resolve(new Response(JSON.stringify(answer), { headers: { "Content-Type": "application/json" } })),
  );
  vi.stubGlobal("fetch", asked);
  engine.rooms = ["RM_1", "RM_2"];
  engine.meanwhile.mockImplementation(() =>
    push.listener?.document("sitting", { ...documents.sitting, seq: 41, room: "RM_2" }),
  );
  await new LiveMeeting(sampleContext()).enter();
  await expect.poll(() => engine.rooms).toEqual([]);
  expect(engine.left).toEqual(["RM_1"]);
  expect(asked).toHaveBeenCalledTimes(2);
});
