/** What the help desk asks of a page, and what a page shows it. */
import type { LiveConnection } from "../api/documents";
import type { HelpRequest } from "../assisting";
import type { FakeMeeting } from "./fake-meeting.svelte";
import { NOW } from "./sample";

export function aRequest(changes: Partial<HelpRequest> = {}): HelpRequest {
  return {
    id: 7,
    by: "Mr Otto",
    case: 3,
    kind: "watch",
    device: "",
    label: "",
    asked_at: new Date(NOW - 20_000).toISOString(),
    agreed: null,
    until: new Date(NOW + 100_000).toISOString(),
    ended: false,
    outcome: null,
    ...changes,
  };
}

/** The same meeting, whose person was asked this. */
export function asked(meeting: FakeMeeting, ...requests: HelpRequest[]): FakeMeeting {
  const { help } = meeting.documents;
  if (help) meeting.documents.help = { ...help, requests };
  return meeting;
}

export function sampleFigures(changes: Partial<LiveConnection> = {}): LiveConnection {
  return {
    media: "connected",
    blocked: false,
    way: "udp",
    round_trip_ms: 41.4,
    jitter_ms: 3,
    lost_up: null,
    lost_down: 0.021,
    kbit_up: null,
    kbit_down: 64,
    push: "websocket",
    microphone: {
      all: [
        { id: "a1", label: "Headset" },
        { id: "b2", label: "Built-in microphone" },
      ],
      used: "b2",
    },
    camera: { all: [], used: "" },
    loudspeaker: { all: [{ id: "a1", label: "Headset" }], used: "a1" },
    level: null,
    picture: "usual",
    ...changes,
  };
}
