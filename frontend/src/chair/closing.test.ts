import { expect, test } from "vitest";

import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { NOW } from "../testing/sample";
import { isAsked, proposes, samplePosition, says } from "../testing/sample-conclusion";
import { ASANTE, HAUGEN } from "../testing/sample-people";
import { ENDINGS, needsReason, properEnding, whyNot } from "./closing";

function meeting(...changes: ((meeting: FakeMeeting) => void)[]): FakeMeeting {
  const made = new FakeMeeting();
  for (const change of changes) change(made);
  return made;
}

const text = (one: FakeMeeting): void => proposes(one.documents);
const asked = (until: number) => (one: FakeMeeting) => isAsked(one.documents, until);
const defers = (one: FakeMeeting): void =>
  says(one.documents, samplePosition(ASANTE, 20, { kind: "defer_conclusion", defers: true }));

const plain = (words: string) => words.replace(/[\u2068\u2069]/g, "");
const reasons = (one: FakeMeeting) => Object.fromEntries(ENDINGS.map((ending) => [ending, plain(whyNot(ending, one))]));

test("an item without a text is noted", () => {
  const one = meeting();
  expect(reasons(one)).toEqual({ proposed_conclusion: "No conclusion is proposed.", deferred: "", noted: "", "": "" });
  expect(properEnding(one)).toBe("noted");
});

test("rule 27: where something is proposed, an item is not merely noted", () => {
  expect(whyNot("noted", meeting(text))).not.toBe("");
  const one = meeting(({ documents: { conclusion } }) => {
    if (conclusion) conclusion.noted = false;
  });
  expect(whyNot("noted", one)).not.toBe("");
  expect(properEnding(one)).toBeNull();
});

test("a text is concluded once it was asked about, and the time is over", () => {
  expect(whyNot("proposed_conclusion", meeting(text))).toBe("Ask first whether there is any objection.");
  expect(whyNot("proposed_conclusion", meeting(text, asked(NOW + 7000)))).toBe("Time for objections: 0:07 left.");
  const one = meeting(text, asked(NOW));
  expect(whyNot("proposed_conclusion", one)).toBe("");
  expect(properEnding(one)).toBe("proposed_conclusion");
});

test("rules 28 to 31: while a deferral is not withdrawn the item ends deferred, for whom is said", () => {
  const one = meeting(text, asked(NOW), defers);
  expect(reasons(one)["proposed_conclusion"]).toBe(
    "Ghana asks that the conclusion be deferred. The item can only be deferred.",
  );
  expect(properEnding(one)).toBe("deferred");
  expect(needsReason("deferred", one)).toBe(false);
});

test("an observer's objection keeps nothing from being concluded", () => {
  const objects = (one: FakeMeeting) => says(one.documents, samplePosition(HAUGEN, 20, { kind: "objection" }));
  expect(properEnding(meeting(text, asked(NOW), objects))).toBe("proposed_conclusion");
});

test("who presides gives a reason where no Member has asked for it, for a deferral alone", () => {
  expect(ENDINGS.filter((ending) => needsReason(ending, meeting(text)))).toEqual(["deferred"]);
});
