import type { Heard } from "../meeting";
import type { MapDocument } from "../state/documents";

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

/**
 * What the map of the room lets a person hear and see (rule 11). Nobody hears their own voice.
 *
 * @param map null before the first one came: nothing is played
 * @param heard the person's choice
 * @param me their own identity
 * @param underneath whether they want the floor beneath an interpretation
 */
export function wanted(map: MapDocument | null, heard: Heard, me: string, underneath: boolean): Wanted {
  const other = (identity: string | null | undefined) => (identity && identity !== me ? identity : null);
  const floor = other(map?.floor);
  const next = other(map?.next);
  const channel = heard === "floor" ? undefined : map?.channels[heard];
  const booth = channel?.source === "booth" ? other(channel.identity) : null;
  const voice = booth ?? floor;
  const under = booth && underneath ? floor : null;
  return {
    audio: known(voice, under, next),
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
