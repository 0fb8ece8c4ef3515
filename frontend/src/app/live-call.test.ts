import { expect, test, vi } from "vitest";

import { sampleCallContext } from "../testing/fake-call.svelte";
import type { LiveCall } from "./live-call.svelte";

/** What the server answers to who joins; null where it is away. */
async function open(answer: object | null): Promise<{ call: LiveCall; asked: string[] }> {
  const asked: string[] = [];
  vi.stubGlobal("fetch", (url: string) => {
    asked.push(url);
    if (!answer) return Promise.reject(new TypeError("away"));
    return Promise.resolve(new Response(JSON.stringify(answer), { headers: { "Content-Type": "application/json" } }));
  });
  // As it is loaded the engine's client writes into the browser's storage, which tests share.
  const loaded = await import("./live-call.svelte");
  return { call: new loaded.LiveCall(sampleCallContext()), asked };
}

test("without the media server one is told so, and may try again", async () => {
  const { call, asked } = await open({ ok: true, media: null });
  await call.join();
  await call.join();
  expect([call.phase, asked]).toEqual(["away", ["/join/", "/join/"]]);
});

test("without the server it is the same", async () => {
  const { call } = await open(null);
  await call.join();
  expect(call.phase).toBe("away");
});

test("why the server lets nobody in is told in its words", async () => {
  const { call } = await open({ ok: false, message: "This call is over." });
  await call.join();
  expect([call.phase, call.refusal]).toEqual(["refused", "This call is over."]);
});

test("a muted microphone and a camera that is off stay so before one joins", async () => {
  const { call } = await open(null);
  call.setMicrophone(false);
  call.setCamera(false);
  expect([call.microphoneOn, call.cameraOn]).toEqual([false, false]);
});
