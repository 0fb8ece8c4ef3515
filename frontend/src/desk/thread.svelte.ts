import type { HelpDocument } from "../api/documents";
import type { Meeting } from "../meeting";

type Message = HelpDocument["messages"][number];

/**
 * One participant's thread, read from the server. Technicians do not subscribe to every thread: the desk's own document
 * says when one has a new message, and then it is read again.
 */
export class OpenThread {
  /** Oldest first; empty until the first answer. */
  messages: readonly Message[] = $state.raw([]);
  /** The server did not give the thread. */
  failed = $state(false);

  readonly #meeting: Pick<Meeting, "thread">;
  #registration: number | null = null;

  constructor(meeting: Pick<Meeting, "thread">) {
    this.#meeting = meeting;
  }

  /** Read the thread of a participant, or read it again. */
  async read(registration: number): Promise<void> {
    if (registration !== this.#registration) this.messages = [];
    this.#registration = registration;
    const document = await this.#meeting.thread(registration);
    // Another thread may have been opened, or a newer answer may have come, meanwhile.
    if (registration !== this.#registration) return;
    this.failed = document === null;
    const newest = this.messages.at(-1)?.id ?? 0;
    if (document && (document.messages.at(-1)?.id ?? 0) >= newest) this.messages = document.messages;
  }
}
