// What a listener hears and when, in any page: run before the page's own scripts.
//
// A sound is heard from when the element that plays it is not muted and the sound itself has set in, whichever
// comes later. Moments are milliseconds since 1970 by this machine's clock, which all pages share.
(() => {
  /** Peak above which a sound counts: -50 dB of full scale. */
  const LOUD = 0.003;
  /** Seconds below it after which a sound has ended. */
  const QUIET = 0.1;
  const PROCESSOR = `
    registerProcessor("onset", class extends AudioWorkletProcessor {
      sounds = false;
      last = 0;
      ended = false;
      constructor() {
        super();
        this.port.onmessage = () => (this.ended = true);
      }
      process([[samples = []]]) {
        if (samples.some((sample) => Math.abs(sample) > ${LOUD})) {
          this.last = currentTime;
          if (!this.sounds) this.tell(true);
        } else if (this.sounds && currentTime - this.last > ${QUIET}) this.tell(false);
        return !this.ended;
      }
      tell(sounds) {
        this.sounds = sounds;
        this.port.postMessage({ sounds, at: Date.now() });
      }
    });`;

  const context = new AudioContext({ latencyHint: 0 });
  const silence = new GainNode(context, { gain: 0 });
  silence.connect(context.destination);
  const ready = context.audioWorklet.addModule(URL.createObjectURL(new Blob([PROCESSOR], { type: "text/javascript" })));
  const elements = new Map();
  const waiting = new Set();
  /** By identity, when the page played them no more. */
  const closed = new Map();

  function look() {
    for (const wait of waiting) {
      for (const [element, { soundsSince, openSince }] of elements) {
        if (element.dataset.identity !== wait.identity || soundsSince === null || openSince === null) continue;
        waiting.delete(wait);
        wait.resolve({ at: Math.max(soundsSince, openSince), sounds: soundsSince, open: openSince });
      }
    }
  }

  function follow(element, change) {
    const before = elements.get(element) ?? {
      soundsSince: null,
      openSince: element.muted ? null : Date.now(),
      end: () => undefined,
    };
    elements.set(element, { ...before, ...change });
    look();
  }

  async function listen(element, stream) {
    follow(element, { soundsSince: null });
    await ready;
    if (element.srcObject !== stream) return;
    const onset = new AudioWorkletNode(context, "onset");
    onset.port.onmessage = ({ data: { sounds, at } }) => follow(element, { soundsSince: sounds ? at : null });
    const source = context.createMediaStreamSource(stream);
    source.connect(onset).connect(silence);
    const end = () => {
      onset.port.onmessage = null;
      onset.port.postMessage("end");
      source.disconnect();
      onset.disconnect();
    };
    elements.set(element, { ...elements.get(element), end });
  }

  /** Learn of each assignment to a property at once, before the page goes on. */
  function watch(name, learn) {
    const { get, set } = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, name);
    Object.defineProperty(HTMLMediaElement.prototype, name, {
      get,
      set(value) {
        const before = get.call(this);
        set.call(this, value);
        if (before !== value) learn(this, value);
      },
      configurable: true,
    });
  }

  watch("muted", (element, muted) => {
    follow(element, { openSince: muted ? null : Date.now() });
    if (muted) closed.set(element.dataset.identity, Date.now());
  });
  watch("srcObject", (element, stream) => {
    // Or a share of a core would go to what nobody plays any longer.
    elements.get(element)?.end();
    elements.delete(element);
    if (stream && stream.getAudioTracks().length > 0) void listen(element, stream);
  });

  globalThis.ears = {
    /** Resolves once the ears are open. */
    ready,
    /** The moment from which somebody is heard, and of its two conditions; waits for it. */
    heard: (identity) =>
      new Promise((resolve) => {
        waiting.add({ identity, resolve });
        look();
      }),
    /** The moment from which somebody was not played any more, the last time; null for never. */
    closed: (identity) => closed.get(identity) ?? null,
    /** Whether somebody's sound is received, heard or not. */
    receives: (identity) => [...elements.keys()].some((element) => element.dataset.identity === identity),
  };
})();
