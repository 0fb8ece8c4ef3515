/** What a page knows of its own connection at one moment: its person lets the help desk see it. */
import type { LiveConnection } from "../api/documents";
import type { Transport } from "../api/vocabulary";
import { lineOf, type Sample } from "../media/measures/line";
import type { Meeting } from "../meeting";

const TRANSPORTS: readonly string[] = ["websocket", "sse", "http_stream"] satisfies Transport[];
/** As the server takes them. */
const DEVICES = 30;
const LETTERS = 200;

export interface Measured {
  readonly meeting: Pick<Meeting, "media" | "mediaBlocked" | "assistance"> & {
    readonly devices: Pick<Meeting["devices"], "microphones" | "cameras" | "loudspeakers" | "inUse">;
  };
  /** Of what comes in; null where the browser tells of no connection. */
  received(): Promise<Sample | null>;
  /** Of what goes out. */
  sent(): Promise<Sample | null>;
  /** Of the person's microphone, 0 to 1; null while it is shut. */
  level(): number | null;
  /** By which the documents come, as the push engine's client calls it; empty for none. */
  transport(): string;
}

/** Rates and losses are those since the figures before. */
export class Figures {
  private received: Sample | null = null;
  private sent: Sample | null = null;

  constructor(private readonly measured: Measured) {}

  async read(): Promise<LiveConnection> {
    const { meeting } = this.measured;
    const [received, sent] = await Promise.all([this.measured.received(), this.measured.sent()]);
    const down = lineOf(both(this.received, received, "received"), null);
    const up = lineOf(both(this.sent, sent, "sent"), null);
    this.received = received;
    this.sent = sent;
    const transport = this.measured.transport();
    const { microphone, camera, loudspeaker } = meeting.devices.inUse;
    return {
      media: meeting.media,
      blocked: meeting.mediaBlocked,
      way: down.way,
      round_trip_ms: down.round_trip_ms,
      jitter_ms: down.jitter_ms,
      lost_up: up.lost_up,
      lost_down: down.lost_down,
      kbit_up: up.kbit_up,
      kbit_down: down.kbit_down,
      push: TRANSPORTS.includes(transport) ? (transport as Transport) : "none",
      microphone: told(meeting.devices.microphones, microphone),
      camera: told(meeting.devices.cameras, camera),
      loudspeaker: told(meeting.devices.loudspeakers, loudspeaker),
      level: this.measured.level(),
      picture: meeting.assistance.lowered ? "low" : "usual",
    };
  }
}

/** Two samples of one direction alone: the other one's losses are none of its own. A connection that began again has none before. */
function both(before: Sample | null, now: Sample | null, direction: "sent" | "received"): Sample[] {
  const other = direction === "sent" ? "received" : "sent";
  const alone = (sample: Sample) => ({ ...sample, [other]: { bytes: 0, packets: 0, lost: 0 } });
  if (!now) return [];
  return before && before[direction].packets <= now[direction].packets ? [alone(before), alone(now)] : [alone(now)];
}

function told(list: readonly Pick<MediaDeviceInfo, "deviceId" | "label">[], used: string): LiveConnection["camera"] {
  const all = list.slice(0, DEVICES).filter(({ deviceId }) => deviceId.length <= LETTERS);
  return { all: all.map(({ deviceId, label }) => ({ id: deviceId, label: label.slice(0, LETTERS) })), used };
}
