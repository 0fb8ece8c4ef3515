import { expect, test } from "vitest";

import { ThroughEars } from "./through-ears";

/** What is heard by the chain, and by the element beside it; null while that one is muted. */
function opened(runs: boolean) {
  const heard = { chain: 0, plain: null as number | null, ended: 0 };
  const chain = {
    runs,
    open: () => ({ hear: (volume: number) => (heard.chain = volume), end: () => (heard.ended += 1) }),
  };
  const plain = {
    hear: (volume: number | null) => (heard.plain = volume),
    run: () => undefined,
    sendTo: () => Promise.resolve(),
    end: () => (heard.ended += 1),
  };
  return { heard, chain, sound: new ThroughEars({} as MediaStreamTrack, plain, chain) };
}

test("a sound is heard through the chain alone while that runs", () => {
  const { heard, sound } = opened(true);
  sound.hear(0.7);
  expect(heard).toMatchObject({ chain: 0.7, plain: null });
  sound.hear(null);
  expect(heard).toMatchObject({ chain: 0, plain: null });
});

test("it is never silent because the chain does not run, and never heard twice", () => {
  const { heard, chain, sound } = opened(false);
  sound.hear(0.7);
  expect(heard).toMatchObject({ chain: 0, plain: 0.7 });
  chain.runs = true;
  sound.settle();
  expect(heard).toMatchObject({ chain: 0.7, plain: null });
  chain.runs = false;
  sound.settle();
  expect(heard).toMatchObject({ chain: 0, plain: 0.7 });
});

test("it ends on both ways", () => {
  const { heard, sound } = opened(true);
  sound.end();
  expect(heard.ended).toBe(2);
});
