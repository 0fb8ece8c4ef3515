import { expect, test } from "vitest";

import type { BoothDocument } from "../api/documents";
import { HAUGEN, OKAFOR } from "../testing/sample-people";
import { OwnSilence } from "./own-silence";

const SINCE = "2020-06-29T10:00:00Z";
const ME = OKAFOR.registration;

/** A booth of two, the partner on air, and who of them asks to hand over or to take over. */
function booth(...asks: ("me" | "partner")[]): BoothDocument {
  const asked = (name: "me" | "partner") => (asks.includes(name) ? SINCE : null);
  return {
    language: "fr",
    staffed: true,
    hears: { source: "floor", pivot: "", deputy: "", relays: 0 },
    shifts: [],
    seats: [
      { who: HAUGEN, entered_at: SINCE, on_air_since: SINCE, handover_since: asked("partner"), present: true },
      { who: OKAFOR, entered_at: SINCE, on_air_since: null, handover_since: asked("me"), present: true },
    ],
  };
}

/** An interpreter's page, and whether it sends silence. */
function page() {
  let silent = false;
  const silence = new OwnSilence((held) => (silent = held));
  return {
    silence,
    follow: (now: BoothDocument | null) => silence.follow(now, ME),
    sends: () => (silent ? "silence" : "sound"),
  };
}

test("who is asked to take over sends silence until they accept, and then speaks at once", () => {
  const { silence, follow, sends } = page();
  follow(booth());
  expect(sends()).toBe("sound");
  follow(booth("partner"));
  expect(sends()).toBe("silence");
  silence.answer(true);
  expect(sends()).toBe("sound");
  // What was on its way before the act changes nothing.
  follow(booth("partner"));
  expect(sends()).toBe("sound");
  follow(null);
  expect(sends()).toBe("sound");
});

test("an acceptance that the server refuses is silent again, and so is the next offer", () => {
  const { silence, follow, sends } = page();
  follow(booth("partner"));
  silence.answer(true);
  silence.answer(false);
  expect(sends()).toBe("silence");
  silence.answer(true);
  follow(booth());
  expect(sends()).toBe("sound");
  follow(booth("partner"));
  expect(sends()).toBe("silence");
});

test("who asked to take over speaks as soon as the partner hands over", () => {
  const { silence, follow, sends } = page();
  silence.answer(true);
  follow(booth("me"));
  expect(sends()).toBe("sound");
  follow(booth("me", "partner"));
  expect(sends()).toBe("sound");
});

test("a cough is silent whatever is offered, and the offer whatever is coughed", () => {
  const { silence, follow, sends } = page();
  follow(booth("partner"));
  silence.cough(true);
  silence.cough(false);
  expect(sends()).toBe("silence");
  follow(null);
  silence.cough(true);
  expect(sends()).toBe("silence");
  silence.cough(false);
  expect(sends()).toBe("sound");
});
