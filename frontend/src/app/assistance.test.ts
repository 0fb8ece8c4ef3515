import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { HelpDocument } from "../api/documents";
import type { HelpRequest } from "../assisting";
import { device } from "../testing/fake-meeting.svelte";
import { NOW } from "../testing/sample";
import { aRequest, sampleFigures } from "../testing/sample-requests";
import { Assistance, type Assisting } from "./assistance.svelte";
import { Figures } from "./figures";
import { reloadedFor, reloadFor } from "./reloading";

beforeEach(() => void vi.useFakeTimers({ now: NOW }));
afterEach(() => {
  vi.useRealTimers();
  sessionStorage.clear();
});

type Connection = Awaited<ReturnType<Assisting["media"]>>["connection"];

/** A page of which everything that is done to it is noted, in order. */
class Page {
  done: string[] = [];
  help: HelpDocument = { seq: 1, messages: [], call: null, requests: [] };
  taken = true;
  inside = true;
  /** By which way it is connected after it has joined again. */
  way: "udp" | "tcp" | "relay" = "udp";
  offered = true;
  refuses = false;
  used = { microphone: "a1", camera: "", loudspeaker: "" };
  readonly connection: { -readonly [K in keyof Connection]: Connection[K] } = {
    only: "",
    lacked: false,
    connected: true,
    offers: () => this.offered,
    leaveForgotten: () => {
      this.done.push(`leave for ${this.connection.only}`);
      this.connection.connected = false;
      return Promise.resolve();
    },
    sample: () => Promise.resolve({ way: this.way } as Awaited<ReturnType<Connection["sample"]>>),
  };

  readonly assistance = new Assistance({
    sitting: 1,
    devices: {
      microphones: [device("audioinput", "a1"), device("audioinput", "b2")],
      cameras: [],
      loudspeakers: [],
      inUse: this.used,
      choose: (kind, id) => {
        this.done.push(`${kind} ${id}`);
        this.used[kind] = id;
        return Promise.resolve();
      },
      list: () => Promise.resolve(),
    },
    command: (name, ...[args]) => {
      this.done.push(`${name} ${JSON.stringify(args)}`);
      if (!this.refuses) return Promise.resolve({ ok: true, seq: 1, result: {} });
      return Promise.resolve({ ok: false, reason: { rule: 52, code: "request_over", facts: {} }, message: "Over." });
    },
    media: () =>
      Promise.resolve({
        connection: this.connection,
        lowerPicture: (lowered) => {
          this.done.push(`lowered ${lowered}`);
          return Promise.resolve();
        },
      }),
    join: () => {
      this.connection.connected = true;
      return Promise.resolve();
    },
    left: () => !this.inside,
    help: () => this.help,
    now: () => Date.now(),
    figures: () => Promise.resolve(sampleFigures()),
    show: () => {
      this.done.push("shown");
      return Promise.resolve(this.taken);
    },
  });

  /** Answer a request; gives back what the page reports. */
  async answers(request: HelpRequest, agreed = true): Promise<unknown> {
    const answered = this.assistance.answer(request, agreed);
    await vi.advanceTimersByTimeAsync(40_000);
    await answered;
    const report = this.done.find((one) => one.startsWith("help.report"));
    return report ? (JSON.parse(report.slice("help.report ".length)) as { outcome: string }).outcome : null;
  }
}

test.each(["microphone", "tcp", "relay", "lower_picture", "reload", "watch"] as const)(
  "after a no, or an answer that the server does not take, nothing happens: %s",
  async (kind) => {
    for (const [agreed, refuses] of [
      [false, false],
      [true, true],
    ] as const) {
      const page = new Page();
      page.refuses = refuses;
      expect(await page.answers(aRequest({ kind, device: "b2" }), agreed)).toBeNull();
      expect(page.done).toEqual([`help.consent {"request":7,"agreed":${agreed}}`]);
    }
  },
);

test("another device is used, and one that is gone is not", async () => {
  const page = new Page();
  expect(await page.answers(aRequest({ kind: "microphone", device: "b2" }))).toBe("done");
  expect(page.done).toContain("microphone b2");
  const other = new Page();
  expect(await other.answers(aRequest({ kind: "camera", device: "b2" }))).toBe("device_gone");
  expect(other.done.filter((one) => one.startsWith("camera"))).toEqual([]);
});

test("the connection is made again by the way that was asked for", async () => {
  const page = new Page();
  page.way = "tcp";
  expect(await page.answers(aRequest({ kind: "tcp" }))).toBe("done");
  expect([page.done[1], page.connection.only]).toEqual(["leave for tcp", "tcp"]);
});

test("where it came by another way, the page says so and stays with that", async () => {
  const page = new Page();
  expect(await page.answers(aRequest({ kind: "tcp" }))).toBe("failed");
  expect(page.connection.only).toBe("");
  const lacking = new Page();
  lacking.connection.lacked = true;
  expect(await lacking.answers(aRequest({ kind: "tcp" }))).toBe("not_offered");
});

test("a relay that the server does not have interrupts nobody", async () => {
  const page = new Page();
  page.offered = false;
  expect(await page.answers(aRequest({ kind: "relay" }))).toBe("not_offered");
  expect(page.done.filter((one) => one.startsWith("leave"))).toEqual([]);
});

test("a picture is lowered until its person wants it back", async () => {
  const page = new Page();
  expect(await page.answers(aRequest({ kind: "lower_picture" }))).toBe("done");
  expect(page.assistance.lowered).toBe(true);
  await page.assistance.restorePicture();
  expect([page.assistance.lowered, page.done.at(-1)]).toEqual([false, "lowered false"]);
});

test("figures go out every two seconds while the document says so, and not after", async () => {
  const page = new Page();
  void page.assistance.follow();
  await vi.advanceTimersByTimeAsync(5000);
  expect(page.done).toEqual([]);
  page.help = { ...page.help, requests: [aRequest({ kind: "watch", agreed: true })] };
  void page.assistance.follow();
  void page.assistance.follow();
  await vi.advanceTimersByTimeAsync(5000);
  expect(page.done).toEqual(["shown", "shown", "shown"]);
  page.help = { ...page.help, requests: [aRequest({ kind: "watch", agreed: true, ended: true })] };
  await vi.advanceTimersByTimeAsync(10_000);
  expect(page.done).toHaveLength(3);
});

test("a page whose figures are not taken, or whose person left, sends no more", async () => {
  for (const [taken, inside, shown] of [
    [false, true, 1],
    [true, false, 0],
  ] as const) {
    const page = new Page();
    page.taken = taken;
    page.inside = inside;
    page.help = { ...page.help, requests: [aRequest({ kind: "watch", agreed: true })] };
    void page.assistance.follow();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(page.done).toHaveLength(shown);
  }
});

test("a page that was loaded again for a request says so once, of its own sitting and soon", () => {
  const reload = vi.fn();
  expect(reloadFor(1, 7, reload)).toBe(true);
  expect(reload).toHaveBeenCalledOnce();
  expect([reloadedFor(1), reloadedFor(1)]).toEqual([7, null]);
  reloadFor(1, 7, reload);
  expect(reloadedFor(2)).toBeNull();
  reloadFor(1, 7, reload);
  vi.advanceTimersByTime(61_000);
  expect(reloadedFor(1)).toBeNull();
});

test("losses are those since the figures before, of each direction by itself", async () => {
  const none = { bytes: 0, packets: 0, lost: 0 };
  const at = (received: object, sent: object, at: number) =>
    ({
      at,
      way: "udp",
      roundTrip: 40,
      jitter: 2,
      received: { ...none, ...received },
      sent: { ...none, ...sent },
    }) as const;
  let counts = at({ packets: 100 }, { packets: 100 }, 0);
  const figures = new Figures({
    meeting: {
      media: "connected",
      mediaBlocked: false,
      assistance: new Page().assistance,
      devices: {
        microphones: [],
        cameras: [],
        loudspeakers: [],
        inUse: { microphone: "", camera: "", loudspeaker: "" },
      },
    },
    received: () => Promise.resolve(counts),
    sent: () => Promise.resolve(counts),
    level: () => null,
    transport: () => "sse",
  });
  expect(await figures.read()).toMatchObject({ way: "udp", round_trip_ms: 40, lost_up: null, lost_down: null });
  counts = at({ packets: 190, lost: 10 }, { packets: 200, lost: 50, bytes: 1000 }, 2000);
  expect(await figures.read()).toMatchObject({ lost_up: 0.5, lost_down: 0.1, kbit_up: 4, push: "sse", level: null });
  counts = at({ packets: 5 }, { packets: 5 }, 4000);
  expect(await figures.read()).toMatchObject({ lost_up: null, lost_down: null });
});
