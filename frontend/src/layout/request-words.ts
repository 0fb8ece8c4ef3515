/** What the help desk asks of a page, to its person: what will happen, and who asks. */
import type { HelpRequest } from "../assisting";
import { gettext, interpolate, isolated } from "../i18n";

export interface RequestWords {
  /** What is asked, by whom. */
  asks: string;
  /** What happens once they agree. */
  then: string;
}

export function requestWords({ kind, by, label }: HelpRequest): RequestWords {
  const name = isolated(by);
  const device = isolated(label);
  const changes = gettext("Your page changes to it at once. You can change it back under “Sound, devices and keys”.");
  switch (kind) {
    case "watch":
      return {
        asks: interpolate(gettext("%(name)s of the help desk asks to see your connection for ten minutes."), { name }),
        then: gettext(
          "They see its quality, the names of your devices and the level of your microphone. They do not hear or see you. You can stop this at any time.",
        ),
      };
    case "microphone":
      return {
        asks: interpolate(gettext("%(name)s of the help desk asks you to use the microphone %(device)s."), {
          name,
          device,
        }),
        then: changes,
      };
    case "camera":
      return {
        asks: interpolate(gettext("%(name)s of the help desk asks you to use the camera %(device)s."), {
          name,
          device,
        }),
        then: changes,
      };
    case "loudspeaker":
      return {
        asks: interpolate(gettext("%(name)s of the help desk asks you to use the loudspeaker %(device)s."), {
          name,
          device,
        }),
        then: changes,
      };
    case "tcp":
      return {
        asks: interpolate(gettext("%(name)s of the help desk asks your page to connect over TCP."), { name }),
        then: gettext(
          "Sound and picture stop for some seconds, and may then come a little later. It lasts until you reload the page.",
        ),
      };
    case "relay":
      return {
        asks: interpolate(gettext("%(name)s of the help desk asks your page to connect through a relay."), { name }),
        then: gettext(
          "Sound and picture stop for some seconds, and may then come a little later. It lasts until you reload the page.",
        ),
      };
    case "lower_picture":
      return {
        asks: interpolate(gettext("%(name)s of the help desk asks to lower the picture."), { name }),
        then: gettext(
          "Your picture becomes small, and you see no pictures of others: the sound has the whole connection. You can undo this at any time.",
        ),
      };
    case "reload":
      return {
        asks: interpolate(gettext("%(name)s of the help desk asks to reload your page."), { name }),
        then: gettext(
          "You leave the room for some seconds and come back automatically. What you typed and did not send is lost.",
        ),
      };
  }
}

/** While it is carried out nobody hears who has the floor. */
export const INTERRUPTING: ReadonlySet<HelpRequest["kind"]> = new Set(["tcp", "relay", "reload"]);
