/** Who speaks now, as the steward hears, on the floor and on each channel. */
import type { Language } from "../context";
import type { Meeting } from "../meeting";

type Held = Pick<Meeting["documents"], "speech" | "map">;

const speaks = ({ speech }: Held, identity: string | null | undefined): boolean =>
  Boolean(identity && speech?.speaking[identity.replace(/^r/, "")]);

/** Languages whose interpreter on air speaks. */
export function channelsSpeaking(documents: Held): Language[] {
  return Object.entries(documents.map?.channels ?? {})
    .filter(([, channel]) => channel.source === "booth" && speaks(documents, channel.identity))
    .map(([language]) => language);
}

/** Whether the speaker speaks, or who presides beside them. */
export function floorSpeaks(documents: Held): boolean {
  const { map } = documents;
  return speaks(documents, map?.floor) || (map?.voice === true && speaks(documents, map.presiding));
}
