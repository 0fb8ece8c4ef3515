import {
  RemoteAudioTrack,
  type RemoteParticipant,
  type RemoteTrack,
  type RemoteTrackPublication,
  type Room,
  RoomEvent,
  Track,
} from "livekit-client";

import type { MapDocument } from "../api/documents";
import type { Language } from "../context";
import type { Heard } from "../meeting";
import { ChosenListening } from "./chosen.svelte";
import type { GuardedEars } from "./ears/guarded-ears.svelte";
import { ThroughEars } from "./ears/through-ears";
import { isOne } from "./one";
import { Playback } from "./playback";
import { EVERY, StallWatch } from "./stall";
import { wanted, type Wanted } from "./wanted";

/** What this person receives and hears: nothing that is not on the map of the room. */
export class Listening extends ChosenListening {
  plays = $state<Wanted["plays"]>("nothing");
  blocked = $state(false);

  /** The floor's picture, for the stage; null while there is none. */
  picture = $state.raw<MediaStreamTrack | null>(null);
  /** The picture of who presides, while they talk. */
  presiding = $state.raw<MediaStreamTrack | null>(null);

  /** Pictures are received: without them the sound has the line for itself. */
  private pictures = true;
  private map: MapDocument | null = null;
  private muted = false;
  /** In which they sit. */
  private booth: Language | null = null;
  private readonly playing = new Map<RemoteAudioTrack, { identity: string; playback: Playback | ThroughEars }>();
  private readonly stalls = new StallWatch();
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly room: Room,
    private readonly me: string,
    private loudspeaker: string,
    usual: Heard,
    override readonly ears: GuardedEars | null,
  ) {
    super(usual);
    if (ears) ears.onchange = () => this.settle();
    const apply = () => this.apply();
    room
      .on(RoomEvent.TrackPublished, apply)
      .on(RoomEvent.TrackUnpublished, apply)
      .on(RoomEvent.ParticipantConnected, apply)
      .on(RoomEvent.Connected, apply)
      .on(RoomEvent.Reconnected, apply)
      .on(RoomEvent.TrackMuted, apply)
      .on(RoomEvent.TrackUnmuted, apply)
      .on(RoomEvent.TrackSubscribed, (track, _publication, participant) => this.receive(track, participant))
      .on(RoomEvent.TrackUnsubscribed, (track) => this.drop(track));
  }

  /** To be called from a click. */
  async unblock(): Promise<void> {
    this.blocked = false;
    void this.ears?.start(this.loudspeaker);
    await this.room.startAudio();
    for (const { playback } of this.playing.values()) playback.run();
  }

  sendTo(loudspeaker: string): void {
    this.loudspeaker = loudspeaker;
    void this.ears?.sendTo(loudspeaker);
    for (const { playback } of this.playing.values()) void playback.sendTo(loudspeaker);
  }

  /**
   * @param muted the leader muted the speaker
   * @param booth the language of the booth in which they sit
   */
  follow(map: MapDocument | null, muted: boolean, booth: Language | null): void {
    this.map = map;
    this.muted = muted;
    this.booth = booth;
    this.apply();
  }

  receivePictures(received: boolean): void {
    this.pictures = received;
    this.apply();
  }

  start(): void {
    this.timer ??= setInterval(() => void this.watch(), EVERY);
    void this.ears?.start(this.loudspeaker);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    for (const track of [...this.playing.keys()]) this.drop(track);
    this.ears?.stop();
    this.map = null;
    this.picture = null;
    this.presiding = null;
  }

  /** Hear first, then see, then receive: the first two are assignments, the last asks the media server. */
  protected apply(): void {
    const want = this.wanted();
    this.plays = want.plays;
    for (const { identity, playback } of this.playing.values()) playback.hear(this.volumeFor(identity, want));
    this.picture = this.pictureOf(want.picture);
    this.presiding = this.pictureOf(want.presiding);
    for (const participant of this.room.remoteParticipants.values()) {
      for (const publication of participant.trackPublications.values()) {
        const received =
          isOne(publication, participant) && (setFor(publication, want)?.has(participant.identity) ?? false);
        if (publication.isDesired !== received) publication.setSubscribed(received);
      }
    }
  }

  private wanted(): Wanted {
    const { heard, me, underneath, muted } = this;
    const booth = this.ears?.partner ? this.booth : null;
    const want = wanted(this.map, { heard, me, underneath, muted, booth });
    return this.pictures ? want : { ...want, video: new Set(), picture: null, presiding: null };
  }

  private volumeFor(identity: string, want: Wanted): number | null {
    if (identity === want.partner) return this.ears?.partner ?? null;
    const share = want.sounds.get(identity);
    return share === undefined ? null : this.volume * share;
  }

  private pictureOf(identity: string | null): MediaStreamTrack | null {
    const participant = identity ? this.room.remoteParticipants.get(identity) : undefined;
    const publication = participant?.getTrackPublication(Track.Source.Camera);
    return publication?.track && !publication.isMuted ? publication.track.mediaStreamTrack : null;
  }

  private receive(track: RemoteTrack, participant: RemoteParticipant): void {
    if (track instanceof RemoteAudioTrack) {
      const playback = this.play(track.mediaStreamTrack, participant.identity);
      if (this.loudspeaker) void playback.sendTo(this.loudspeaker);
      this.playing.set(track, { identity: participant.identity, playback });
    }
    this.apply();
  }

  private play(track: MediaStreamTrack, identity: string): Playback | ThroughEars {
    const playback = new Playback(track, identity, () => (this.blocked = true));
    return this.ears ? new ThroughEars(track, playback, this.ears.chain) : playback;
  }

  /** The way through the ears began or ceased to run, or something was chosen for it. */
  private settle(): void {
    this.apply();
    if (!this.ears?.chain.runs) return;
    this.blocked = false;
    // One that the browser stopped before a click gives no samples either.
    for (const { playback } of this.playing.values()) playback.run();
  }

  private drop(track: RemoteTrack): void {
    if (track instanceof RemoteAudioTrack) {
      this.playing.get(track)?.playback.end();
      this.playing.delete(track);
    }
    this.apply();
  }

  /** Subscribe again to what is on the map, unmuted, and brings no packets. */
  private async watch(): Promise<void> {
    const want = this.wanted();
    const flowing = new Map<string, RemoteTrackPublication>();
    const received = new Map<string, number>();
    for (const [track, { identity }] of this.playing) {
      const publication = this.room.remoteParticipants.get(identity)?.getTrackPublication(Track.Source.Microphone);
      const heard = this.volumeFor(identity, want) !== null;
      if (!heard || publication?.track !== track || publication.isMuted) continue;
      const statistics = await track.getReceiverStats();
      flowing.set(publication.trackSid, publication);
      received.set(publication.trackSid, statistics?.bytesReceived ?? 0);
    }
    for (const sid of this.stalls.round(received)) {
      flowing.get(sid)?.setSubscribed(false);
      flowing.get(sid)?.setSubscribed(true);
    }
  }
}

/** Microphones and cameras are all that the room has. */
function setFor(publication: RemoteTrackPublication, want: Wanted): ReadonlySet<string> | undefined {
  if (publication.source === Track.Source.Microphone) return want.audio;
  if (publication.source === Track.Source.Camera) return want.video;
  return undefined;
}
