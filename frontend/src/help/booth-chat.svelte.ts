/** The messages of booths on one page: what is new, and how one is sent. */
import type { CommandArguments } from "../api/commands";
import type { Answer, Meeting } from "../meeting";
import { remember, remembered } from "../remembered";
import type { ChatMessage } from "./booth-words";

type Saying = CommandArguments["booth.say"];

export class BoothChat {
  /** Number of the last message that was seen in this browser; those of later sittings have greater ones. */
  private read = $state(remembered("booth_chat_read", 0));
  /** Why a ready sentence was not sent; empty otherwise. A text says it beside its field. */
  refused = $state("");
  private sending = false;

  /** @param messages that this person reads, oldest first */
  constructor(
    private readonly meeting: () => Meeting,
    private readonly all: () => readonly ChatMessage[],
  ) {}

  readonly messages: readonly ChatMessage[] = $derived.by(() => this.all());

  /** How many others wrote since this person looked. */
  readonly unread: number = $derived.by(() => {
    const { registration } = this.meeting().context.me;
    return this.messages.filter(({ id, who }) => id > this.read && who.registration !== registration).length;
  });

  seen(): void {
    const last = this.messages.at(-1)?.id ?? 0;
    if (last <= this.read) return;
    this.read = last;
    remember("booth_chat_read", last);
  }

  /** Send a text; its field shows what the server says against it. */
  async say(saying: Saying): Promise<Answer> {
    const answer = await this.meeting().command("booth.say", saying);
    if (answer.ok) this.refused = "";
    return answer;
  }

  /** Send a ready sentence. A second press while it is on its way sends nothing. */
  async sayReady(saying: Saying): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    this.refused = "";
    try {
      const answer = await this.say(saying);
      if (!answer.ok) this.refused = answer.message;
    } finally {
      this.sending = false;
    }
  }
}
