import { ConnectionQuality, ConnectionState, DisconnectReason, Room, RoomEvent, setLogLevel } from "livekit-client";

import type { Meeting } from "../meeting";
import { Blocked } from "./blocked";
import { sampleOf, type Sample } from "./measures/line";
import { overTcp, statisticsOf } from "./path";
import { hasRelay, onlyTransport } from "./transport";

setLogLevel("error");

/** Why the connection is gone. */
export type Loss =
  /** The engine died, or the network. */
  | "lost"
  /** Somebody with the same identity came: this person, in another tab. */
  | "elsewhere"
  /** The server ended it: the answer to joining again says why. */
  | "ended";

const QUALITY: Partial<Record<ConnectionQuality, Meeting["quality"]>> = {
  [ConnectionQuality.Excellent]: "good",
  [ConnectionQuality.Good]: "good",
  [ConnectionQuality.Poor]: "poor",
  [ConnectionQuality.Lost]: "lost",
};
/** A way that this page connects by alone, because the help desk asked for it and its person agreed. */
export type OnlyWay = "tcp" | "relay";
/** So long one way alone is tried, in ms: sound and picture wait for it. */
const ONLY_PATIENCE = 8000;
/** Attempts of the engine's client by itself; then the room is joined again, which also makes a room that died. */
const OWN_ATTEMPTS = [0, 300, 1200];

/** The connection to the media engine. */
export class Connection {
  state = $state<Meeting["media"]>("idle");
  quality = $state<Meeting["quality"]>("good");
  overTcp = $state(false);
  /** Signalling passes this network, sound and picture do not. */
  blocked = $state(false);

  readonly room = new Room({
    // Changing the language takes 40 ms with two peer connections and 200 ms with one.
    singlePeerConnection: false,
    adaptiveStream: false,
    dynacast: false,
    stopLocalTrackOnUnpublish: false,
    publishDefaults: {
      audioPreset: { maxBitrate: 64_000 },
      dtx: false,
      red: true,
      simulcast: false,
      videoEncoding: { maxBitrate: 1_200_000, maxFramerate: 25 },
      stopMicTrackOnMute: false,
    },
    reconnectPolicy: {
      nextRetryDelayInMs: ({ retryCount }) => {
        const delay = OWN_ATTEMPTS[retryCount];
        return delay === undefined ? null : delay + Math.random() * 300;
      },
    },
  });

  /** The way that is used alone, for as long as it carries; empty for the best that there is. */
  only: OnlyWay | "" = "";
  /** The media server had no such way when it was tried last. */
  lacked = false;

  private leaving = false;
  /** This page was in the room before: what it does now is to come back. */
  private was = false;
  private readonly attempts = new Blocked();

  constructor(private readonly onloss: (loss: Loss) => void) {
    this.room
      .on(RoomEvent.ConnectionStateChanged, (state) => this.follow(state))
      .on(RoomEvent.SignalConnected, () => this.signalled())
      .on(RoomEvent.Disconnected, (reason) => this.lose(reason))
      .on(RoomEvent.ConnectionQualityChanged, (quality, participant) => {
        if (participant === this.room.localParticipant) this.quality = QUALITY[quality] ?? this.quality;
      });
  }

  /** Identifier of the room that this page is in; empty while it is in none. */
  sid = "";

  get connected(): boolean {
    return isConnected(this.room);
  }

  /** Connect; rejects when it can't. */
  async connect(address: string, token: string): Promise<void> {
    this.state = this.was ? "reconnecting" : "connecting";
    this.attempts.begin(performance.now());
    const { only } = this;
    try {
      await this.room.connect(address, token, {
        autoSubscribe: false,
        maxRetries: 0,
        websocketTimeout: 5000,
        ...(only ? { peerConnectionTimeout: ONLY_PATIENCE } : {}),
        ...(only === "relay" ? { rtcConfig: { iceTransportPolicy: "relay" } } : {}),
      });
    } catch (error) {
      // The next attempt goes by any way: to be heard matters more than by which.
      if (only) this.only = "";
      else this.blocked = this.attempts.failed(performance.now());
      throw error;
    }
    this.sid = await this.room.getSid();
    // By their own will it says nothing of the network.
    this.overTcp = !only && (await overTcp(this.room));
  }

  /** Whether the media server has a way, as far as it has said. */
  offers(way: OnlyWay): boolean {
    const servers = this.room.engine.latestJoinResponse?.iceServers;
    return way !== "relay" || servers === undefined || hasRelay(servers);
  }

  /** Leave a room that the engine has forgotten, for the one that it has made since; the caller joins it. */
  async leaveForgotten(): Promise<void> {
    this.leaving = true;
    await this.room.disconnect();
    this.leaving = false;
    this.sid = "";
    this.state = "reconnecting";
  }

  async disconnect(): Promise<void> {
    this.leaving = true;
    await this.room.disconnect();
    this.leaving = false;
    this.sid = "";
    this.state = "idle";
    this.was = false;
  }

  /** What the browser tells of this connection at this moment; null where it tells of none. */
  async sample(): Promise<Sample | null> {
    const statistics = statisticsOf(await this.room.engine.pcManager?.subscriber?.getStats());
    const sample = sampleOf(performance.now(), statistics, statistics);
    return sample.way === "none" ? null : sample;
  }

  /** The same of what goes out: it has counts only while something does. */
  async sampleSent(): Promise<Sample> {
    const statistics = statisticsOf(await this.room.engine.pcManager?.publisher.getStats());
    return sampleOf(performance.now(), statistics, statistics);
  }

  private signalled(): void {
    this.attempts.signalled();
    if (this.only) this.lacked = this.only === "tcp" || !this.offers(this.only);
    if (this.only === "tcp") onlyTransport(this.room, "tcp", () => (this.lacked = false));
  }

  private follow(state: ConnectionState): void {
    if (state === ConnectionState.Connected) {
      this.state = "connected";
      this.was = true;
      this.blocked = false;
      this.quality = "good";
    }
    if (state === ConnectionState.Reconnecting || state === ConnectionState.SignalReconnecting) {
      this.state = "reconnecting";
    }
  }

  private lose(reason: DisconnectReason | undefined): void {
    // The client also leaves by itself, when a page is put away that the browser may bring back.
    if (this.leaving) return;
    this.state = "lost";
    this.sid = "";
    if (reason === DisconnectReason.DUPLICATE_IDENTITY) this.onloss("elsewhere");
    else if (reason === DisconnectReason.PARTICIPANT_REMOVED || reason === DisconnectReason.ROOM_DELETED)
      this.onloss("ended");
    else this.onloss("lost");
  }
}

export function isConnected(room: Room): boolean {
  return room.state === ConnectionState.Connected;
}

/** Whether this person may publish now, as the media server last said. */
export function mayPublish(room: Room): boolean {
  return isConnected(room) && room.localParticipant.permissions?.canPublish === true;
}
