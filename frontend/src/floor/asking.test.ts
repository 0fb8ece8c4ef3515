import { expect, test } from "vitest";

import { MOTIONS } from "../api/vocabulary";

import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { sampleContext, samplePlace, sampleSpeaker } from "../testing/sample";
import { HAUGEN, NASSER, OFFICER, OKAFOR, PEREIRA, TECHNICIAN } from "../testing/sample-people";
import { asking, cannotAskText, motionsOf, moving, movingText, ownPlaces } from "./asking";

/** A meeting seen by somebody who does not wait. */
function seenBy(who = OKAFOR): FakeMeeting {
  const meeting = new FakeMeeting(sampleContext(who));
  const { queue } = meeting.documents;
  if (queue) queue.places = queue.places.filter((place) => place.who.registration !== who.registration);
  return meeting;
}

test("rule 2: roles beside the classes are not offered the floor", () => {
  for (const who of [OFFICER, TECHNICIAN]) {
    expect([asking(seenBy(who)), moving(seenBy(who))]).toEqual([{ state: "never" }, { state: "never" }]);
  }
});

test("who does not wait may ask", () => {
  expect(asking(seenBy())).toEqual({ state: "can" });
});

test("who waits has a place", () => {
  expect(asking(new FakeMeeting(sampleContext(PEREIRA)))).toMatchObject({ state: "waits", place: { position: 3 } });
});

test("rule 7: a point of order stands beside the request, which keeps its place", () => {
  const meeting = new FakeMeeting(sampleContext(PEREIRA));
  const raised = samplePlace(PEREIRA, 1, "10:41:00", { turn: 7, point_of_order: true, motion: "point_of_order" });
  meeting.documents.queue?.places.unshift(raised);
  expect(asking(meeting)).toMatchObject({ state: "waits", place: { point_of_order: false } });
  expect(moving(meeting)).toEqual({ state: "waits", place: raised });
  expect(ownPlaces(meeting).map(({ point_of_order }) => point_of_order)).toEqual([true, false]);
});

test("who has raised a point of order may ask for the floor as well", () => {
  const meeting = seenBy();
  meeting.documents.queue?.places.unshift(
    samplePlace(OKAFOR, 1, "10:41:00", { point_of_order: true, motion: "point_of_order" }),
  );
  expect(asking(meeting)).toEqual({ state: "can" });
});

test("who has the floor does not ask for it", () => {
  const meeting = seenBy();
  if (meeting.documents.turn) meeting.documents.turn.speaker = sampleSpeaker({ who: OKAFOR });
  expect([asking(meeting), moving(meeting)]).toEqual([{ state: "holds" }, { state: "holds" }]);
});

test.each(["planned", "suspended", "ended"] as const)("rule 1: nobody asks while the sitting is %s", (state) => {
  const meeting = seenBy();
  if (meeting.documents.sitting) meeting.documents.sitting.state = state;
  expect([asking(meeting), moving(meeting)]).toEqual([
    { state: "cannot", code: state },
    { state: "cannot", code: state },
  ]);
});

test("rules 4 and 7: a closed list takes points of order only", () => {
  const meeting = seenBy();
  if (meeting.documents.queue) meeting.documents.queue.list_open = false;
  expect([asking(meeting), moving(meeting)]).toEqual([{ state: "cannot", code: "list_closed" }, { state: "can" }]);
});

test("rule 9: who has spoken on the item as often as their class may is told so", () => {
  const meeting = seenBy(HAUGEN);
  meeting.documents.queue?.spoken.push("NO");
  expect(asking(meeting)).toEqual({ state: "cannot", code: "times_spent" });
  expect(cannotAskText("times_spent")).toContain("as often as it may");
});

test("rule 9: who represents no Member is told of their own turns", () => {
  const meeting = seenBy({ ...HAUGEN, member: null });
  meeting.documents.queue?.spoken_persons.push(HAUGEN.registration);
  expect(asking(meeting)).toEqual({ state: "cannot", code: "own_times_spent" });
  expect(cannotAskText("own_times_spent")).toContain("as often as you may");
});

test("rule 9 binds those alone whom the list holds", () => {
  const meeting = seenBy();
  meeting.documents.queue?.spoken.push("NO");
  expect(asking(meeting)).toEqual({ state: "can" });
});

test("rules 7, 43 and 44: motions are for those whose class may raise a point of order, a reply for all who speak", () => {
  expect(motionsOf(seenBy())).toEqual(MOTIONS);
  expect(motionsOf(seenBy(NASSER))).toEqual(["right_of_reply"]);
  expect(motionsOf({ context: sampleContext(), alone: true })).toEqual([]);
  expect(moving(seenBy())).toEqual({ state: "can" });
  expect([movingText(MOTIONS), movingText(["right_of_reply"])]).toEqual(["Point of order, motion", "Right of reply"]);
});

test("nothing can be asked before the documents came", () => {
  const meeting = seenBy();
  meeting.documents.queue = null;
  expect(asking(meeting)).toEqual({ state: "cannot", code: "loading" });
});
