/** Who is in a booth, and who has the floor next, in words. */
import type { PlaceDocument, SeatDocument, SpeakerDocument } from "../api/documents";
import type { Context } from "../context";
import { gettext, interpolate, isolated, listText } from "../i18n";
import { languageInWords } from "../language/names";
import { asListed, capacityName } from "../people/names";
import { motionName } from "../queue/motions";
import type { Seated } from "./air";

export function whoIsThere(at: Seated, partner: SeatDocument | null, context: Context): string {
  const you = isolated(context.me.name);
  if (!partner) return interpolate(gettext("You: %(you)s. No one else is in the booth."), { you });
  const facts = { you, partner: isolated(partner.who.name) };
  return at.speaking
    ? interpolate(gettext("You: %(you)s. Partner: %(partner)s, on air"), facts)
    : interpolate(gettext("You: %(you)s. Partner: %(partner)s, listening"), facts);
}

export function whoIsNext(speaker: SpeakerDocument, next: PlaceDocument, context: Context): string {
  return interpolate(gettext("%(capacity)s. Next: %(who)s (%(language)s)"), {
    capacity: capacityName(speaker.who.capacity, context),
    who: isolated(asListed(next.who, context).first.text),
    language: next.motion
      ? listText([languageInWords(next.language, context), motionName(next.motion)])
      : languageInWords(next.language, context),
  });
}
