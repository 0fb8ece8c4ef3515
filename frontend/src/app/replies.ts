/** What a page that is no sitting's says of an answer of the server. */
import { gettext } from "../i18n";
import type { Reply } from "../state/exchange";

/** Why the server did not do it. */
export function messageOf(reply: Reply): string {
  if (reply.kind === "signed_out") return gettext("You are no longer signed in. Sign in again.");
  if (reply.kind === "unreachable") return gettext("The server cannot be reached. Try again in a moment.");
  const { message } = reply.content;
  return typeof message === "string" ? message : gettext("The server could not do this. The technicians can help.");
}
