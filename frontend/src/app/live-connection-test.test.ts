import { beforeEach, expect, test, vi } from "vitest";

import type { Measurements, Purpose } from "../measuring";
import { sampleTestContext } from "../testing/fake-connection-test.svelte";
import { LiveConnectionTest } from "./live-connection-test.svelte";

/** What the server answers by address, and what was sent to it. */
const answers: Record<string, object | null> = {};
let sent: { url: string; content: Partial<Measurements> }[] = [];

beforeEach(() => {
  sent = [];
  answers["/begin/"] = {
    ok: true,
    now: new Date().toISOString(),
    carries_in: 0,
    media: null,
    push: null,
    finish: "/finish/",
  };
  answers["/finish/"] = { ok: true, now: new Date().toISOString(), result: "/result/" };
  vi.stubGlobal("fetch", (url: string, options: RequestInit) => {
    sent.push({ url, content: JSON.parse(options.body as string) as Partial<Measurements> });
    const answer = answers[url];
    if (!answer) return Promise.reject(new TypeError("away"));
    return Promise.resolve(new Response(JSON.stringify(answer), { headers: { "Content-Type": "application/json" } }));
  });
});

/** A test on a machine without any device: nothing of the browser's is there. */
function open(purpose: Purpose = "delegate"): { running: LiveConnectionTest; gone: string[] } {
  const gone: string[] = [];
  return { running: new LiveConnectionTest(sampleTestContext({ purpose }), (to) => gone.push(to)), gone };
}

const finished = () => sent.find(({ url }) => url === "/finish/")?.content;

test("what could not be measured is null, and the person is led to the result", async () => {
  const { running, gone } = open();
  await running.begin();
  expect(gone).toEqual(["/result/"]);
  expect(finished()).toMatchObject({
    ended: "whole",
    microphone: { state: "denied", level_db: null, heard: null },
    camera: { state: "denied", frames: null },
    ways: { udp: { state: "untested", ms: null } },
    line: null,
    push: { transport: "none", ms: null },
  });
  expect(running.steps).toMatchObject({ microphone: "problem", camera: "problem", ways: "problem", clock: "done" });
});

test("a proxy that asks for a password is told, and nobody is sent to the technicians for it", async () => {
  vi.stubGlobal("fetch", () => Promise.resolve(new Response("", { status: 407 })));
  const { running } = open("listener");
  await running.begin();
  expect(running.phase).toBe("refused");
  expect(running.refusal).toContain("A proxy of your network asks for a user name and password.");
});

test("a listener's microphone and camera are not opened", async () => {
  const { running } = open("listener");
  await running.begin();
  expect(finished()).toMatchObject({ microphone: { state: "skipped" }, camera: { state: "skipped" } });
});

test("why the server begins none is told, and the person may try again", async () => {
  answers["/begin/"] = { ok: false, message: "Try again in ten minutes." };
  const { running, gone } = open();
  await running.begin();
  expect([running.phase, running.refusal]).toEqual(["refused", "Try again in ten minutes."]);
  expect(gone).toEqual([]);
});

test("a result that does not arrive is kept, and sent again", async () => {
  answers["/finish/"] = null;
  const { running, gone } = open("listener");
  await running.begin();
  expect(running.phase).toBe("unsent");
  answers["/finish/"] = { ok: true, result: "/result/" };
  await running.send();
  expect(gone).toEqual(["/result/"]);
});

test("where a person stops, the parts that follow are not tested", async () => {
  const { running, gone } = open();
  const whole = running.begin();
  running.stop();
  await whole;
  expect(gone).toEqual(["/result/"]);
  expect(finished()).toMatchObject({ ended: "left", microphone: { state: "skipped" }, clock_ms: null });
});

test("the place is kept for the next test", async () => {
  const { running } = open("listener");
  running.place = " office in Abuja ";
  await running.begin();
  expect(finished()?.place).toBe("office in Abuja");
  expect(open().running.place).toBe(" office in Abuja ");
});

test("where many test, the network is measured when its turn has come, or the person stops", async () => {
  answers["/begin/"] = {
    ok: true,
    now: new Date().toISOString(),
    carries_in: 60,
    media: { address: "ws://localhost:1", sender: "", receiver: "" },
    push: null,
    finish: "/finish/",
  };
  const { running, gone } = open("listener");
  const whole = running.begin();
  await vi.waitFor(() => expect(running.part).toBe("turn"));
  expect(running.secondsLeft).toBeGreaterThan(60);
  running.stop();
  await whole;
  expect(gone).toEqual(["/result/"]);
  expect(finished()).toMatchObject({ ended: "left", ways: { udp: { state: "untested" } }, line: null });
});
