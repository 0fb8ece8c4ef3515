import { gettext } from "../i18n";

/** Why a turn failed, as staff read it. */
export function causeText(cause: string): string {
  switch (cause) {
    case "no_device":
      return gettext("no microphone");
    case "permission_denied":
      return gettext("the browser did not allow the microphone");
    case "network":
      return gettext("the network");
    case "timed_out":
      return gettext("not connected in time");
    case "withdrawn":
      return gettext("withdrawn");
    default:
      return cause;
  }
}
