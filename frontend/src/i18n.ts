/**
 * Words, numbers and times in the reader's language.
 *
 * The page loads Django's JavaScriptCatalog before the room; without it (in tests) source strings stay as they are.
 * Call these functions with literal strings: `scripts/messages.mjs` collects them for translators.
 */

type Facts = Record<string, string | number>;

interface Catalog {
  gettext?: (text: string) => string;
  ngettext?: (one: string, many: string, count: number) => string;
  pgettext?: (context: string, text: string) => string;
  npgettext?: (context: string, one: string, many: string, count: number) => string;
}

const catalog = globalThis as unknown as Catalog;

export function gettext(text: string): string {
  return catalog.gettext?.(text) ?? text;
}

export function ngettext(one: string, many: string, count: number): string {
  return catalog.ngettext?.(one, many, count) ?? (count === 1 ? one : many);
}

export function pgettext(context: string, text: string): string {
  return catalog.pgettext?.(context, text) ?? text;
}

export function npgettext(context: string, one: string, many: string, count: number): string {
  return catalog.npgettext?.(context, one, many, count) ?? (count === 1 ? one : many);
}

/** Put facts into a translated string: `%(name)s`. A name without a fact stays as it is. */
export function interpolate(format: string, facts: Facts): string {
  return format.replace(/%\((\w+)\)s/g, (whole, name: string) => String(facts[name] ?? whole));
}

/** Keep text of another direction together: a right-to-left name in a left-to-right sentence, or the other way round. */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}

/** The reader's language, with the digits that Geneva's timetables use in every language. */
function locale(): string {
  const language = document.documentElement.lang || "en";
  return language.startsWith("ar") ? `${language}-u-nu-latn` : language;
}

export function numberText(value: number, options: Intl.NumberFormatOptions = {}): string {
  return new Intl.NumberFormat(locale(), options).format(value);
}

/** "Employers, Workers and Governments", as the reader's language lists things. */
export function listText(items: readonly string[]): string {
  return new Intl.ListFormat(locale(), { type: "conjunction" }).format(items);
}

/**
 * Time of day in a zone, "12:04" or "12:04:50".
 *
 * @param moment ISO 8601, or milliseconds since 1970
 * @param zone IANA name, such as Europe/Zurich
 */
export function timeText(moment: string | number, zone: string, seconds = false): string {
  return new Intl.DateTimeFormat(locale(), {
    hour: "2-digit",
    minute: "2-digit",
    ...(seconds ? { second: "2-digit" } : {}),
    hourCycle: "h23",
    timeZone: zone,
  }).format(new Date(moment));
}

/** "2:41", or "1:02:41" from one hour; "−0:12" for time run over. */
export function durationText(seconds: number): string {
  const whole = Math.trunc(Math.abs(seconds));
  const pad = (part: number) => String(part).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const clock = hours ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
  return seconds < 0 && whole > 0 ? `−${clock}` : clock;
}

/** "3 minutes and 12 seconds", to be listened to. */
export function durationAloud(seconds: number): string {
  const part = (value: number, unit: string) => numberText(value, { style: "unit", unit, unitDisplay: "long" });
  const [minutes, rest] = [Math.floor(seconds / 60), Math.floor(seconds) % 60];
  const parts = [...(minutes ? [part(minutes, "minute")] : []), ...(rest || !minutes ? [part(rest, "second")] : [])];
  return listText(parts);
}
