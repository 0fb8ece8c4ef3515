import { tick } from "svelte";

import type { FakeMeeting } from "./fake-meeting.svelte";

/** Let the speaker speak for so many seconds, and nobody else. */
export async function floorSpeaks(meeting: FakeMeeting, seconds: number): Promise<void> {
  const speaker = meeting.documents.turn?.speaker?.who.registration ?? 0;
  meeting.documents.speech = { seq: 1, speaking: { [speaker]: new Date(meeting.now).toISOString() } };
  await tick();
  meeting.now += seconds * 1000;
  await tick();
}
