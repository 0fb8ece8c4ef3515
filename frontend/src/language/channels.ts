/** What each language channel carries, for those who run the sitting: staff and interpreters. */
import type { SeatDocument } from "../api/documents";
import type { Language } from "../context";
import { gettext, interpolate, isolated, ngettext, numberText, pgettext } from "../i18n";
import type { Meeting } from "../meeting";

export interface Channel {
  language: Language;
  kind: "live" | "wait" | "stop" | "plain";
  /** In a word or two. */
  state: string;
  /** Who speaks, or who sits there. */
  detail: string;
}

function lost(seats: readonly SeatDocument[]): SeatDocument | undefined {
  return seats.find((seat) => !seat.present);
}

/** All channels in the order of the languages, none where all speak one; one nobody interprets plays the floor, and says so. */
export function channels(meeting: Pick<Meeting, "context" | "documents">): Channel[] {
  const { booths, map } = meeting.documents;
  const { languages } = meeting.context;
  if (languages.length < 2) return [];
  return languages.map(({ code }) => {
    const booth = booths?.booths.find(({ language }) => language === code);
    if (!booth) return { language: code, kind: "plain", state: gettext("loading"), detail: "" };
    const { seats } = booth;
    const here = seats.filter((seat) => seat.present);
    const onAir = here.find((seat) => seat.on_air_since !== null);
    const gone = lost(seats);
    const count = interpolate(ngettext("one interpreter", "%(count)s interpreters", here.length), {
      count: numberText(here.length),
    });
    const detail = onAir
      ? isolated(onAir.who.name)
      : gone
        ? interpolate(gettext("%(name)s lost the connection"), { name: isolated(gone.who.name) })
        : here.length > 0
          ? count
          : "";
    if (map?.channels[code]?.source === "floor") {
      return { language: code, kind: "plain", state: pgettext("what a channel carries", "floor"), detail };
    }
    if (onAir) return { language: code, kind: "live", state: gettext("on air"), detail };
    if (booth.staffed) return { language: code, kind: "wait", state: gettext("off air"), detail };
    return { language: code, kind: "stop", state: gettext("no interpreter"), detail };
  });
}
