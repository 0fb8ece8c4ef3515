import { SvelteSet } from "svelte/reactivity";

import { gettext } from "../i18n";
import type { Meeting } from "../meeting";

/** What the server refused, and beside which part of the page it was asked. */
export interface RefusedHere {
  at: string;
  message: string;
}

/** Sends commands, one of a name at a time, and keeps the last refusal to show it where the command was given. */
export class Commands {
  readonly #meeting: Meeting;
  readonly #sending = new SvelteSet<string>();
  refused: RefusedHere | null = $state(null);

  constructor(meeting: Meeting) {
    this.#meeting = meeting;
  }

  /** Whether a command of this name is under way. */
  sending(name: string): boolean {
    return this.#sending.has(name);
  }

  /**
   * Send a command.
   *
   * @param at the part of the page that shows a refusal
   * @returns whether the server did it
   */
  async send(at: string, name: string, args: Record<string, unknown> = {}): Promise<boolean> {
    if (this.#sending.has(name)) return false;
    this.#sending.add(name);
    this.refused = null;
    try {
      const answer = await this.#meeting.command(name, args);
      if (!answer.ok) this.refused = { at, message: answer.message };
      return answer.ok;
    } catch {
      this.refused = { at, message: gettext("The server did not answer. Nothing is certain: look, then try again.") };
      return false;
    } finally {
      this.#sending.delete(name);
    }
  }
}
