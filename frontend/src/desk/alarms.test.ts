import { expect, test } from "vitest";

import type { SeatDocument } from "../api/documents";
import { CONSOLE_SCENES } from "../testing/console-scenes";
import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { NOW, sampleContext, sampleSpeaker } from "../testing/sample";
import { PRATT, TECHNICIAN } from "../testing/sample-people";
import { alarms } from "./alarms";

const SPOKEN = { pivots: [], others: [] };
const at = (seconds: number) => new Date(NOW + seconds * 1000).toISOString();

/** The usual sitting without a disturbance: Spanish is on the floor, and every other booth interprets. */
function calm() {
  const meeting = new FakeMeeting(sampleContext(TECHNICIAN));
  CONSOLE_SCENES["usual"]?.(meeting);
  const { desk, booths, map, turn, presence } = meeting.documents;
  if (!desk || !booths || !map || !turn || !presence) throw new Error("the sample has them");
  desk.bad_sounds = [];
  turn.speaker = sampleSpeaker({ language: "es" });
  map.language = "es";
  for (const { seats } of booths.booths) {
    for (const seat of seats) seat.present = true;
    const [first] = seats;
    if (first) first.on_air_since ??= at(-60);
  }
  const seat = (language: string): SeatDocument => {
    const found = booths.booths.find((booth) => booth.language === language)?.seats[0];
    if (!found) throw new Error(`nobody sits in ${language}`);
    return found;
  };
  const booth = (language: string) => {
    const found = booths.booths.find((one) => one.language === language);
    if (!found) throw new Error(`there is no booth of ${language}`);
    return found;
  };
  const titles = (silence: Parameters<typeof alarms>[1] = SPOKEN) => alarms(meeting, silence).map(({ title }) => title);
  return { meeting, desk, map, turn, presence, seat, booth, titles };
}

test("a sitting in which all goes well has none", () => {
  expect(calm().titles()).toEqual([]);
});

test("what everybody hears stands before one channel, bad sound after what is not heard, and nobody's last", () => {
  const { meeting, desk, turn, booth, seat } = calm();
  desk.intrusions = [{ who: PRATT, how: "published", seen_by: "steward", at: at(-1), cut_at: null }];
  desk.bad_sounds = [{ turn: 99, who: PRATT, booths: ["fr"], at: at(-5), ends_at: at(20), case: 7 }];
  booth("en").hears = { source: "none", pivot: "", deputy: "", relays: 0 };
  seat("fr").on_air_since = null;
  turn.speaker = sampleSpeaker({ language: "es", state: "granted", granted_at: at(-3), connected_at: null });
  expect(alarms(meeting, SPOKEN).map(({ effect, channel }) => [effect, channel])).toEqual([
    ["floor_not_heard", null],
    ["channel_not_heard", "fr"],
    ["floor_heard_badly", null],
    ["channel_at_risk", "en"],
    ["not_heard", null],
  ]);
});

test.each([
  ["granted", at(-2.9), null, []],
  ["granted", at(-3), null, ["The speaker is not connected yet."]],
  ["connected", at(-9), at(-4.9), []],
  ["connected", at(-9), at(-5), ["The speaker is connected, but no speech is heard."]],
] as const)("a speaker %s, granted %s, with the light %s", (state, granted_at, since, expected) => {
  const { turn, titles } = calm();
  turn.speaker = sampleSpeaker({ language: "es", state, granted_at, since, waits: null });
  expect(titles()).toEqual(expected);
});

test.each([{ muted: true }, { confirm: true }, { waits: { channels: ["fr"], until: at(2) } }])(
  "a speaker who is meant to be silent disturbs nobody: %o",
  (more) => {
    const { turn, titles } = calm();
    turn.speaker = sampleSpeaker({ language: "es", state: "connected", granted_at: at(-9), since: at(-9), ...more });
    expect(titles()).toEqual([]);
  },
);

test("a speaker who is gone from the room is told of before all else", () => {
  const { turn, presence, titles } = calm();
  presence.people = presence.people.filter(({ who }) => who.registration !== turn.speaker?.who.registration);
  expect(titles()).toEqual(["The speaker lost the connection."]);
});

test("each channel says why nothing is interpreted on it", () => {
  const { booth, seat, titles } = calm();
  Object.assign(booth("zh"), { staffed: false, seats: [] });
  seat("ru").present = false;
  seat("fr").on_air_since = null;
  expect(titles({ pivots: [{ pivot: "en", booths: ["ar"] }], others: ["ar"] })).toEqual([
    "Arabic: the booth is silent while the floor speaks.",
    "Chinese: no one is in the booth.",
    "English: the booth is silent while the floor speaks.",
    "French: the booth is off air.",
    "Russian: the booth lost the connection.",
  ]);
});

test("nothing is to be interpreted while nobody speaks, and for the language of the floor", () => {
  const { booth, turn, map, titles } = calm();
  Object.assign(booth("es"), { staffed: false, seats: [] });
  expect(titles()).toEqual([]);
  Object.assign(booth("zh"), { staffed: false, seats: [] });
  turn.speaker = null;
  map.language = null;
  expect(titles()).toEqual([]);
});

test("the room was made again within the last minute", () => {
  const { desk, titles } = calm();
  desk.room_made_again_at = at(-59);
  expect(titles()).toEqual(["The media server restarted the room."]);
  desk.room_made_again_at = at(-60);
  expect(titles()).toEqual([]);
});
