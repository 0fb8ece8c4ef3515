/** Why speaking failed, for the person and for staff. */
import type { Cause } from "../api/vocabulary";
import { gettext } from "../i18n";

interface Failure {
  what: string;
  /** What to do while there is time to mend it. */
  mend: string;
  /** What to do once the floor has gone on. */
  again: string;
}

/** Why somebody's speaking failed, and what to do. */
export function failureText(cause: Cause | ""): Failure {
  switch (cause) {
    case "no_device":
      return {
        what: gettext("No microphone can be used"),
        mend: gettext("Plug one in, or choose another under Help, and try again. Your place is kept."),
        again: gettext("Plug one in, or choose another under Help, and ask for the floor again."),
      };
    case "permission_denied":
      return {
        what: gettext("The browser does not let this page use your microphone"),
        mend: gettext("Allow it with the icon in the address bar, and try again. Your place is kept."),
        again: gettext("Allow it with the icon in the address bar, and ask for the floor again."),
      };
    case "network":
      return {
        what: gettext("Your sound does not reach the meeting"),
        mend: gettext("A cable instead of Wi-Fi, or another network, often helps. Your place is kept."),
        again: gettext("A cable instead of Wi-Fi, or another network, often helps. Then ask for the floor again."),
      };
    case "timed_out":
      return {
        what: gettext("The connection took too long"),
        mend: gettext("Try again. The technicians, under Help, can look at your connection."),
        again: gettext("Ask for the floor again. The technicians, under Help, can look at your connection."),
      };
    case "withdrawn":
    case "item_changed":
    case "":
      break;
    default:
      cause satisfies never;
  }
  return {
    what: gettext("You could not be connected"),
    mend: gettext("Try again. The technicians, under Help, can look at your connection."),
    again: gettext("Ask for the floor again. The technicians, under Help, can look at your connection."),
  };
}

/** Why a turn failed, as staff read it. */
export function causeText(cause: Cause | ""): string {
  switch (cause) {
    case "no_device":
      return gettext("no microphone");
    case "permission_denied":
      return gettext("the browser did not allow the microphone");
    case "network":
      return gettext("the network");
    case "timed_out":
      return gettext("not connected in time");
    case "item_changed":
      return gettext("another item taken up");
    case "withdrawn":
      return gettext("withdrawn");
    case "":
      return "";
    default:
      return cause satisfies never;
  }
}
