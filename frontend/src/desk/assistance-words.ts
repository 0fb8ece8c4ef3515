/** A live connection and requests of the help desk, in words. */
import type { LiveConnection } from "../api/documents";
import { type HelpRequest, type RequestState } from "../assisting";
import { gettext, interpolate, isolated, numberText, pgettext } from "../i18n";

export interface Tile {
  name: string;
  value: string;
}

export const WAYS = (): Record<LiveConnection["way"], string> => ({
  udp: "UDP",
  tcp: "TCP",
  relay: gettext("Relay"),
  none: gettext("None"),
});

const MEDIA = (): Record<LiveConnection["media"], string> => ({
  idle: gettext("Not in the room"),
  connecting: gettext("Connecting"),
  connected: gettext("Connected"),
  reconnecting: gettext("Reconnecting"),
  lost: gettext("Sound and picture lost"),
});

const UPDATES = (): Record<LiveConnection["push"], string> => ({
  websocket: "WebSocket",
  sse: "Server-sent events",
  http_stream: gettext("HTTP stream"),
  none: gettext("None"),
});

export function tilesOf(figures: LiveConnection): Tile[] {
  const ms = (value: number | null) =>
    value === null ? "–" : interpolate(gettext("%(number)s ms"), { number: numberText(Math.round(value)) });
  const share = (value: number | null) =>
    value === null ? "–" : numberText(value, { style: "percent", maximumFractionDigits: 1 });
  const rate = (value: number | null) =>
    value === null ? "–" : interpolate(gettext("%(number)s kbit/s"), { number: numberText(Math.round(value)) });
  const used = ({ all, used: id }: LiveConnection["camera"]) => {
    const device = all.find((one) => one.id === id);
    return device ? device.label || gettext("Device without a name") : gettext("None");
  };
  return [
    {
      name: gettext("Sound and picture"),
      value: figures.blocked ? gettext("Blocked by the network") : MEDIA()[figures.media],
    },
    { name: gettext("Way"), value: WAYS()[figures.way] },
    { name: gettext("Round trip"), value: ms(figures.round_trip_ms) },
    { name: gettext("Variation"), value: ms(figures.jitter_ms) },
    { name: gettext("Loss, received"), value: share(figures.lost_down) },
    { name: gettext("Loss, sent"), value: share(figures.lost_up) },
    { name: gettext("Received"), value: rate(figures.kbit_down) },
    { name: gettext("Sent"), value: rate(figures.kbit_up) },
    { name: gettext("Updates"), value: UPDATES()[figures.push] },
    { name: gettext("Microphone"), value: used(figures.microphone) },
    { name: gettext("Microphone level"), value: share(figures.level) },
    { name: gettext("Camera"), value: used(figures.camera) },
    { name: gettext("Loudspeaker"), value: used(figures.loudspeaker) },
    {
      name: gettext("Pictures"),
      value: figures.picture === "low" ? gettext("Lowered") : pgettext("pictures", "As usual"),
    },
  ];
}

/** What can be asked of a page, with the devices that it has told. */
export interface Measure {
  kind: HelpRequest["kind"];
  device: string;
  name: string;
}

export interface Measures {
  name: string;
  of: Measure[];
}

export function measuresOf(figures: LiveConnection | null): Measures[] {
  const devices = (kind: "microphone" | "camera" | "loudspeaker"): Measure[] =>
    (figures?.[kind].all ?? [])
      .filter(({ id }) => id !== figures?.[kind].used)
      .map(({ id, label }) => ({ kind, device: id, name: label || gettext("Device without a name") }));
  const measure = (kind: HelpRequest["kind"]): Measure => ({ kind, device: "", name: kindText({ kind, label: "" }) });
  const groups: Measures[] = [
    {
      name: gettext("Connection and page"),
      of: [measure("tcp"), measure("relay"), measure("lower_picture"), measure("reload")],
    },
    { name: gettext("Use another microphone"), of: devices("microphone") },
    { name: gettext("Use another camera"), of: devices("camera") },
    { name: gettext("Use another loudspeaker"), of: devices("loudspeaker") },
  ];
  return groups.filter(({ of }) => of.length > 0);
}

/** A request, as the help desk calls it. */
export function kindText({ kind, label }: Pick<HelpRequest, "kind" | "label">): string {
  const named = (text: string) => interpolate(text, { device: isolated(label) });
  switch (kind) {
    case "watch":
      return gettext("See the connection");
    case "microphone":
      return named(gettext("Use the microphone %(device)s"));
    case "camera":
      return named(gettext("Use the camera %(device)s"));
    case "loudspeaker":
      return named(gettext("Use the loudspeaker %(device)s"));
    case "tcp":
      return gettext("Connect over TCP");
    case "relay":
      return gettext("Connect through the relay");
    case "lower_picture":
      return gettext("Lower the picture");
    case "reload":
      return gettext("Reload the page");
  }
}

/** Where a request is, and with which colour. */
export function stateText(
  { kind, outcome }: HelpRequest,
  state: RequestState,
): { text: string; tone: "plain" | "live" | "wait" | "stop" } {
  switch (state) {
    case "asked":
      return { text: gettext("Waiting for an answer"), tone: "wait" };
    case "agreed":
      return kind === "watch"
        ? { text: pgettext("a request", "Agreed"), tone: "live" }
        : { text: gettext("Agreed, being carried out"), tone: "wait" };
    case "declined":
      return { text: pgettext("a request", "Declined"), tone: "stop" };
    case "done":
      return { text: pgettext("a request", "Done"), tone: "live" };
    case "failed":
      if (outcome === "device_gone") return { text: gettext("Failed: the device is not connected"), tone: "stop" };
      if (outcome === "not_offered")
        return { text: gettext("Failed: the server does not offer this way"), tone: "stop" };
      return { text: pgettext("a request", "Failed"), tone: "stop" };
    case "lapsed":
      return { text: gettext("No answer within two minutes"), tone: "plain" };
    case "unreported":
      return { text: gettext("Agreed, but no result was reported"), tone: "stop" };
    case "ended":
      return { text: pgettext("a request", "Ended"), tone: "plain" };
  }
}
