import type { MapDocument } from "../api/documents";
import type { Language } from "../context";
import type { Heard } from "../meeting";

/** What is left of the speaker's loudness while who presides talks beside them: 14 dB less, as broadcasters do. */
export const LOWERED = 0.2;

/** Whose tracks a person receives, and which of them they hear and see. Identities of the media engine. */
export interface Wanted {
  /** Received: what is heard, who takes over in the booth, who presides and the next speaker, so that their being heard costs no negotiation. */
  audio: ReadonlySet<string>;
  video: ReadonlySet<string>;
  /** Heard, each at such a share of the volume that the person chose: above 0, at most 1. */
  sounds: ReadonlyMap<string, number>;
  /** The speaker's picture. */
  picture: string | null;
  /** The picture of who presides, while they are heard. */
  presiding: string | null;
  plays: "floor" | "booth" | "nothing";
  /** Who is on air in one's own booth, where they are heard beside all that. */
  partner: string | null;
}

export interface Listener {
  heard: Heard;
  /** Their own identity. */
  me: string;
  /** How loud the floor is beneath an interpretation, 0 to 1. */
  underneath: number;
  /** The leader muted the speaker: seen and not heard, even if the speaker's page unmutes itself. */
  muted: boolean;
  /** The channel of one's own booth, where the partner on air is heard in it. */
  booth?: Language | null;
}

/**
 * What the map of the room lets a person hear and see (rule 11). Nobody hears their own voice.
 *
 * @param map null before the first one came: nothing is played
 */
export function wanted(map: MapDocument | null, { heard, me, underneath, muted, booth: own }: Listener): Wanted {
  const other = (identity: string | null | undefined) => (identity && identity !== me ? identity : null);
  const floor = other(map?.floor);
  const next = other(map?.next);
  const presiding = other(map?.presiding);
  const talks = map?.voice ? presiding : null;
  const interpreting = (language: Language | null | undefined) => {
    const channel = language ? map?.channels[language] : undefined;
    return channel?.source === "booth" ? other(channel.identity) : null;
  };
  const booth = interpreting(heard === "floor" ? null : heard);
  const partner = interpreting(own);
  const follower = booth && other(map?.channels[heard]?.follower);
  const voices = shares([muted ? null : floor, map?.voice ? LOWERED : 1], [talks, 1]);
  const beneath = voices.map(([identity, share]): Share => [identity, share * underneath]);
  const floorSound = booth && underneath === 0 ? null : floor;
  return {
    audio: known(booth, follower, floorSound, presiding, next, partner),
    video: known(floor, presiding, next),
    sounds: new Map(booth ? [[booth, 1], ...(underneath > 0 ? beneath : [])] : voices),
    picture: floor,
    presiding: talks,
    plays: booth ? "booth" : floor || talks ? "floor" : "nothing",
    partner: partner === booth ? null : partner,
  };
}

type Share = [identity: string, share: number];

function shares(...all: [string | null, number][]): Share[] {
  return all.filter((one): one is Share => one[0] !== null);
}

function known(...identities: (string | null)[]): ReadonlySet<string> {
  return new Set(identities.filter((identity) => identity !== null));
}
