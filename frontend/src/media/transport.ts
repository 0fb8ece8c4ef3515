/** One way alone to the media server. */
import type { Room } from "livekit-client";

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
 * Let addresses of one transport pass alone, in both directions; `offered` is called for each of the server's.
 *
 * The client has no setting for UDP or TCP alone. Both sides are told of no address of another transport instead, as if
 * each had none. To be called as the signalling is there, and for each connection.
 */
export function onlyTransport(room: Room, way: "udp" | "tcp", offered: () => void): void {
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
