/** Why somebody is not in the room, and what they can do. */
import { gettext } from "../i18n";
import type { Refusal } from "../meeting";

export interface RefusalMessage {
  title: string;
  /** What to do, beneath the server's own words. */
  todo: string;
  /** The server's words would say the same once more. */
  whole?: boolean;
  /** Trying again may help. */
  again: boolean;
}

export function refusalMessage(code: Refusal["code"]): RefusalMessage {
  switch (code) {
    case "not_registered":
    case "registration_not_confirmed":
      return {
        title: gettext("You are not registered for this consultation"),
        todo: gettext(
          "Ask the focal point of your delegation, or the secretariat, to confirm your registration. Then come back.",
        ),
        again: true,
      };
    case "removed":
      return {
        title: gettext("You were removed from this sitting"),
        todo: gettext(
          "The presiding officer can readmit you. Write to the secretariat if this was a mistake, then try again.",
        ),
        again: true,
      };
    case "sitting_ended":
      return {
        title: gettext("The sitting has ended"),
        todo: gettext("No one can join it any more. The calendar shows the next one."),
        whole: true,
        again: false,
      };
    case "elsewhere":
      return {
        title: gettext("You are in the room in another window"),
        todo: gettext("You can be in the room only once. Continue there, or take part in this window instead."),
        again: true,
      };
    case "signed_out":
      return {
        title: gettext("You are signed out"),
        todo: gettext("Sign in again: your place on the list of speakers is kept."),
        again: true,
      };
    case "not_in_sittings":
      return {
        title: gettext("Your class of participants does not take part in sittings"),
        todo: gettext("The agenda, the time plan and letters are open to you on the home page."),
        again: false,
      };
    case "not_registered_for_day":
    case "second_factor":
    case "refused":
      break;
    default:
      code satisfies never;
  }
  return {
    title: gettext("You cannot enter the sitting"),
    todo: gettext("Try again. If the problem persists, contact the secretariat."),
    again: true,
  };
}
