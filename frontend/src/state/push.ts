/** The push engine: documents as they change. */
import { Centrifuge, UnauthorizedError, type TransportEndpoint } from "centrifuge";

import { Forgotten } from "./forgotten";

/** What `join` and `push` say of the push engine. */
export interface PushAccess {
  address: string;
  token: string;
  channels: Record<string, { channel: string; token: string }>;
}

/** Fresh access, or why there is none. */
export type Renewal = { kind: "access"; access: PushAccess } | { kind: "refused" } | { kind: "unreachable" };

export interface PushListener {
  state(state: "connecting" | "connected"): void;
  /** The engine ended the connection for good: ask the server why. */
  ended(): void;
  document(name: string, document: { seq: number }): void;
  /**
   * The engine had forgotten what it carried, and it does not come again: read the documents from the server.
   *
   * @returns whether they could be read
   */
  gap(): Promise<boolean>;
  renew(): Promise<Renewal>;
}

/** Where each transport of the engine is, best first: one of the later ones passes where WebSockets are blocked. */
export function transports(address: string, page: string): { endpoints: TransportEndpoint[]; emulation: string } {
  const base = new URL(address, page);
  const http = base.protocol.replace(/^ws/, "http");
  const at = (protocol: string, path: string) => {
    const url = new URL(base);
    const root = url.pathname.replace(/\/$/, "").replace(/\/connection\/websocket$/, "");
    return `${protocol}//${url.host}${root}${path}`;
  };
  return {
    endpoints: [
      { transport: "websocket", endpoint: at(http.replace(/^http/, "ws"), "/connection/websocket") },
      { transport: "sse", endpoint: at(http, "/connection/sse") },
      { transport: "http_stream", endpoint: at(http, "/connection/http_stream") },
    ],
    emulation: at(http, "/emulation"),
  };
}

/** How soon, and how late, a connection or a subscription that failed is tried again, in ms. */
const [SOON, LATE] = [200, 1000];

/** One connection with a subscription to each document. Lives until it is closed, whatever happens to the engine. */
export class Push {
  private readonly client: Centrifuge;
  /** Several tokens that run out at once are renewed by one request. */
  private renewing: Promise<PushAccess> | null = null;
  private readonly forgotten: Forgotten;
  private closed = false;
  /** By which it is connected, as the engine's client calls it; empty before. */
  transport = "";

  constructor(
    access: PushAccess,
    private readonly listener: PushListener,
  ) {
    this.forgotten = new Forgotten(() => listener.gap());
    const { endpoints, emulation } = transports(access.address, location.href);
    this.client = new Centrifuge(endpoints, {
      // Whether this still lets the person in is asked at each connection, so the first one is kept.
      data: { token: access.token },
      emulationEndpoint: emulation,
      // The engine is back within a second; everybody tries again within another.
      minReconnectDelay: SOON,
      maxReconnectDelay: LATE,
      maxServerPingDelay: 3000,
    });
    this.client.on("connecting", () => listener.state("connecting"));
    this.client.on("connected", ({ transport }) => {
      this.transport = transport;
      listener.state("connected");
    });
    this.client.on("disconnected", () => {
      if (!this.closed) listener.ended();
    });
    for (const [name, { channel, token }] of Object.entries(access.channels)) this.subscribe(name, channel, token);
    this.client.connect();
  }

  /** Read one more document, until the returned function is called. */
  subscribe(name: string, channel: string, token: string): () => void {
    const subscription = this.client.newSubscription(channel, {
      token,
      getToken: async () => (await this.renewed()).channels[name]?.token ?? "",
      delta: "fossil",
      // By itself it waits up to 20 s, and only this document would be missing: nothing else notices.
      minResubscribeDelay: SOON,
      maxResubscribeDelay: LATE,
      // An empty position: the engine answers with the last document that it keeps.
      since: { offset: 0, epoch: "" },
    });
    let before = false;
    subscription.on("publication", ({ data }) => {
      this.forgotten.came(name);
      this.listener.document(name, data as { seq: number });
    });
    subscription.on("subscribed", ({ recovered }) => {
      if (before && !recovered) this.forgotten.forgot(name);
      before = true;
    });
    subscription.subscribe();
    return () => {
      subscription.unsubscribe();
      this.client.removeSubscription(subscription);
    };
  }

  close(): void {
    this.closed = true;
    this.forgotten.close();
    this.client.disconnect();
  }

  private renewed(): Promise<PushAccess> {
    this.renewing ??= this.listener.renew().then((renewal) => {
      this.renewing = null;
      if (renewal.kind === "access") return renewal.access;
      if (renewal.kind === "refused") throw new UnauthorizedError("no longer in the sitting");
      throw new Error("the server can't be reached");
    });
    return this.renewing;
  }
}
