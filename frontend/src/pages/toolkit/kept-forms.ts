/**
 * Where this browser keeps what is typed into the forms of pages (`localStorage`): by person, page and form, for a day at
 * most. Nobody else who signs in finds it, and signing out by hand clears it.
 */

const PREFIX = "hemicycle.form.";
/** Also what a reply keeps for itself: it goes when its person signs out. */
const REPLIES = "hemicycle.reply.";
const SENT = "hemicycle.sent";
const DAY_MS = 24 * 60 * 60 * 1000;

/** `base` is what the form showed before anybody typed. */
export interface Kept {
  at: number;
  base: string;
  fields: [string, string][];
}

function keys(prefix: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}

export function keyOf(person: string, form: string): string {
  return `${PREFIX}${person}.${location.pathname}${location.search}#${form}`;
}

export function keep(key: string, kept: Kept): void {
  try {
    localStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // Full, or forbidden: the page itself is what there is.
  }
}

export function kept(key: string): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null") as Kept | null;
  } catch {
    return null;
  }
}

export function drop(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nowhere to keep it.
  }
}

/** Forget everything that anybody typed. */
export function dropAll(): void {
  for (const key of [...keys(PREFIX), ...keys(REPLIES)]) drop(key);
}

/** Forget what is too old, and what somebody else typed who sat here before. */
export function tidy(person: string, now: number): void {
  for (const key of keys(PREFIX)) {
    const old = now - (kept(key)?.at ?? 0) > DAY_MS;
    if (old || (person !== "" && !key.startsWith(`${PREFIX}${person}.`))) drop(key);
  }
}

export function isAnythingKept(): boolean {
  return keys(PREFIX).length > 0;
}

/** This tab sends a form; whether it arrived is seen by the page that comes next. */
export function noteSent(key: string): void {
  try {
    sessionStorage.setItem(SENT, key);
  } catch {
    // It is offered again, and its reader throws it away.
  }
}

/** What this tab sent last, once. */
export function takeSent(): string {
  try {
    const key = sessionStorage.getItem(SENT) ?? "";
    sessionStorage.removeItem(SENT);
    return key;
  } catch {
    return "";
  }
}
