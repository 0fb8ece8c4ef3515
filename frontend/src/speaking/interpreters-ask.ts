/** What the booths ask of the speaker, as the document of the turn tells it: one moment for each booth (rule 54). */
import { interpolate, ngettext, numberText } from "../i18n";

/**
 * How many booths ask for it now.
 *
 * @param until until when each does
 * @param now the server's time in milliseconds
 */
export function asking(until: readonly string[], now: number): number {
  return until.filter((moment) => Date.parse(moment) > now).length;
}

export function slowDownText(booths: number): string {
  return interpolate(ngettext("Please slow down (one booth)", "Please slow down (%(count)s booths)", booths), {
    count: numberText(booths),
  });
}
