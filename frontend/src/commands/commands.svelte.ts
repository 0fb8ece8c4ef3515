import { SvelteSet } from "svelte/reactivity";

import type { CommandName } from "../api/commands";
import { gettext } from "../i18n";
import type { Given, Meeting } from "../meeting";

/** What the server refused, and beside which part of the page it was asked. */
export interface RefusedHere {
  at: string;
  message: string;
}

/** Sends commands, one of a name at a time, and keeps the last refusal to show it where the command was given. */
export class Commands {
  readonly #meeting: Meeting;
  readonly #sending = new SvelteSet<CommandName>();
  refused: RefusedHere | null = $state(null);

  constructor(meeting: Meeting) {
    this.#meeting = meeting;
  }

  /** Whether a command of this name is under way. */
  sending(name: CommandName): boolean {
    return this.#sending.has(name);
  }

  /**
   * Send a command.
   *
   * @param at the part of the page that shows a refusal
   * @returns whether the server did it
   */
  async send<Name extends CommandName>(at: string, name: Name, ...given: Given<Name>): Promise<boolean> {
    if (this.#sending.has(name)) return false;
    this.#sending.add(name);
    this.refused = null;
    try {
      const answer = await this.#meeting.command(name, ...given);
      if (!answer.ok) this.refused = { at, message: answer.message };
      return answer.ok;
    } catch {
      this.refused = {
        at,
        message: gettext("The server did not answer. The result is not known: check, then try again."),
      };
      return false;
    } finally {
      this.#sending.delete(name);
    }
  }
}
