import { expect, test } from "vitest";

import { type Context, ownChannel } from "../context";
import { channels } from "./channels";
import { choiceKey, heardChoices, heardHere, heardKeys } from "./heard";
import { usualLanguage } from "./spoken";
import { CONSOLE_SCENES } from "../testing/console-scenes";
import { sampleContext } from "../testing/sample";
import { FakeMeeting } from "../testing/fake-meeting.svelte";

const of = (...codes: string[]): Pick<Context, "languages"> => ({
  languages: codes.map((code) => ({ code, name: code.toUpperCase() })),
});

test("a body of three languages chooses among the floor and three channels", () => {
  expect(heardChoices(of("en", "fr", "es"))).toEqual(["floor", "en", "fr", "es"]);
});

test("where all speak one language there is the floor alone", () => {
  expect(heardChoices(of("en"))).toEqual(["floor"]);
});

test("a language kept from another sitting that is none of this one's plays the floor", () => {
  expect(heardHere("ru", of("en", "fr", "es"))).toBe("floor");
  expect(heardHere("fr", of("en", "fr", "es"))).toBe("fr");
});

test("the first nine choices have a key, the others none", () => {
  const twelve = of("ar", "zh", "en", "fr", "ru", "es", "de", "pt", "it", "nl", "pl", "tr");
  expect(heardChoices(twelve)).toHaveLength(13);
  expect(heardKeys(twelve).map(({ key }) => key)).toEqual(["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
  expect(choiceKey(9)).toBeUndefined();
});

test("who reads in a language that nobody speaks here begins with the first one that is spoken", () => {
  expect(usualLanguage({ language: "ru", ...of("de", "en") })).toBe("de");
  expect(usualLanguage({ language: "en", ...of("de", "en") })).toBe("en");
});

test("three booths, and none missing; one language, and no booth", () => {
  const meeting = new FakeMeeting();
  CONSOLE_SCENES["usual"]?.(meeting);
  Object.assign(meeting.context, of("en", "fr", "es"));
  expect(channels(meeting).map(({ language }) => language)).toEqual(["en", "fr", "es"]);
  Object.assign(meeting.context, of("en"));
  expect(channels(meeting)).toEqual([]);
});

test("who has chosen nothing hears the channel of their own language, where the sitting has one", () => {
  const reads = (language: string, capacity: string, ...codes: string[]) =>
    ownChannel({ ...of(...codes), language, me: { ...sampleContext().me, capacity } });
  expect(reads("fr", "council_state", "en", "fr")).toBe("fr");
  expect(reads("ar", "council_state", "en", "fr")).toBe("floor");
  expect(reads("en", "council_state", "en")).toBe("floor");
  expect(reads("fr", "interpreter", "en", "fr")).toBe("floor");
});
