import { expect, test } from "vitest";

import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { sampleContext } from "../testing/sample";
import { proposes, samplePosition, says } from "../testing/sample-conclusion";
import { ASANTE, HAUGEN, PEREIRA, PRATT, who } from "../testing/sample-people";
import { deferringPosition, KINDS, kindName, ownPositions, saidText, sentence } from "./positions";

const context = sampleContext();
const plain = (text: string) => text.replace(/[\u2068\u2069]/g, "");

test("an observer's objection is recorded and changes nothing", () => {
  expect(saidText(samplePosition(HAUGEN, 1, { kind: "objection" }), context)).toBe(
    "Observer Member State: objection recorded, changes nothing",
  );
});

test("a Member's objects, also once it is withdrawn", () => {
  const objection = samplePosition(ASANTE, 1, { kind: "objection", defers: true });
  expect(saidText(objection, context)).toBe("objects to the conclusion");
  expect(saidText({ ...objection, defers: false, withdrawn: true }, context)).toBe("objects to the conclusion");
});

test("each kind has words of its own, in the list, where it is chosen, when it is new and when it is withdrawn", () => {
  for (const words of [
    KINDS.map(kindName),
    KINDS.map((kind) => saidText(samplePosition(ASANTE, 1, { kind }), context)),
    KINDS.map((kind) => plain(sentence(samplePosition(ASANTE, 1, { kind }), context))),
    KINDS.map((kind) => plain(sentence(samplePosition(ASANTE, 1, { kind, withdrawn: true }), context))),
  ]) {
    expect(new Set(words).size).toBe(KINDS.length);
  }
});

test("in a sentence a Member has its short name, and somebody without one their own", () => {
  expect(plain(sentence(samplePosition(ASANTE, 1, { kind: "suspend_debate" }), context))).toBe(
    "Ghana moves to suspend the debate.",
  );
  const expert = samplePosition(who(70, "Ms. Ida Lund", null), 1);
  expect(plain(sentence(expert, context))).toBe("Ms. Ida Lund supports the conclusion.");
});

test("what one's Member said may be withdrawn by any of its delegates; of who represents none, by themselves", () => {
  const meeting = new FakeMeeting(sampleContext(PEREIRA));
  proposes(meeting.documents);
  says(meeting.documents, samplePosition({ ...PEREIRA, registration: 77 }, 20, { kind: "objection" }));
  says(meeting.documents, samplePosition(PEREIRA, 21, { withdrawn: true }));
  expect(ownPositions(meeting).map(({ position }) => position)).toEqual([20]);
  const alone = new FakeMeeting(sampleContext({ ...PRATT, member: null }));
  proposes(alone.documents);
  says(alone.documents, samplePosition({ ...PRATT, member: null }, 22, { kind: "statement" }));
  says(alone.documents, samplePosition(who(71, "Mr. Per Holm", null), 23));
  expect(ownPositions(alone).map(({ position }) => position)).toEqual([22]);
});

test("the position that defers is found by its key", () => {
  const meeting = new FakeMeeting();
  proposes(meeting.documents);
  expect(deferringPosition(meeting)).toBeNull();
  says(meeting.documents, samplePosition(ASANTE, 20, { kind: "defer_document", defers: true }));
  expect(deferringPosition(meeting)?.who.member).toBe("GH");
});
