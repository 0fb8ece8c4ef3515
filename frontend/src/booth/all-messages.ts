/** What an interpreter reads: what went to all booths, and what is of their own, in the order of writing. */
import type { ChatMessage } from "../help/booth-words";
import type { Meeting } from "../meeting";

export function allMessages({ chat, booths_chat }: Pick<Meeting["documents"], "chat" | "booths_chat">): ChatMessage[] {
  return [...(chat?.messages ?? []), ...(booths_chat?.messages ?? [])].toSorted((a, b) => a.id - b.id);
}
