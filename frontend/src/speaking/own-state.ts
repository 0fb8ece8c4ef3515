/** Who hears this person now: always in sight, whatever else is. */
import { gettext } from "../i18n";
import type { Meeting } from "../meeting";

export interface OwnState {
  kind: "plain" | "live" | "wait";
  text: string;
}

/** Nobody hears them but with the floor, once their sound goes out; who is next is not heard yet. */
export function ownState({
  context,
  documents,
  speaking,
}: Pick<Meeting, "context" | "documents" | "speaking">): OwnState {
  if (speaking.state === "live") return { kind: "live", text: gettext("Everyone hears you") };
  const own = documents.queue?.places.filter(({ who }) => who.registration === context.me.registration) ?? [];
  const next = own.some((place) => place.next) || ["warming", "ready"].includes(speaking.state);
  const holds = documents.turn?.speaker?.who.registration === context.me.registration;
  return next && !holds
    ? { kind: "wait", text: gettext("You are next: no one hears you yet") }
    : { kind: "plain", text: gettext("No one hears you") };
}
