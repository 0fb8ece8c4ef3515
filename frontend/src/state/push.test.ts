import { expect, test } from "vitest";

import { transports } from "./push";

const PAGE = "https://meet.example/sittings/1/";

test("WebSocket first, then what passes where it is blocked", () => {
  expect(transports("wss://push.example", PAGE)).toEqual({
    endpoints: [
      { transport: "websocket", endpoint: "wss://push.example/connection/websocket" },
      { transport: "sse", endpoint: "https://push.example/connection/sse" },
      { transport: "http_stream", endpoint: "https://push.example/connection/http_stream" },
    ],
    emulation: "https://push.example/emulation",
  });
});

test("without TLS on the demo's own machine", () => {
  const { endpoints } = transports("http://127.0.0.1:8100", "http://127.0.0.1:8000/");
  expect(endpoints.map(({ endpoint }) => endpoint)).toEqual([
    "ws://127.0.0.1:8100/connection/websocket",
    "http://127.0.0.1:8100/connection/sse",
    "http://127.0.0.1:8100/connection/http_stream",
  ]);
});

test("behind a path of the page's own origin", () => {
  const { endpoints, emulation } = transports("/push", PAGE);
  expect(endpoints[0]?.endpoint).toBe("wss://meet.example/push/connection/websocket");
  expect(emulation).toBe("https://meet.example/push/emulation");
});

test("from the whole address of the WebSocket", () => {
  const { endpoints } = transports("ws://127.0.0.1:8100/connection/websocket", PAGE);
  expect(endpoints[0]?.endpoint).toBe("ws://127.0.0.1:8100/connection/websocket");
});
