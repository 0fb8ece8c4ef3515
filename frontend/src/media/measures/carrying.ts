/** Sound and picture over the media server and back, by two connections of this page. */
import { type RemoteTrackPublication, type Room, RoomEvent, Track } from "livekit-client";

import { wait } from "../../backoff";
import type { MeasuredLine } from "../../measuring";
import { Connection } from "../connection.svelte";
import { Outgoing } from "../outgoing";
import { statisticsOf } from "../path";
import { lineOf, type Sample, sampleOf } from "./line";
import { toneTrack } from "./playing";

const EVERY = 500;
/** How often it is looked whether the first sound is here, in ms: the exactness of that figure. */
const LOOKED = 20;
/** Longer nobody waits for the first sound. */
const PATIENCE = 10_000;

export interface MediaAccess {
  address: string;
  /** Tokens of two participants of the test's own room. */
  sender: string;
  receiver: string;
}

export interface Carried {
  /** Null for none: a tone is sent instead of a voice, and nothing instead of a picture. */
  microphone: MediaStreamTrack | null;
  camera: MediaStreamTrack | null;
}

/**
 * Send, receive and measure for so many seconds, by the client of a sitting.
 *
 * @param ended says that the person stops: what was measured until then counts
 * @returns no way where no connection could be made; null where the person stopped before there was anything to measure
 */
export async function carry(
  access: MediaAccess,
  { microphone, camera }: Carried,
  seconds: number,
  ended: () => boolean,
): Promise<MeasuredLine | null> {
  const [sender, receiver] = [new Connection(() => undefined), new Connection(() => undefined)];
  const tone = microphone ? null : toneTrack();
  const outgoing = [new Outgoing(sender.room, "microphone"), ...(camera ? [new Outgoing(sender.room, "camera")] : [])];
  const samples: Sample[] = [];
  let firstSound: number | null = null;
  subscribeToAll(receiver.room);
  try {
    await Promise.all([
      sender.connect(access.address, access.sender),
      receiver.connect(access.address, access.receiver),
    ]);
    const began = performance.now();
    const captured = [microphone ?? tone?.track, camera];
    await Promise.all(
      outgoing.map(async (one, index) => {
        // A copy: what is sent is closed at the end, and the device itself is still measured.
        const track = captured[index]?.clone();
        if (!track) return;
        await one.use(track);
        await one.publish();
        one.open();
      }),
    );
    firstSound = await soundArrives(receiver.room, began, ended);
    const until = performance.now() + seconds * 1000;
    while (!ended()) {
      samples.push(await sample(sender.room, receiver.room));
      if (performance.now() >= until) break;
      await wait(EVERY);
    }
    return samples.length ? lineOf(samples, firstSound) : null;
  } catch {
    return samples.length || !ended() ? lineOf(samples, firstSound) : null;
  } finally {
    tone?.end();
    await Promise.all(outgoing.map((one) => one.close()));
    await Promise.all([sender.disconnect(), receiver.disconnect()]);
  }
}

function subscribeToAll(room: Room): void {
  const subscribe = (publication: RemoteTrackPublication) => {
    publication.setSubscribed(true);
  };
  room
    .on(RoomEvent.TrackPublished, subscribe)
    .on(RoomEvent.Connected, () => {
      for (const participant of room.remoteParticipants.values())
        participant.trackPublications.forEach((publication) => subscribe(publication));
    })
    // Some browsers decode nothing that no element plays; unheard, for it is the person's own voice.
    .on(RoomEvent.TrackSubscribed, (track) => {
      const element = track.attach();
      element.muted = true;
    })
    .on(RoomEvent.TrackUnsubscribed, (track) => track.detach());
}

/** Milliseconds from a moment to the first sound that was received. */
async function soundArrives(room: Room, began: number, ended: () => boolean): Promise<number | null> {
  for (;;) {
    const elapsed = performance.now() - began;
    if (elapsed > PATIENCE || ended()) return null;
    const tracks = [...room.remoteParticipants.values()].map((one) => one.getTrackPublication(Track.Source.Microphone));
    const report = await tracks[0]?.track?.getRTCStatsReport();
    const statistics = [...statisticsOf(report).values()];
    if (statistics.some(({ type, packetsReceived }) => type === "inbound-rtp" && packetsReceived)) {
      return Math.round(performance.now() - began);
    }
    await wait(LOOKED);
  }
}

async function sample(sender: Room, receiver: Room): Promise<Sample> {
  const [sent, received] = await Promise.all([
    sender.engine.pcManager?.publisher.getStats(),
    receiver.engine.pcManager?.subscriber?.getStats(),
  ]);
  return sampleOf(performance.now(), statisticsOf(sent), statisticsOf(received));
}
