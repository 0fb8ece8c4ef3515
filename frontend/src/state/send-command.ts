/** Sending the room's commands. */
import type { CommandArguments, CommandName } from "../api/commands";
import { resendDelay, wait } from "../backoff";
import { gettext } from "../i18n";
import type { Answer } from "../meeting";
import type { Exchange, Reply } from "./exchange";

type Refused = Extract<Answer, { ok: false }>;

/** How long a command is sent again while nobody answers. */
const PATIENCE = 20_000;

/**
 * Send one command. While the server is away it is sent again under the same id, which the server carries out once, so
 * a restart of the web process loses nothing and repeats nothing.
 */
export async function sendCommand(
  exchange: Exchange,
  url: string,
  command: CommandName,
  args: CommandArguments[CommandName],
  pause: (milliseconds: number) => Promise<void> = wait,
): Promise<Answer> {
  const content = { id: crypto.randomUUID(), command, arguments: args };
  let waited = 0;
  for (let attempt = 0; ; attempt += 1) {
    const started = performance.now();
    const reply = await exchange.post(url, content);
    if (reply.kind !== "unreachable") return answerOf(reply);
    const delay = resendDelay(attempt);
    waited += performance.now() - started + delay;
    if (waited > PATIENCE)
      return refused("unreachable", gettext("The server cannot be reached. Try again in a moment."));
    await pause(delay);
  }
}

function answerOf(reply: Exclude<Reply, { kind: "unreachable" }>): Answer {
  if (reply.kind === "signed_out") return refused("signed_out", gettext("You are no longer signed in. Sign in again."));
  const { ok, seq, result, reason, message } = reply.content;
  if (ok === true) return { ok, seq: Number(seq), result: (result ?? {}) as Record<string, unknown> };
  if (typeof message === "string" && reason) return { ok: false, reason: reason as Refused["reason"], message };
  return refused("failed", gettext("The server could not do this. The technicians can help."));
}

function refused(code: Refused["reason"]["code"], message: string): Refused {
  return { ok: false, reason: { rule: 0, code, facts: {} }, message };
}
