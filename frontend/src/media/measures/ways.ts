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

/**
 * Connect by one way alone, and leave.
 *
 * The client has no setting for UDP or TCP alone. Both sides are told of no address of another transport instead, as if
 * each had none.
 */
export async function tryWay(way: WayName, address: string, token: string): Promise<MeasuredWay> {
  const room = new Room({ singlePeerConnection: false });
  const server = { answered: false, offers: false };
  room.on(RoomEvent.SignalConnected, () => {
    server.answered = true;
    const { client, latestJoinResponse } = room.engine;
    if (way === "relay") {
      server.offers = hasRelay(latestJoinResponse?.iceServers ?? []);
      if (!server.offers) void room.disconnect();
      return;
    }
    const fits = (candidate: string | undefined) => ["", way].includes(transportOf(candidate ?? ""));
    const take = client.onTrickle;
    client.onTrickle = (candidate, target) => {
      if (transportOf(candidate.candidate ?? "") === way) server.offers = true;
      if (fits(candidate.candidate)) take?.(candidate, target);
    };
    const send = client.sendIceCandidate.bind(client);
    client.sendIceCandidate = (candidate, target) =>
      fits(candidate.candidate) ? send(candidate, target) : Promise.resolve();
  });
  const began = performance.now();
  try {
    await room.connect(address, token, {
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
    return { state: server.answered && !server.offers ? "not_offered" : "fails", ms: null };
  } finally {
    await room.disconnect();
  }
}
