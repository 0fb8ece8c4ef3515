/** What each language channel carries, for those who run the sitting: staff and interpreters. */
import type { BoothDocument, SeatDocument } from "../api/documents";
import type { Language } from "../context";
import { gettext, interpolate, isolated, ngettext, numberText, pgettext } from "../i18n";
import type { Meeting } from "../meeting";
import { languageInWords } from "./names";

export interface Channel {
  language: Language;
  kind: "live" | "wait" | "stop" | "plain";
  /** In a word or two. */
  state: string;
  /** Who speaks, or who sits there. */
  detail: string;
  /** What its booth hears while somebody speaks; empty where it interprets nothing, or nobody sits there. */
  from: string;
}

function heardFrom({ staffed, hears }: BoothDocument, { context, documents }: Pick<Meeting, "context" | "documents">) {
  if (!staffed || !documents.map?.language || hears.source === "own") return "";
  if (hears.source === "none") return gettext("no relay");
  if (hears.source === "floor") return pgettext("what a booth hears", "from the floor");
  return interpolate(gettext("from %(language)s"), { language: languageInWords(hears.pivot, context) });
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
    if (!booth) return { language: code, kind: "plain", state: gettext("loading"), detail: "", from: "" };
    const { seats } = booth;
    const from = heardFrom(booth, meeting);
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
      return { language: code, kind: "plain", state: pgettext("what a channel carries", "floor"), detail, from };
    }
    if (onAir) return { language: code, kind: "live", state: gettext("on air"), detail, from };
    if (booth.staffed) return { language: code, kind: "wait", state: gettext("off air"), detail, from };
    return { language: code, kind: "stop", state: gettext("no interpreter"), detail, from };
  });
}
