/** What stands in the way of another item: who speaks, and who waits for the floor on this one (rule 41). */
import type { PlaceDocument, SpeakerDocument } from "../api/documents";
import type { Carryover } from "../api/vocabulary";
import { gettext, interpolate, isolated, ngettext, numberText } from "../i18n";
import type { Meeting } from "../meeting";
import { standsFor, whoText } from "../people/names";

type Seen = Pick<Meeting, "context" | "documents">;

/** The delegate who has the floor; who presides may go on while they speak themselves. */
export function heardDelegate({ documents: { turn, sitting } }: Seen): SpeakerDocument | null {
  const speaker = turn?.speaker ?? null;
  return speaker && speaker.who.registration !== sitting?.lead?.registration ? speaker : null;
}

/** "Japan has the floor." */
export function heardText({ who }: SpeakerDocument, context: Meeting["context"]): string {
  const name = who.member === null ? whoText(who, context) : isolated(standsFor(who, context));
  return interpolate(gettext("%(who)s has the floor. Wait until they have finished, or take the floor back."), {
    who: name,
  });
}

/** What is moved about the conduct of the sitting is about no item. */
function ofSitting({ motion }: PlaceDocument): boolean {
  return motion === "point_of_order" || motion === "suspension_of_sitting" || motion === "adjournment_of_sitting";
}

/** Those who wait for another item than this one. */
export function waitForAnother({ documents: { queue } }: Seen, item: number): PlaceDocument[] {
  return queue?.places.filter((place) => !ofSitting(place) && place.item !== null && place.item !== item) ?? [];
}

/** Whether taking up an item asks something first. */
export function asksFirst(meeting: Seen, item: number): boolean {
  return heardDelegate(meeting) !== null || waitForAnother(meeting, item).length > 0;
}

/** How many wait for which items, in words. */
export function waitingText(meeting: Seen, item: number): string {
  const places = waitForAnother(meeting, item);
  const positions = new Set(places.map((place) => position(meeting, place.item)));
  const [only] = positions;
  const count = numberText(places.length);
  if (positions.size === 1 && only !== undefined) {
    const format = ngettext(
      "One delegate is waiting for the floor on item %(position)s.",
      "%(count)s delegates are waiting for the floor on item %(position)s.",
      places.length,
    );
    return interpolate(format, { count, position: numberText(only) });
  }
  const format = ngettext(
    "One delegate is waiting for the floor on another item.",
    "%(count)s delegates are waiting for the floor on other items.",
    places.length,
  );
  return interpolate(format, { count });
}

/** The place of an item on the agenda. */
export function position({ context }: Pick<Seen, "context">, item: number | null): number {
  return context.items.find(({ id }) => id === item)?.position ?? 0;
}

/** What becomes of their requests: the choice, and what follows from it. */
export function carryoverText(carryover: Carryover): { label: string; detail: string } {
  switch (carryover) {
    case "put_aside":
      return {
        label: gettext("Put aside with their item"),
        detail: gettext("Restored in their order when that item is taken up again."),
      };
    case "keep":
      return {
        label: gettext("Keep for the new item"),
        detail: gettext("They keep their places on the list of speakers."),
      };
    case "clear":
      return { label: gettext("Clear"), detail: gettext("They must ask again.") };
    default:
      return carryover satisfies never;
  }
}
