/** Whether single keys act, kept in this browser: somebody who dictates must be able to turn them off (WCAG 2.1.4). */
const KEY = "hemicycle.keys";

export function keysKept(): boolean {
  return localStorage.getItem(KEY) !== "off";
}

export function keepKeys(on: boolean): void {
  localStorage.setItem(KEY, on ? "on" : "off");
}
