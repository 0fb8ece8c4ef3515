import { render, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { FakeMeeting } from "../testing/fake-meeting.svelte";
import { sampleContext } from "../testing/sample";
import TopBar from "./TopBar.svelte";

function meeting(trial: boolean): FakeMeeting {
  const context = sampleContext();
  return new FakeMeeting({ ...context, consultation: { ...context.consultation, trial } });
}

test.each([true, false])("a rehearsal says that it is for practice, and a sitting does not: %s", (practice) => {
  render(TopBar, { meeting: new FakeMeeting({ ...sampleContext(), practice }) });
  expect(screen.queryAllByText("For practice")).toHaveLength(practice ? 1 : 0);
});

test.each([true, false])("a trial is marked beside its name, and nothing else is: %s", (trial) => {
  render(TopBar, { meeting: meeting(trial), title: "A console's own title" });
  expect(screen.queryAllByText("Trial")).toHaveLength(trial ? 1 : 0);
});
