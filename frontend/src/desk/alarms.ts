/** What disturbs the sitting now, for the technicians: what more of the audience hears comes first. */
import type { BoothDocument, DeskDocument } from "../api/documents";
import type { Language } from "../context";
import { gettext, interpolate, isolated, listText } from "../i18n";
import { languageInWords } from "../language/names";
import type { SilentChannels } from "../language/silent-channels.svelte";
import type { Meeting } from "../meeting";
import { whoText } from "../people/names";

/** Milliseconds from the grant until a speaker should be connected, and from their light until they should be heard. */
const CONNECTS = 3000;
const BEGINS = 5000;
/** Milliseconds for which it matters that the media server restarted the room. */
const RESTARTED = 60_000;

/** In the order of the list. */
const EFFECTS = ["floor_not_heard", "channel_not_heard", "floor_heard_badly", "channel_at_risk", "not_heard"] as const;
type Effect = (typeof EFFECTS)[number];

export interface Alarm {
  /** The same for as long as it is the same disturbance. */
  key: string;
  effect: Effect;
  /** Whose sound it is; null for the floor, and for what nobody hears. */
  channel: Language | null;
  title: string;
  /** What listeners get meanwhile, or who is concerned; may be empty. */
  detail: string;
  /** When it began, in ms since 1970; null where that is not known. */
  since: number | null;
  /** The key of the case in which it is handled. */
  case: number | null;
}

type Held = Pick<Meeting, "context" | "documents" | "now">;
type Silence = Pick<SilentChannels, "pivots" | "others">;

/** All that there are: what everybody hears, then single channels, then what nobody hears; in each the older first. */
export function alarms(meeting: Held, silence: Silence): Alarm[] {
  const found = [...ofFloor(meeting), ...ofChannels(meeting, silence), ...ofDesk(meeting)];
  return found.sort(
    (a, b) => EFFECTS.indexOf(a.effect) - EFFECTS.indexOf(b.effect) || (a.since ?? Infinity) - (b.since ?? Infinity),
  );
}

function alarm(key: string, effect: Effect, title: string, more: Partial<Alarm> = {}): Alarm {
  return { key, effect, title, channel: null, detail: "", since: null, case: null, ...more };
}

/** The speaker, as far as they have been given the floor and should be heard. */
function ofFloor({ context, documents, now }: Held): Alarm[] {
  const speaker = documents.turn?.speaker;
  if (!speaker) return [];
  const detail = whoText(speaker.who, context);
  const about = (key: string, title: string, since: number | null) => [
    alarm(`${key} ${String(speaker.turn)}`, "floor_not_heard", title, { detail, since }),
  ];
  const people = documents.presence?.people;
  if (people?.every(({ who }) => who.registration !== speaker.who.registration)) {
    return about("gone", gettext("The speaker lost the connection."), null);
  }
  const granted = Date.parse(speaker.granted_at);
  if (speaker.state === "granted" && now - granted >= CONNECTS) {
    return about("connects", gettext("The speaker is not connected yet."), granted);
  }
  // What they confirm, who muted them and whose interpretation their light waits for is no disturbance.
  const light = speaker.since === null ? NaN : Date.parse(speaker.since);
  const waits = speaker.confirm || speaker.muted || speaker.waits !== null;
  if (speaker.state === "connected" && !waits && now - light >= BEGINS) {
    return about("begins", gettext("The speaker is connected, but no speech is heard."), light);
  }
  return [];
}

/** While somebody speaks: each channel into which is to be interpreted. */
function ofChannels({ context, documents }: Held, silence: Silence): Alarm[] {
  const { map, turn } = documents;
  const floor = map?.language;
  if (!floor || (!turn?.speaker && !map.voice)) return [];
  const booths = documents.booths?.booths ?? [];
  return booths
    .filter(({ hears }) => hears.source !== "own")
    .flatMap((booth) => {
      const found = unheard(booth, floor, silence, context);
      return found ? [found] : [];
    });
}

function unheard(
  { language, staffed, hears, seats }: BoothDocument,
  floor: Language,
  silence: Silence,
  context: Meeting["context"],
): Alarm | null {
  const named = (text: string) => interpolate(text, { language: languageInWords(language, context) });
  const about = (effect: Effect, title: string, detail: string) =>
    alarm(`channel ${language}`, effect, named(title), { channel: language, detail });
  const floorInstead = gettext("Listeners hear the floor.");
  const gone = seats.find((seat) => !seat.present && (seat.on_air_since !== null || !staffed));
  if (gone) {
    const name = isolated(gone.who.name);
    return about("channel_not_heard", gettext("%(language)s: the booth lost the connection."), name);
  }
  if (!staffed) return about("channel_not_heard", gettext("%(language)s: no one is in the booth."), floorInstead);
  const onAir = seats.some((seat) => seat.on_air_since !== null);
  const relied = silence.pivots.find(({ pivot }) => pivot === language)?.booths;
  if (relied) {
    const words = relied.map((one) => languageInWords(one, context));
    const detail = interpolate(gettext("Booths that interpret from it: %(booths)s"), { booths: listText(words) });
    return about("channel_not_heard", gettext("%(language)s: the booth is silent while the floor speaks."), detail);
  }
  if (!onAir) {
    return about("channel_not_heard", gettext("%(language)s: the booth is off air."), floorInstead);
  }
  if (silence.others.includes(language)) {
    return about("channel_not_heard", gettext("%(language)s: the booth is silent while the floor speaks."), "");
  }
  if (hears.source === "none") {
    const detail = interpolate(gettext("It does not work from %(floor)s, and no booth relays to it."), {
      floor: languageInWords(floor, context),
    });
    return about("channel_at_risk", gettext("%(language)s: the booth hears no language from which it works."), detail);
  }
  return null;
}

/** What the desk itself has been told. */
function ofDesk({ context, documents, now }: Held): Alarm[] {
  const { desk } = documents;
  if (!desk) return [];
  const restarted = desk.room_made_again_at === null ? NaN : Date.parse(desk.room_made_again_at);
  return [
    ...(now - restarted < RESTARTED
      ? [alarm("restarted", "floor_not_heard", gettext("The media server restarted the room."), { since: restarted })]
      : []),
    ...desk.bad_sounds.filter((row) => Date.parse(row.ends_at) > now).map((row) => badSound(row, context)),
    ...desk.intrusions.filter((row) => row.cut_at === null).map((row) => intrusion(row, context)),
  ];
}

function badSound(row: DeskDocument["bad_sounds"][number], context: Meeting["context"]): Alarm {
  const words = row.booths.map((one) => languageInWords(one, context));
  return alarm(`bad ${String(row.turn)}`, "floor_heard_badly", gettext("Booths report bad sound on the floor."), {
    detail: interpolate(gettext("%(person)s. Reported by: %(booths)s"), {
      person: whoText(row.who, context),
      booths: listText(words),
    }),
    case: row.case,
  });
}

function intrusion(row: DeskDocument["intrusions"][number], context: Meeting["context"]): Alarm {
  return alarm(
    `cut ${String(row.who.registration)} ${row.at}`,
    "not_heard",
    gettext("Someone sends sound or picture without the floor."),
    { detail: whoText(row.who, context), since: Date.parse(row.at) },
  );
}
