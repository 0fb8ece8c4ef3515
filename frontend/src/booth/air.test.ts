import { expect, test } from "vitest";

import type { BoothDocument, SeatDocument } from "../api/documents";
import type { Language } from "../context";
import type { Meeting } from "../meeting";
import { air, booths, carriesFloor, seated } from "./air";

const now = "2020-06-09T10:41:00Z";

function seat(registration: number, onAir = false): SeatDocument {
  const who = { registration, name: `Interpreter ${registration}`, member: null, capacity: "interpreter" as const };
  return { who, entered_at: now, on_air_since: onAir ? now : null, handover_since: null, present: true };
}

function asking(registration: number, since = now): SeatDocument {
  return { ...seat(registration), handover_since: since };
}

function booth(language: Language, ...seats: SeatDocument[]): BoothDocument {
  const hears = { source: "floor", pivot: "", deputy: "", relays: 0 } as const;
  return { language, staffed: seats.length > 0, hears, seats, shifts: [] };
}

function meeting(state: Meeting["booth"]["state"], floor: Language | null = null) {
  const channels = Object.fromEntries(
    ["ar", "zh", "en", "fr", "ru", "es"].map((code) => [
      code,
      { source: code === floor ? ("floor" as const) : ("none" as const), identity: null, follower: null },
    ]),
  );
  return {
    booth: { state } as Meeting["booth"],
    documents: { map: { seq: 1, floor: null, next: null, language: floor, channels } } as Meeting["documents"],
  };
}

const alone = seated([booth("fr", seat(7))], 7);
const beside = seated([booth("en"), booth("fr", seat(7), seat(8, true))], 7);

test("somebody sits where their seat is, beside their partners", () => {
  expect(beside).toMatchObject({ language: "fr", own: { who: { registration: 7 } } });
  expect(beside?.partners.map((partner) => partner.who.registration)).toEqual([8]);
  expect(beside?.speaking?.who.registration).toBe(8);
  expect(alone?.speaking).toBeNull();
  expect(seated([booth("fr", seat(8))], 7)).toBeNull();
});

test("without a seat there is nothing to switch on", () => {
  expect(air(meeting("out"), null)).toBe("out");
  expect(air(meeting("out"), alone)).toBe("out");
});

test("the microphone opens, or fails", () => {
  expect(air(meeting("opening"), null)).toBe("opening");
  expect(air(meeting("failed"), alone)).toBe("failed");
});

test("off air, on air", () => {
  expect(air(meeting("off_air"), alone)).toBe("off");
  expect(air(meeting("on_air"), alone)).toBe("on");
});

test("one voice a channel: while the partner is on air one can only follow", () => {
  expect(air(meeting("off_air"), beside)).toBe("partner");
  if (beside) expect(air(meeting("off_air"), { ...beside, own: asking(7) })).toBe("following");
});

test("who asks first to take over is named, and nobody who is gone", () => {
  const gone = { ...asking(9, "2020-06-09T10:39:00Z"), present: false };
  const seats = [seat(7, true), asking(8, "2020-06-09T10:42:00Z"), gone, asking(6, "2020-06-09T10:41:00Z")];
  expect(seated([booth("fr", ...seats)], 7)?.asking?.who.registration).toBe(6);
  expect(beside?.asking).toBeNull();
});

test("a floor in the booth's own language is what its channel carries", () => {
  expect(carriesFloor(meeting("on_air", "fr"), "fr")).toBe(true);
  expect(air(meeting("on_air", "fr"), alone)).toBe("floor");
  expect(air(meeting("on_air", "es"), alone)).toBe("on");
});

test("an interpreter chooses among the languages they work into, or all", () => {
  expect(booths(["ar", "zh", "en", "fr"], ["fr", "en"])).toEqual(["en", "fr"]);
  expect(booths(["ar", "zh"], [])).toEqual(["ar", "zh"]);
});
