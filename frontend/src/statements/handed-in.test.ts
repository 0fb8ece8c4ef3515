import { expect, test } from "vitest";

import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { sampleStatement } from "../testing/sample-statements";
import { ASANTE, DUARTE, NASSER, PEREIRA, SATO } from "../testing/sample-people";
import { handedIn, isOf } from "./handed-in";

function turns(meeting: FakeMeeting): [string, string][] {
  return handedIn(meeting).map(({ turn, who }) => [turn, who.name]);
}

function meetingWith(...statements: ReturnType<typeof sampleStatement>[]): FakeMeeting {
  const meeting = new FakeMeeting();
  meeting.documents.statements = { seq: 41, item: 6, statements };
  return meeting;
}

test("the text of who speaks comes first, then those of the list in its order", () => {
  const meeting = meetingWith(sampleStatement(ASANTE), sampleStatement(SATO), sampleStatement(DUARTE));
  expect(turns(meeting)).toEqual([
    ["speaking", DUARTE.name],
    ["next", SATO.name],
    ["waiting", ASANTE.name],
  ]);
});

test("who is not on the list has no text beside the floor, and nobody has one without a document", () => {
  const meeting = meetingWith();
  expect(turns(meeting)).toEqual([]);
  meeting.documents.statements = null;
  expect(turns(meeting)).toEqual([]);
});

test("a point of order is not spoken by a text", () => {
  const meeting = meetingWith(sampleStatement(DUARTE));
  if (meeting.documents.turn?.speaker) meeting.documents.turn.speaker.point_of_order = true;
  expect(turns(meeting)).toEqual([]);
});

test("a Member's text is whichever of its delegates'; a person's without a Member is their own", () => {
  const text = sampleStatement(PEREIRA);
  expect(isOf(text, { registration: 999, member: PEREIRA.member })).toBe(true);
  expect(isOf(text, { registration: PEREIRA.registration, member: "XX" })).toBe(false);
  const alone = sampleStatement({ ...NASSER, member: null });
  expect(isOf(alone, { registration: NASSER.registration, member: null })).toBe(true);
  expect(isOf(alone, { registration: 999, member: null })).toBe(false);
});
