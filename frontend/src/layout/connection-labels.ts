/** How the connection is, in words and with a colour that says the same. */
import { gettext } from "../i18n";
import type { Meeting } from "../meeting";

export interface ConnectionLabels {
  kind: "live" | "wait" | "stop";
  text: string;
  /** What it means for the person. */
  detail: string;
}

type Connection = Pick<Meeting, "media" | "push" | "quality" | "overTcp" | "mediaBlocked">;

export function connectionLabels({ media, push, quality, overTcp, mediaBlocked }: Connection): ConnectionLabels {
  if (media === "lost" && push === "lost") {
    return {
      kind: "stop",
      text: gettext("No connection"),
      detail: gettext("Trying again. Your place on the list of speakers is kept."),
    };
  }
  if (mediaBlocked) {
    return {
      kind: "stop",
      text: gettext("This network blocks sound and picture"),
      detail: gettext(
        "Use another network, such as a mobile phone's, or ask those who run this one to allow WebRTC to this server. The list of speakers and the help desk still work.",
      ),
    };
  }
  if (media === "lost" || quality === "lost") {
    return {
      kind: "stop",
      text: gettext("Sound and picture lost"),
      detail: gettext("Trying again. The list of speakers and the help desk still work."),
    };
  }
  if (media === "reconnecting") {
    return {
      kind: "wait",
      text: gettext("Reconnecting"),
      detail: gettext("Your place on the list of speakers is kept."),
    };
  }
  if (media !== "connected") return { kind: "wait", text: gettext("Connecting"), detail: "" };
  if (push !== "connected") {
    return {
      kind: "wait",
      text: gettext("Updates delayed"),
      detail: gettext("You hear the meeting; the information shown may be out of date."),
    };
  }
  if (quality === "poor") {
    return {
      kind: "wait",
      text: gettext("Connection weak"),
      detail: gettext("A cable instead of Wi-Fi, or closing programs that use the network, often helps."),
    };
  }
  if (overTcp) {
    return {
      kind: "live",
      text: gettext("Connection good, over TCP"),
      detail: gettext("This network blocks UDP; sound may be a little later."),
    };
  }
  return { kind: "live", text: gettext("Connection good"), detail: "" };
}
