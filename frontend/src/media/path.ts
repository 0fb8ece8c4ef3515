import type { Room } from "livekit-client";

interface Entry {
  id: string;
  type: string;
  selectedCandidatePairId?: string;
  localCandidateId?: string;
  protocol?: string;
  relayProtocol?: string;
}

/** Whether media goes over TCP, directly or to a relay: it works, with more delay when packets are lost. */
export async function overTcp(room: Room): Promise<boolean> {
  const statistics = await room.engine.pcManager?.subscriber?.getStats();
  const entries = new Map<string, Entry>();
  statistics?.forEach((entry: Entry) => entries.set(entry.id, entry));
  const transport = [...entries.values()].find((entry) => entry.type === "transport");
  const pair = entries.get(transport?.selectedCandidatePairId ?? "");
  const local = entries.get(pair?.localCandidateId ?? "");
  return local !== undefined && (local.relayProtocol ?? local.protocol) !== "udp";
}
