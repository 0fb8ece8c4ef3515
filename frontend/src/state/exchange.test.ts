import { expect, test } from "vitest";

import { Clock } from "./clock";
import { createExchange } from "./exchange";

const answering = (status: number, headers: Record<string, string>) =>
  createExchange("token", new Clock(), () =>
    Promise.resolve(new Response("{}", { status, headers: { "Content-Type": "application/json", ...headers } })),
  ).get("/documents");

test("who asked too fast is told when to ask again", async () => {
  expect(await answering(429, { "Retry-After": "3" })).toEqual({ kind: "answer", status: 429, content: {}, again: 3 });
});

test.each(["", "soon", "0", "-1"])("an answer that says %j names no moment", async (value) => {
  expect(await answering(429, { "Retry-After": value })).toEqual({ kind: "answer", status: 429, content: {} });
});

test("any other answer names none", async () => {
  expect(await answering(200, {})).toEqual({ kind: "answer", status: 200, content: {} });
});
