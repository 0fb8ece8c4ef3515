import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";

import type { Who } from "../api/documents";
import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { sampleContext, sampleDocuments } from "../testing/sample";
import { rollCall } from "./roll-call";
import RollCall from "./RollCall.svelte";

const present = () => sampleDocuments().presence;
const queue = (...heard: string[]) => ({ ...sampleDocuments().queue, heard });

test("each Member that is here stands once, in the order of the lists, and nobody who may not speak", () => {
  const context = sampleContext();
  const called = rollCall(present(), queue("GH"), context);
  const codes = called.map(({ member }) => member);
  expect(codes).toEqual(context.list_order.filter((code) => codes.includes(code)));
  expect(new Set(codes).size).toBe(codes.length);
  expect(called.filter(({ heard }) => heard).map(({ member }) => member)).toEqual(["GH"]);
  const roles = called.flatMap(({ here }) => here.map(({ capacity }) => capacity));
  expect(roles).not.toContain("interpreter");
});

test("before anything has come, nobody is called", () => {
  expect(rollCall(null, null, sampleContext())).toEqual([]);
});

test("the next Member to be called is the first that was not heard", async () => {
  const called: Who[] = [];
  const meeting = new FakeMeeting({ ...sampleContext(), practice: true });
  const [first, second] = rollCall(present(), queue(), meeting.context);
  meeting.documents.queue = queue(first?.member ?? "");
  render(RollCall, { meeting, oncall: (who: Who) => called.push(who) });
  const list = within(screen.getByRole("region", { name: "Roll call" }));
  expect(list.getByRole("status").textContent).toMatch(/^Members heard: 1 of /);
  expect(list.getAllByText("Heard")).toHaveLength(1);
  const calls = list.getAllByRole("button");
  expect(calls.map((button) => button.classList.contains("btn-primary")).indexOf(true)).toBe(1);
  if (calls[1]) await userEvent.click(calls[1]);
  expect(called).toEqual([second?.here[0]]);
});

test("who gives the floor to nobody sees the roll without a button", () => {
  const meeting = new FakeMeeting({ ...sampleContext(), practice: true });
  render(RollCall, { meeting, oncall: null });
  expect(screen.queryAllByRole("button")).toEqual([]);
  vi.restoreAllMocks();
});
