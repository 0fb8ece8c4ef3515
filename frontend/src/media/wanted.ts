import type { MapDocument } from "../api/documents";
import type { Heard } from "../meeting";

/** Whose tracks a person receives, and which of them they hear and see. Identities of the media engine. */
export interface Wanted {
  /** Received: what is heard, and the next speaker's, so that giving the floor costs no negotiation. */
  audio: ReadonlySet<string>;
  video: ReadonlySet<string>;
  /** Heard at full volume. */
  voice: string | null;
  /** Heard underneath the interpretation. */
  under: string | null;
  /** Seen large. */
  picture: string | null;
  plays: "floor" | "booth" | "nothing";
}

export interface Listener {
  heard: Heard;
  /** Their own identity. */
  me: string;
  /** They want the floor beneath an interpretation. */
  underneath: boolean;
  /** The leader muted the speaker: seen and not heard, even if the speaker's page unmutes itself. */
  muted: boolean;
}

/**
 * What the map of the room lets a person hear and see (rule 11). Nobody hears their own voice.
 *
 * @param map null before the first one came: nothing is played
 */
export function wanted(map: MapDocument | null, { heard, me, underneath, muted }: Listener): Wanted {
  const other = (identity: string | null | undefined) => (identity && identity !== me ? identity : null);
  const floor = other(map?.floor);
  const next = other(map?.next);
  const channel = heard === "floor" ? undefined : map?.channels[heard];
  const booth = channel?.source === "booth" ? other(channel.identity) : null;
  const beneath = booth && underneath ? floor : null;
  const voice = booth ?? (muted ? null : floor);
  const under = muted ? null : beneath;
  return {
    audio: known(booth ?? floor, beneath, next),
    video: known(floor, next),
    voice,
    under,
    picture: floor,
    plays: booth ? "booth" : floor ? "floor" : "nothing",
  };
}

function known(...identities: (string | null)[]): ReadonlySet<string> {
  return new Set(identities.filter((identity) => identity !== null));
}
