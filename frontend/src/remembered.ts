/** Choices kept in this browser. Without storage (private windows) they last as long as the page. */

const PREFIX = "hemicycle.";

export function remembered(name: string, otherwise: string): string;
export function remembered(name: string, otherwise: number): number;
export function remembered(name: string, otherwise: boolean): boolean;
export function remembered(name: string, otherwise: string | number | boolean): unknown {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PREFIX + name) ?? "null");
    return typeof kept === typeof otherwise ? kept : otherwise;
  } catch {
    return otherwise;
  }
}

export function remember(name: string, value: string | number | boolean): void {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Nowhere to keep it.
  }
}
