import { expect, test, vi } from "vitest";

import { Clock } from "./clock";
import { createExchange } from "./exchange";
import { sendCommand } from "./send-command";

const NOW = "2020-06-09T10:00:00Z";
const pause = () => Promise.resolve();

function json(status: number, content: object): Response {
  return new Response(JSON.stringify(content), { status, headers: { "Content-Type": "application/json" } });
}

/** A server that gives these answers in turn; an error is a broken connection. */
function server(...answers: (Response | Error)[]) {
  const fetcher = vi.fn<typeof fetch>(() => {
    const answer = answers.shift() ?? new Error("no more answers");
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
  const sent = () =>
    fetcher.mock.calls.map(([, options]) => JSON.parse(options?.body as string) as { id: string; command: string });
  return { fetcher, sent, exchange: createExchange("token", new Clock(), fetcher) };
}

const send = ({ exchange }: ReturnType<typeof server>) =>
  sendCommand(exchange, "/commands", "floor.ask", { language: "fr" }, pause);

test("a command is carried out", async () => {
  const web = server(json(200, { ok: true, seq: 7, now: NOW, result: { made: 3 } }));
  expect(await send(web)).toEqual({ ok: true, seq: 7, result: { made: 3 } });
  const [, options] = web.fetcher.mock.calls[0] ?? [];
  expect(new Headers(options?.headers).get("X-CSRFToken")).toBe("token");
  expect(web.sent()[0]).toMatchObject({ command: "floor.ask", arguments: { language: "fr" } });
});

test("while the server is away it is sent again under the same id", async () => {
  const web = server(
    new TypeError("connection refused"),
    new Response("", { status: 502 }),
    new Response("", { status: 503 }),
    json(200, { ok: true, seq: 8, now: NOW, result: {} }),
  );
  expect((await send(web)).ok).toBe(true);
  expect(web.sent()).toHaveLength(4);
  expect(new Set(web.sent().map(({ id }) => id)).size).toBe(1);
});

test("two commands have two ids", async () => {
  const ok = { ok: true, seq: 8, now: NOW, result: {} };
  const web = server(json(200, ok), json(200, ok));
  await send(web);
  await send(web);
  expect(new Set(web.sent().map(({ id }) => id)).size).toBe(2);
});

test("a refusal comes with its reason and is not sent again", async () => {
  const refusal = { ok: false, reason: { rule: 9, code: "spoke_once", facts: {} }, message: "Once an item.", now: NOW };
  const web = server(json(409, refusal));
  expect(await send(web)).toEqual({ ok: false, reason: refusal.reason, message: refusal.message });
  expect(web.sent()).toHaveLength(1);
});

test("gives up after twenty seconds and says so", async () => {
  const web = server();
  const answer = await send(web);
  expect(answer).toMatchObject({ ok: false, reason: { code: "unreachable" } });
  expect(web.sent().length).toBeGreaterThan(8);
});

test("an error page of the server is no answer to the command", async () => {
  const web = server(new Response("<h1>Error</h1>", { status: 500, headers: { "Content-Type": "text/html" } }));
  expect(await send(web)).toMatchObject({ ok: false, reason: { code: "failed" } });
  expect(web.sent()).toHaveLength(1);
});

test("says when the session has ended", async () => {
  const web = server(new Response("", { status: 401 }));
  expect(await send(web)).toMatchObject({ ok: false, reason: { code: "signed_out" } });
});
