/** Each way to the media server, tried by itself. */
import { Room, RoomEvent } from "livekit-client";

import type { MeasuredWay, WayName } from "../../measuring";
import { statisticsOf, wayOf } from "../path";

/** A relay over TLS far away takes ten round trips until it carries. */
const PATIENCE = 8000;

/** The transport of a candidate as ICE writes it: `candidate:1 1 udp 2130706431 192.0.2.1 7882 typ host`; empty for none. */
export function transportOf(candidate: string): "udp" | "tcp" | "" {
  const named = candidate.replace(/^a=/, "").split(" ")[2]?.toLowerCase();
  return named === "udp" || named === "tcp" ? named : "";
}

/** Addresses of a relay among those that the media server sends browsers to. */
export function hasRelay(servers: readonly { urls: readonly string[] }[]): boolean {
  return servers.some(({ urls }) => urls.some((url) => /^turns?:/.test(url)));
}

/** The ways to one media server, each tried by a short connection of its own. */
export class Ways {
  /** Whether the server has a relay, as it says to who connects; null before it has said so. */
  private relays: boolean | null = null;

  constructor(
    private readonly address: string,
    private readonly token: string,
  ) {}

  /**
   * Connect by one way alone, and leave.
   *
   * The client has no setting for UDP or TCP alone. Both sides are told of no address of another transport instead, as
   * if each had none.
   */
  async try(way: WayName): Promise<MeasuredWay> {
    if (way === "relay" && this.relays === false) return { state: "not_offered", ms: null };
    const room = new Room({ singlePeerConnection: false });
    const server = { answered: false, offers: false };
    room.on(RoomEvent.SignalConnected, () => {
      server.answered = true;
      this.relays = hasRelay(room.engine.latestJoinResponse?.iceServers ?? []);
      if (way === "relay") server.offers = this.relays;
      else onlyTransport(room, way, () => (server.offers = true));
    });
    const began = performance.now();
    try {
      await room.connect(this.address, this.token, {
        autoSubscribe: false,
        maxRetries: 0,
        websocketTimeout: 5000,
        peerConnectionTimeout: PATIENCE,
        ...(way === "relay" ? { rtcConfig: { iceTransportPolicy: "relay" } } : {}),
      });
      const ms = Math.round(performance.now() - began);
      const taken = wayOf(statisticsOf(await room.engine.pcManager?.subscriber?.getStats()));
      return taken === way ? { state: "works", ms } : { state: "fails", ms: null };
    } catch {
      if (!server.answered) return { state: "unanswered", ms: null };
      return { state: server.offers ? "fails" : "not_offered", ms: null };
    } finally {
      await room.disconnect();
    }
  }
}

/** Let addresses of one transport pass alone, in both directions; `offered` is called for each of the server's. */
function onlyTransport(room: Room, way: "udp" | "tcp", offered: () => void): void {
  const { client } = room.engine;
  const fits = (candidate: string | undefined) => ["", way].includes(transportOf(candidate ?? ""));
  const take = client.onTrickle;
  client.onTrickle = (candidate, target) => {
    if (transportOf(candidate.candidate ?? "") === way) offered();
    if (fits(candidate.candidate)) take?.(candidate, target);
  };
  const send = client.sendIceCandidate.bind(client);
  client.sendIceCandidate = (candidate, target) =>
    fits(candidate.candidate) ? send(candidate, target) : Promise.resolve();
}
