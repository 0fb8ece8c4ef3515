/** What the bar of the console says: who leads, and who is here. */
import { gettext, interpolate, ngettext, numberText, timeText } from "../i18n";
import type { Meeting } from "../meeting";
import { whoText } from "../people/names";

type Sees = Pick<Meeting, "context" | "documents">;

export function leadText({ context, documents: { sitting } }: Sees, leads: boolean): string {
  if (leads) return gettext("You are presiding");
  if (!sitting) return gettext("Loading the sitting");
  if (!sitting.lead) return gettext("No one is presiding");
  return interpolate(gettext("%(who)s presides"), { who: whoText(sitting.lead, context) });
}

/** What somebody reads who does not lead. */
export function readOnlyText({ context, documents: { sitting } }: Sees, passes: boolean): string {
  if (!sitting?.lead) return gettext("No one is presiding. The chair can be taken or handed over.");
  const drafts = context.me.may.includes("conclusion.draft");
  const format = drafts ? draftingText(passes) : watchingText(passes);
  return interpolate(format, { who: whoText(sitting.lead, context) });
}

function watchingText(passes: boolean): string {
  return passes
    ? gettext("%(who)s presides. You see the console; you can only hand over the chair.")
    : gettext("%(who)s presides. You see the console, but cannot use it.");
}

function draftingText(passes: boolean): string {
  return passes
    ? gettext("%(who)s presides. You see the console; you can draft the conclusion and hand over the chair.")
    : gettext("%(who)s presides. You see the console; you can only draft the conclusion.");
}

export function presentText({ context, documents: { presence } }: Sees): string {
  if (!presence) return context.sitting_title;
  return interpolate(gettext("%(sitting)s: %(present)s of %(all)s voting Members, %(people)s"), {
    sitting: context.sitting_title,
    present: numberText(presence.voters_present),
    all: numberText(presence.voters),
    people: interpolate(ngettext("one person", "%(count)s people", presence.people.length), {
      count: numberText(presence.people.length),
    }),
  });
}

export function suspendedText({ context, documents: { sitting } }: Sees): string {
  if (!sitting?.suspended_until) return gettext("Suspended");
  return interpolate(gettext("Suspended until %(time)s"), {
    time: timeText(sitting.suspended_until, context.consultation.zone),
  });
}
