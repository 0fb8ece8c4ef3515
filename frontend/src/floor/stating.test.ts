import { expect, test } from "vitest";

import { KINDS } from "../conclusion/positions";
import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { sampleContext } from "../testing/sample";
import { proposes, samplePosition, says } from "../testing/sample-conclusion";
import { HAUGEN, KELLER, OKAFOR, PRATT } from "../testing/sample-people";
import { commandOf, kindsNow, recordedOnly, stating, withdrawText } from "./stating";

function seenBy(who = OKAFOR, text = true): FakeMeeting {
  const meeting = new FakeMeeting(sampleContext(who));
  if (text) proposes(meeting.documents);
  return meeting;
}

test("a Council Member State may say all of it of a text", () => {
  expect(kindsNow(seenBy())).toEqual(KINDS);
  expect(stating(seenBy())).toMatchObject({
    mayObject: true,
    deferrals: ["defer_conclusion", "defer_document", "suspend_debate"],
    others: ["support", "reservation", "statement"],
  });
});

test("without a text there is nothing to object to: what remains has one button", () => {
  expect(stating(seenBy(OKAFOR, false))).toMatchObject({
    mayObject: false,
    deferrals: [],
    others: ["defer_document", "suspend_debate", "statement"],
  });
});

test("rule 31: an observer objects, and defers nothing; a Sector Member supports or states", () => {
  expect(kindsNow(seenBy({ ...HAUGEN, member: "NG" }))).toEqual(["objection", "support", "reservation", "statement"]);
  expect(kindsNow(seenBy(PRATT))).toEqual(["support", "statement"]);
});

test("who presides, and everybody while no item is open, says nothing on record", () => {
  expect(kindsNow(seenBy(KELLER))).toEqual([]);
  const meeting = seenBy();
  if (meeting.documents.items) meeting.documents.items.open = null;
  expect(kindsNow(meeting)).toEqual([]);
});

test("while the documents of two items cross, nothing is said of the wrong one", () => {
  const meeting = seenBy();
  if (meeting.documents.items) meeting.documents.items.open = 7;
  expect(kindsNow(meeting)).toEqual([]);
});

test("what their Member has on record is withdrawn, not said once more; statements may be several", () => {
  const meeting = seenBy();
  for (const [index, kind] of (["objection", "suspend_debate", "support", "statement"] as const).entries()) {
    says(meeting.documents, samplePosition({ ...OKAFOR, registration: 99 }, 20 + index, { kind, defers: true }));
  }
  const now = stating(meeting);
  expect([now.objection?.position, now.deferral?.position, now.mayObject]).toEqual([20, 21, false]);
  expect(now.deferrals).toEqual(["defer_conclusion", "defer_document"]);
  expect(now.others).toEqual(["reservation", "statement"]);
});

test("each kind is said by the command for it", () => {
  expect(KINDS.map((kind) => commandOf(kind, 6, "Why")[0])).toEqual([
    "position.object",
    ...Array<string>(3).fill("position.defer"),
    ...Array<string>(3).fill("position.state"),
  ]);
  expect(commandOf("suspend_debate", 6, "Why")[1]).toEqual({ item: 6, kind: "suspend_debate", words: "Why" });
});

test("what is withdrawn is named", () => {
  expect(new Set(KINDS.map((kind) => withdrawText(kind).act)).size).toBe(KINDS.length - 1);
});

test("rules 30 and 31: who objects is told beforehand where that is only recorded", () => {
  expect(recordedOnly(seenBy())).toBe("");
  expect(recordedOnly(seenBy(HAUGEN))).toBe("An objection of your participation class changes nothing else.");
  const meeting = seenBy();
  if (meeting.documents.conclusion) meeting.documents.conclusion.objections_stop = false;
  expect(recordedOnly(meeting)).toMatch(/^In this consultation an objection changes nothing else\./);
  expect(recordedOnly(seenBy(HAUGEN))).toBe("An objection of your participation class changes nothing else.");
});
