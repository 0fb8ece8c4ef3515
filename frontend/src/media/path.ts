import type { Room } from "livekit-client";

/** Of a browser's statistics of one connection (WebRTC), what is read here. */
export interface Entry {
  id: string;
  type: string;
  kind?: string;
  state?: string;
  nominated?: boolean;
  selectedCandidatePairId?: string;
  localCandidateId?: string;
  candidateType?: string;
  protocol?: string;
  relayProtocol?: string;
  /** In seconds, as `jitter`. */
  currentRoundTripTime?: number;
  jitter?: number;
  bytesSent?: number;
  headerBytesSent?: number;
  packetsSent?: number;
  bytesReceived?: number;
  headerBytesReceived?: number;
  packetsReceived?: number;
  packetsLost?: number;
}

/** By identifier. */
export type Statistics = ReadonlyMap<string, Entry>;

export function statisticsOf(report: RTCStatsReport | undefined): Statistics {
  const entries = new Map<string, Entry>();
  report?.forEach((entry: Entry) => entries.set(entry.id, entry));
  return entries;
}

/** The pair of addresses that media goes between. */
export function selectedPair(statistics: Statistics): Entry | undefined {
  const all = [...statistics.values()];
  const transport = all.find((entry) => entry.type === "transport");
  const selected = statistics.get(transport?.selectedCandidatePairId ?? "");
  // Some browsers tell of no transport.
  return (
    selected ??
    all.find(({ type, nominated, state }) => type === "candidate-pair" && nominated && state === "succeeded")
  );
}

/** How media goes: `relay` for a relay, however that is reached. */
export function wayOf(statistics: Statistics): "udp" | "tcp" | "relay" | "none" {
  const local = statistics.get(selectedPair(statistics)?.localCandidateId ?? "");
  if (!local) return "none";
  if (local.candidateType === "relay") return "relay";
  return local.protocol === "tcp" ? "tcp" : "udp";
}

/** Whether media goes over TCP, directly or to a relay: it works, with more delay when packets are lost. */
export async function overTcp(room: Room): Promise<boolean> {
  const statistics = statisticsOf(await room.engine.pcManager?.subscriber?.getStats());
  const local = statistics.get(selectedPair(statistics)?.localCandidateId ?? "");
  return local !== undefined && (local.relayProtocol ?? local.protocol) !== "udp";
}
