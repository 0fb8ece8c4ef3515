import {
  LocalAudioTrack,
  type LocalTrack,
  type LocalTrackPublication,
  LocalVideoTrack,
  type Room,
  RoomEvent,
  Track,
} from "livekit-client";

import { acknowledged } from "./proof";

export type Source = "microphone" | "camera";

/** Of a picture that is sent: as usual (`Connection.publishDefaults`), and small, for a line that carries little. */
const USUAL = { maxBitrate: 1_200_000, maxFramerate: 25, scaleResolutionDownBy: 1 };
const SMALL = { maxBitrate: 120_000, maxFramerate: 10, scaleResolutionDownBy: 4 };

/**
 * One device on its way to the media server. It is published shut: silence or black flows, so that the server can mute
 * it and everything is negotiated before it is needed. Opening it is then a matter of this page alone.
 *
 * What the server mutes or unmutes counts as well: it speaks through the media connection, and is often first.
 */
export class Outgoing {
  /** Straight from the device, for the level and the person's own picture; it flows while what is sent is shut. */
  captured: MediaStreamTrack | null = null;
  /** Called when the device stopped: unplugged, or taken by another program. */
  onstopped: () => void = () => undefined;

  private small = false;
  private track: LocalTrack | null = null;
  private isOpen = false;
  private held = false;
  /** Arrivals that were reported earlier prove nothing. */
  private provenFrom = 0;

  constructor(
    private readonly room: Room,
    private readonly source: Source,
  ) {
    room
      .on(RoomEvent.TrackMuted, (publication) => this.followServer(publication, true))
      .on(RoomEvent.TrackUnmuted, (publication) => this.followServer(publication, false));
  }

  get publication(): LocalTrackPublication | undefined {
    const { track } = this;
    if (!track) return undefined;
    return [...this.room.localParticipant.trackPublications.values()].find((one) => one.track === track);
  }

  get published(): boolean {
    return this.publication !== undefined;
  }

  /** Take a device into use; one that was in use before is replaced, also at the media server. */
  async use(captured: MediaStreamTrack): Promise<void> {
    this.captured?.stop();
    this.captured = captured;
    captured.addEventListener("ended", () => {
      if (this.captured === captured) this.onstopped();
    });
    if (this.track && this.published) {
      const sent = captured.clone();
      const stopped = this.track.mediaStreamTrack;
      sent.enabled = false;
      await this.track.replaceTrack(sent, true);
      stopped.stop();
      if (this.isOpen && this.track.isMuted) await this.track.unmute();
      this.enforce();
    }
  }

  /** Publish what is in use. Rejects where the media server refuses or is gone. */
  async publish(): Promise<void> {
    if (!this.captured || this.published) return;
    this.track?.stop();
    const sent = this.captured.clone();
    const track = localTrack(this.source, sent);
    this.track = track;
    // The client switches a new track on by itself, in a later microtask: let that pass, then shut it.
    await new Promise((resolve) => setTimeout(resolve));
    this.enforce();
    const source = this.source === "microphone" ? Track.Source.Microphone : Track.Source.Camera;
    await this.room.localParticipant.publishTrack(track, { source });
    this.enforce();
    if (this.small) await this.size();
  }

  /** Send a small picture, or one as usual; also of the next device. */
  async send({ small }: { small: boolean }): Promise<void> {
    this.small = small;
    await this.size();
  }

  private async size(): Promise<void> {
    const sender = this.track?.sender;
    if (!sender) return;
    const parameters = sender.getParameters();
    for (const encoding of parameters.encodings) Object.assign(encoding, this.small ? SMALL : USUAL);
    await sender.setParameters(parameters);
  }

  /** Let it out, from now. */
  open(): void {
    if (this.isOpen) return;
    this.isOpen = true;
    this.doubt();
    this.enforce();
    if (this.track?.isMuted) void this.track.unmute();
  }

  shut(): void {
    this.isOpen = false;
    this.enforce();
  }

  /** Silence while a button is held. */
  hold(held: boolean): void {
    this.held = held;
    this.enforce();
  }

  /** What the media server did to this track. */
  private followServer(publication: { trackSid: string }, muted: boolean): void {
    if (publication.trackSid !== this.publication?.trackSid) return;
    // Not the server: the client mutes a track whose device stopped.
    if (muted && this.track?.mediaStreamTrack.readyState === "ended") return;
    if (!muted && !this.isOpen) this.doubt();
    this.isOpen = !muted;
    this.enforce();
  }

  /** Ask for proof from now on. */
  doubt(): void {
    this.provenFrom = performance.timeOrigin + performance.now();
  }

  /** Whether the media server has told that what goes out arrives: since it was opened, or since a doubt. */
  async proven(): Promise<boolean> {
    const sender = this.track?.sender;
    return this.isOpen && sender !== undefined && (await acknowledged(sender, this.provenFrom));
  }

  /** Withdraw it from the media server and let the device go. What is opened stays so, for the next device. */
  async close(): Promise<void> {
    const { track, captured } = this;
    const published = this.published;
    this.track = null;
    this.captured = null;
    captured?.stop();
    track?.stop();
    try {
      if (track && published) await this.room.localParticipant.unpublishTrack(track, true);
    } catch {
      // The connection went first, and the publication with it.
    }
  }

  private enforce(): void {
    if (this.track) this.track.mediaStreamTrack.enabled = this.isOpen && !this.held;
  }
}

/** The client's classes do not fit its own type under exactOptionalPropertyTypes. */
function localTrack(source: Source, sent: MediaStreamTrack): LocalTrack {
  const Kind = source === "microphone" ? LocalAudioTrack : LocalVideoTrack;
  return new Kind(sent, undefined, true) as unknown as LocalTrack;
}
