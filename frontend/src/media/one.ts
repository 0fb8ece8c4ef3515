import { Track } from "livekit-client";

export interface Published {
  readonly kind: Track.Kind;
  readonly source: Track.Source;
}

export interface Publisher {
  getTrackPublication(source: Track.Source): Published | undefined;
}

/** Seen beside a first one: when that is cut off, the next of them is not the one for the moment that it has left. */
const beside = new WeakSet<Published>();

/**
 * Whether this is the one microphone or the one camera of a person: the first, and of the kind that it is called.
 * The media server takes any number of tracks under any name until they are cut off.
 */
export function isOne(publication: Published, participant: Publisher): boolean {
  const kind = publication.source === Track.Source.Microphone ? Track.Kind.Audio : Track.Kind.Video;
  if (participant.getTrackPublication(publication.source) !== publication) beside.add(publication);
  return publication.kind === kind && !beside.has(publication);
}
