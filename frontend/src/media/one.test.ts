import { Track } from "livekit-client";
import { expect, test } from "vitest";

import { isOne } from "./one";

const { Audio, Video } = Track.Kind;
const { Microphone, Camera } = Track.Source;

function publishes(...tracks: [Track.Kind, Track.Source][]): boolean[] {
  const publications = tracks.map(([kind, source]) => ({ kind, source }));
  const getTrackPublication = (wanted: Track.Source) => publications.find(({ source }) => source === wanted);
  return publications.map((publication) => isOne(publication, { getTrackPublication }));
}

test("one microphone and one camera a person are received, whichever came first", () => {
  expect(publishes([Audio, Microphone], [Video, Camera])).toEqual([true, true]);
  expect(publishes([Audio, Microphone], [Audio, Microphone], [Audio, Microphone])).toEqual([true, false, false]);
});

test("a second microphone does not become the one when the first is gone; a new one does", () => {
  const [first, second, third] = [1, 2, 3].map(() => ({ kind: Audio, source: Microphone }));
  const one = (there: (typeof first)[]) =>
    there.map((publication) => publication && isOne(publication, { getTrackPublication: () => there[0] }));
  expect(one([first, second])).toEqual([true, false]);
  expect(one([second])).toEqual([false]);
  expect(one([third])).toEqual([true]);
});

test("a sound that is called a camera, or a picture that is called a microphone, is not", () => {
  expect(publishes([Audio, Camera], [Video, Microphone])).toEqual([false, false]);
});
