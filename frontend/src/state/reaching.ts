/** Whether the push engine is reached from here, and how. */
import { Centrifuge } from "centrifuge";

import type { Measurements } from "../measuring";
import { transports } from "./push";

/** Long enough for the last of the transports. */
const PATIENCE = 12_000;

/** Of the test's own channel. */
export interface ReachAccess {
  address: string;
  token: string;
  channel: { channel: string; token: string };
}

/** Connect and subscribe as the page of a sitting does, and leave. */
export async function reach(access: ReachAccess): Promise<Measurements["push"]> {
  const { endpoints, emulation } = transports(access.address, location.href);
  const client = new Centrifuge(endpoints, {
    data: { token: access.token },
    emulationEndpoint: emulation,
    minReconnectDelay: 200,
    maxReconnectDelay: 1000,
  });
  const began = performance.now();
  try {
    return await new Promise<Measurements["push"]>((resolve) => {
      const none = () => resolve({ transport: "none", ms: null });
      setTimeout(none, PATIENCE);
      client.on("disconnected", none);
      client.on("connected", ({ transport }) => {
        const subscription = client.newSubscription(access.channel.channel, { token: access.channel.token });
        subscription.on("subscribed", () =>
          resolve({ transport: transportOf(transport), ms: Math.round(performance.now() - began) }),
        );
        subscription.on("unsubscribed", none);
        subscription.subscribe();
      });
      client.connect();
    });
  } finally {
    client.disconnect();
  }
}

function transportOf(name: string): Measurements["push"]["transport"] {
  return name === "websocket" || name === "sse" || name === "http_stream" ? name : "none";
}
