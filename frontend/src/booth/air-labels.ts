/** Labels of the booth's button: what is so, and what pressing it does. */
import { gettext, interpolate, isolated } from "../i18n";
import { keyText } from "../keys/names";
import { languageInWords } from "../language/names";
import type { DeviceCause, Meeting } from "../meeting";
import { failureText } from "../speaking/failures";
import type { Air, Seated } from "./air";

export interface AirLabels {
  title: string;
  detail: string;
  /** Pressing does nothing now. */
  off: boolean;
  /** Something is asked of them by it. */
  asked?: true;
}

function retry(cause: DeviceCause | ""): string {
  return interpolate(gettext("%(cause)s. Press to try again."), { cause: failureText(cause).what });
}

/**
 * @param coughing silent for as long as it is held
 * @param handoverKey by which one hands over; empty for none
 */
export function airLabels(
  now: Air,
  at: Seated | null,
  meeting: Pick<Meeting, "context" | "booth">,
  coughing: boolean,
  handoverKey: string,
): AirLabels {
  const language = at ? languageInWords(at.language, meeting.context) : "";
  const partner = isolated(at?.speaking?.who.name ?? "");
  switch (now) {
    case "out":
      return { title: gettext("NO BOOTH SELECTED"), detail: gettext("Select your booth"), off: true };
    case "opening":
      return { title: gettext("OPENING"), detail: gettext("Opening the microphone"), off: true };
    case "failed":
      return { title: gettext("NO MICROPHONE"), detail: retry(meeting.booth.cause), off: at === null };
    case "off":
      return { title: gettext("OFF AIR"), detail: language, off: false };
    case "partner":
      if (at?.speaking && !at.speaking.present) {
        const detail = interpolate(gettext("%(name)s lost the connection. Press to take over."), { name: partner });
        return { title: gettext("TAKE OVER"), detail, off: false, asked: true };
      }
      if (at?.speaking?.handover_since) {
        const detail = interpolate(gettext("%(name)s hands over to you. Press to go on air."), { name: partner });
        return { title: gettext("TAKE OVER"), detail, off: false, asked: true };
      }
      return {
        title: gettext("OFF AIR"),
        detail: interpolate(gettext("%(name)s is on air. Press to ask to take over."), { name: partner }),
        off: false,
      };
    case "following":
      return {
        title: gettext("STANDBY"),
        detail: interpolate(gettext("Your microphone opens when %(name)s hands over."), { name: partner }),
        off: false,
      };
    case "on":
      if (coughing) return { title: gettext("SILENT"), detail: gettext("Release to be heard again"), off: false };
      return { title: gettext("ON AIR"), detail: handingOver(at, handoverKey) || language, off: false };
    case "floor":
      return {
        title: gettext("NOT HEARD"),
        detail: interpolate(gettext("The floor speaks %(language)s: the channel carries the floor."), { language }),
        off: false,
      };
  }
}

/** What is asked between the two of a booth; empty for nothing. */
function handingOver(at: Seated | null, key: string): string {
  if (at?.own.handover_since) return gettext("You go off air as soon as your partner takes over.");
  const name = isolated(at?.asking?.who.name ?? "");
  if (!at?.asking) return "";
  if (!key) return interpolate(gettext("%(name)s asks to take over."), { name });
  return interpolate(gettext("%(name)s asks to take over. Press %(key)s to hand over."), { name, key: keyText(key) });
}
