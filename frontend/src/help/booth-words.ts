/** Words of the messages of booths: to whom one goes, and the ready sentences, which each reads in their own language. */
import type { ChatDocument } from "../api/documents";
import type { Circle, ReadySentence } from "../api/vocabulary";
import type { Context } from "../context";
import { gettext, interpolate, pgettext } from "../i18n";
import { languageInWords } from "../language/names";

export type ChatMessage = ChatDocument["messages"][number];

/** What a booth may say by one press to each circle, and what is answered to it. */
export const READY: Readonly<Record<Circle | "answer", readonly ReadySentence[]>> = {
  partner: ["take_over", "break_soon", "which_document", "yes", "no", "one_moment", "thanks"],
  booths: ["which_document", "relay_unclear", "speaker_unheard", "yes", "no", "thanks"],
  technicians: ["speaker_unheard", "relay_unclear", "yes", "no", "one_moment", "thanks"],
  presiding: ["use_microphone", "speaker_unheard", "which_document", "yes", "no", "thanks"],
  answer: ["yes", "no", "one_moment", "use_microphone", "thanks"],
};

export function readyText(sentence: ReadySentence): string {
  const texts: Record<ReadySentence, string> = {
    take_over: gettext("Can you take over now?"),
    break_soon: gettext("I need a break in five minutes."),
    which_document: gettext("Which document is being read?"),
    speaker_unheard: gettext("I cannot hear the speaker."),
    use_microphone: gettext("Please use the microphone."),
    relay_unclear: gettext("Relay is not clear."),
    thanks: gettext("Thank you."),
    yes: pgettext("a message", "Yes."),
    no: pgettext("a message", "No."),
    one_moment: gettext("One moment."),
  };
  return texts[sentence];
}

export function circleName(circle: Circle): string {
  const names: Record<Circle, string> = {
    partner: gettext("Partner"),
    booths: gettext("All booths"),
    technicians: gettext("Technicians"),
    presiding: gettext("Presiding officer"),
  };
  return names[circle];
}

/** As booths read a message: to whom it went, and of all booths, from which. */
export function circleText({ circle, booth }: ChatMessage, context: Context): string {
  if (circle !== "booths" || !booth) return circleName(circle);
  return interpolate(gettext("All booths, from: %(language)s"), { language: languageInWords(booth, context) });
}

/** As technicians and who presides read it: whose booth it is of. */
export function boothText(booth: string, context: Context): string {
  return interpolate(gettext("Booth: %(language)s"), { language: languageInWords(booth, context) });
}

/** A message as the list of messages shows it. */
export function asLine(message: ChatMessage, beside: string) {
  const { id, who, at, ready, text } = message;
  return { id, who, at, beside, text: ready ? readyText(ready) : text };
}
