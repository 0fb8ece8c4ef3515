/** Choices kept in this browser. Without storage (private windows) they last as long as the page. */

const PREFIX = "hemicycle.";
/** Where there is no storage. */
const onThisPage = new Map<string, string>();

export function remembered(name: string, otherwise: string): string;
export function remembered(name: string, otherwise: number): number;
export function remembered(name: string, otherwise: boolean): boolean;
export function remembered(name: string, otherwise: string | number | boolean): unknown {
  try {
    const kept: unknown = JSON.parse(read(PREFIX + name) ?? "null");
    return typeof kept === typeof otherwise ? kept : otherwise;
  } catch {
    return otherwise;
  }
}

export function remember(name: string, value: string | number | boolean): void {
  const kept = JSON.stringify(value);
  try {
    localStorage.setItem(PREFIX + name, kept);
  } catch {
    onThisPage.set(PREFIX + name, kept);
  }
}

function read(name: string): string | null {
  const kept = onThisPage.get(name);
  if (kept !== undefined) return kept;
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
