import { expect, test } from "vitest";

import { CONSOLE_SCENES } from "../testing/console-scenes";
import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { channels } from "./channels";

function of(language: string, change: (meeting: FakeMeeting) => void = () => undefined) {
  const meeting = new FakeMeeting();
  CONSOLE_SCENES["usual"]?.(meeting);
  change(meeting);
  return channels(meeting).find((channel) => channel.language === language);
}

test("on air, with the name of who interprets", () => {
  expect(of("fr")).toMatchObject({ kind: "live", state: "on air" });
  expect(of("fr")?.detail).toContain("Claire Meunier");
});

test("staffed, and nobody on air", () => {
  expect(of("zh")).toMatchObject({ kind: "wait", state: "off air", detail: "2 interpreters" });
});

test("nobody there", () => {
  const empty = of("zh", (meeting) => {
    const booth = meeting.documents.booths?.booths.find(({ language }) => language === "zh");
    if (booth) Object.assign(booth, { staffed: false, seats: [] });
  });
  expect(empty).toMatchObject({ kind: "stop", state: "no interpreter", detail: "" });
});

test("a channel in the floor's language carries the floor, whoever is on air", () => {
  expect(of("es")).toMatchObject({ kind: "plain", state: "floor" });
});

test("who lost the connection is named", () => {
  const lost = of("zh", (meeting) => {
    const seat = meeting.documents.booths?.booths.find(({ language }) => language === "zh")?.seats[1];
    if (seat) seat.present = false;
  });
  expect(lost?.detail).toMatch(/Wang Jun.* lost the connection/);
});

test("before the first document nothing is said about anybody", () => {
  const unknown = of("fr", (meeting) => (meeting.documents.booths = null));
  expect(unknown).toMatchObject({ kind: "plain", state: "loading" });
});

test("each booth is told with what it hears: the floor, another booth, or nobody who relays", () => {
  expect(of("fr")?.from).toBe("from the floor");
  expect(of("ar")?.from).toBe("from English");
  expect(of("es")?.from).toBe("");
  const hears = (source: "none") => (meeting: FakeMeeting) => {
    const booth = meeting.documents.booths?.booths.find(({ language }) => language === "ar");
    if (booth) booth.hears = { source, pivot: "", deputy: "", relays: 0 };
  };
  expect(of("ar", hears("none"))?.from).toBe("no relay");
  const quiet = (meeting: FakeMeeting) => {
    if (meeting.documents.map) meeting.documents.map.language = null;
  };
  expect(of("ar", quiet)?.from).toBe("");
});
