import { remember, remembered } from "../remembered";
import type { NamedKey } from "./keys";

/** Which keys somebody chose for the acts of one view: kept in this browser. An act is known by its usual key. */
export class ChosenKeys {
  private chosen: Record<string, string> = $state.raw({});
  private readonly name: string;

  /** @param view whose keys these are */
  constructor(view: string) {
    this.name = `keys.${view}`;
    this.chosen = parsed(remembered(this.name, "{}"));
  }

  /** Some act has another key than usual. */
  get changed(): boolean {
    return Object.keys(this.chosen).length > 0;
  }

  of(usual: string): string {
    return this.chosen[usual] ?? usual;
  }

  /** The same acts, by the keys that were chosen. */
  applied(keys: readonly NamedKey[]): NamedKey[] {
    return keys.map((act) => ({ ...act, key: this.of(act.key), usual: act.key }));
  }

  choose(usual: string, key: string): void {
    const others = Object.entries(this.chosen).filter(([act]) => act !== usual);
    this.keep(Object.fromEntries(key === usual ? others : [...others, [usual, key]]));
  }

  restore(): void {
    this.keep({});
  }

  private keep(chosen: Record<string, string>): void {
    this.chosen = chosen;
    remember(this.name, JSON.stringify(chosen));
  }
}

/** The act that has a key already, where it is another one. */
export function takenBy<Shown extends Pick<NamedKey, "key" | "label">>(
  keys: readonly Shown[],
  key: string,
  act: Shown,
): Shown | undefined {
  return keys.find((other) => other !== act && other.key === key);
}

function parsed(kept: string): Record<string, string> {
  try {
    const all: unknown = JSON.parse(kept);
    if (typeof all !== "object" || all === null) return {};
    return Object.fromEntries(Object.entries(all).filter(([, key]) => typeof key === "string" && key !== ""));
  } catch {
    return {};
  }
}
