/** What a page that is no sitting's says of an answer of the server. */
import { gettext } from "../i18n";
import type { Reply } from "../state/exchange";

const PROXY_ASKS = 407;

/** Why the server did not do it. */
export function messageOf(reply: Reply): string {
  if (reply.kind === "signed_out") return gettext("You are no longer signed in. Sign in again.");
  if (reply.kind === "unreachable") return gettext("The server cannot be reached. Try again in a moment.");
  // Not the server's: something in between asks who this is.
  if (reply.status === PROXY_ASKS) {
    return gettext(
      "A proxy of your network asks for a user name and password. Load this page again, and enter them when the browser asks.",
    );
  }
  const { message } = reply.content;
  return typeof message === "string" ? message : gettext("The server could not do this. The technicians can help.");
}
