import { gettext, interpolate, isolated, listText } from "../i18n";
import { languageInWords } from "../language/names";
import type { Meeting } from "../meeting";
import { asListed, capacityName } from "../people/names";
import { headOf } from "../queue/line";
import { motionName } from "../queue/motions";

/** Who speaks, and who is next in which language: an interpreter prepares for it. Empty while nobody is both. */
export function underPicture({ documents, context }: Meeting): string {
  const speaker = documents.turn?.speaker;
  const next = headOf(documents.queue);
  if (!speaker || !next) return "";
  return interpolate(gettext("%(capacity)s. Next: %(who)s (%(language)s)"), {
    capacity: capacityName(speaker.who.capacity, context),
    who: isolated(asListed(next.who, context).first.text),
    language: next.motion
      ? listText([languageInWords(next.language, context), motionName(next.motion)])
      : languageInWords(next.language, context),
  });
}
