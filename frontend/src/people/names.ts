/** Names of people, Members and capacities in the reader's language. */
import type { Who } from "../api/documents";
import type { Capacity } from "../api/vocabulary";
import type { Context, Language } from "../context";
import { gettext, isolated, pgettext } from "../i18n";

export function capacityName(capacity: Capacity): string {
  switch (capacity) {
    case "council_state":
      return gettext("Council Member State");
    case "observer_state":
      return gettext("Observer Member State");
    case "observer_palestine":
      return gettext("Observer");
    case "sector_member":
      return gettext("Sector Member");
    case "chair":
      return gettext("Chair");
    case "vice_chair":
      return gettext("Vice-Chair");
    case "secretariat":
      return gettext("Secretariat");
    case "interpreter":
      return gettext("Interpreter");
    case "captioner":
      return gettext("Captioner");
    case "technician":
      return gettext("Technician");
    default:
      return capacity satisfies never;
  }
}

/** Heading of a list of everybody of one capacity. */
export function capacityGroup(capacity: Capacity): string {
  switch (capacity) {
    case "council_state":
      return gettext("Council Member States");
    case "observer_state":
      return gettext("Observer Member States");
    case "observer_palestine":
      return gettext("State of Palestine (observer)");
    case "sector_member":
      return gettext("Sector Members");
    case "chair":
    case "vice_chair":
      return gettext("Chair and Vice-Chair");
    case "secretariat":
      return gettext("Secretariat");
    case "interpreter":
      return gettext("Interpreters");
    case "captioner":
      return gettext("Captioners");
    case "technician":
      return gettext("Technicians");
    default:
      return capacity satisfies never;
  }
}

/** What stands behind somebody's name: their Member, or their role where they speak for none. */
export function standsFor(who: Who, context: Pick<Context, "members">): string {
  if (who.member === null) return capacityName(who.capacity);
  return context.members[who.member] ?? who.member;
}

/** A name cut after a whole word where it is longer than `longest` characters; what it stands for is never cut. */
export function shortened(name: string, longest: number): string {
  if (name.length <= longest) return name;
  // By what a reader takes for one character: an accent is not cut off its letter.
  const letters = Array.from(new Intl.Segmenter().segment(name), ({ segment }) => segment);
  const cut = letters.slice(0, longest).join("");
  const space = cut.lastIndexOf(" ");
  return `${space > longest / 2 ? cut.slice(0, space) : cut}…`;
}

const SCRIPTS: readonly [Language, RegExp][] = [
  ["ar", /\p{Script=Arabic}/gu],
  ["zh", /\p{Script=Han}/gu],
  ["ru", /\p{Script=Cyrillic}/gu],
];

/**
 * A language whose voice can read a name aloud, by the script of most of its letters; nothing for a Latin one, which
 * every voice reads.
 */
export function nameLanguage(name: string): Language | undefined {
  const letters = name.match(/\p{Letter}/gu)?.length ?? 0;
  return SCRIPTS.find(([, script]) => (name.match(script)?.length ?? 0) * 2 > letters)?.[0];
}

/** Between a name and what it stands for; some scripts have a comma of their own. */
export function comma(): string {
  return pgettext("between a name and a country", ", ");
}

/** "Ms. Elena Duarte, Argentina", for places that hold only text. */
export function whoText(who: Who, context: Pick<Context, "members">): string {
  return `${isolated(who.name)}${comma()}${isolated(standsFor(who, context))}`;
}
