/**
 * The reader's own time beside the consultation's: fills each `.own-time` of a page, in the person's zone where they
 * have set one, else in the browser's. Where both clocks show the same, nothing is added.
 */

function locale(): string {
  const language = document.documentElement.lang || "en";
  if (language.startsWith("ar")) return `${language}-u-nu-latn`;
  return language === "en" ? "en-GB" : language; // the day stands before the month
}

function worded(moment: Date, zone: string | undefined, parts: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale(), { ...parts, ...(zone ? { timeZone: zone } : {}) }).format(moment);
}

const HOURS: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const DAY: Intl.DateTimeFormatOptions = { weekday: "short", day: "numeric", month: "short" };

/** "18:00–21:00", or "18:00" for one moment, after the day where that is another there; empty where the clocks agree. */
export function ownTime(start: Date, end: Date, zone: string | undefined, shownZone: string): string {
  const moments = start.getTime() === end.getTime() ? [start] : [start, end];
  const hours = moments.map((moment) => worded(moment, zone, HOURS));
  const day = worded(start, zone, DAY);
  const sameDay = day === worded(start, shownZone, DAY);
  if (sameDay && hours[0] === worded(start, shownZone, HOURS)) return "";
  return `${sameDay ? "" : `${day} `}${hours.join("–")}`;
}

export function fillOwnTimes(): void {
  for (const element of document.querySelectorAll<HTMLElement>(".own-time")) {
    const { start = "", end = "", zone, shownZone = "UTC", words = "{time}" } = element.dataset;
    const text = ownTime(new Date(start), new Date(end), zone === "" ? undefined : zone, shownZone);
    if (!text) continue;
    element.textContent = words.replace("{time}", `\u2068${text}\u2069`);
    element.hidden = false;
  }
}
