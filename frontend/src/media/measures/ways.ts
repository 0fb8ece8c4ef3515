/** Each way to the media server, tried by itself. */
import { Room, RoomEvent } from "livekit-client";

import type { MeasuredWay, WayName } from "../../measuring";
import { statisticsOf, wayOf } from "../path";
import { hasRelay, onlyTransport } from "../transport";

/** A relay over TLS far away takes ten round trips until it carries. */
const PATIENCE = 8000;

/** The ways to one media server, each tried by a short connection of its own. */
export class Ways {
  /** Whether the server has a relay, as it says to who connects; null before it has said so. */
  private relays: boolean | null = null;

  constructor(
    private readonly address: string,
    private readonly token: string,
  ) {}

  /** Connect by one way alone, and leave. */
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
