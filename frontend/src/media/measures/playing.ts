import { sendTo } from "../devices.svelte";
import { audioContext } from "../meter";

/** Two notes that no mains hum contains, in Hz, and how long and loud they are. */
export const TONES = [587, 881] as const;
const TONE_SECONDS = 1.2;
const AMPLITUDE = 0.2;
/** Of each of them while it sounds. */
export const PLAYED = AMPLITUDE / Math.SQRT2;

/** Play both notes together through a loudspeaker; ends when they have sounded. */
export async function playTones(loudspeaker: string): Promise<void> {
  const context = audioContext();
  const gain = new GainNode(context, { gain: AMPLITUDE });
  const notes = TONES.map((frequency) => new OscillatorNode(context, { frequency }));
  await through(loudspeaker, gain, async () => {
    const end = context.currentTime + TONE_SECONDS;
    for (const note of notes) {
      note.connect(gain);
      note.start();
      note.stop(end);
    }
    await Promise.all(notes.map(ended));
  });
}

/** Play what was recorded through a loudspeaker; ends when it has sounded. */
export async function playBack(samples: Float32Array, loudspeaker: string): Promise<void> {
  if (samples.length === 0) return;
  const context = audioContext();
  const buffer = context.createBuffer(1, samples.length, context.sampleRate);
  buffer.getChannelData(0).set(samples);
  const source = new AudioBufferSourceNode(context, { buffer });
  await through(loudspeaker, source, async () => {
    source.start();
    await ended(source);
  });
}

/** A sound that never stops, to be sent where there is no microphone, and what ends it. */
export function toneTrack(): { track: MediaStreamTrack; end: () => void } {
  const context = audioContext();
  const destination = context.createMediaStreamDestination();
  const note = new OscillatorNode(context, { frequency: TONES[0] });
  const gain = new GainNode(context, { gain: AMPLITUDE });
  note.connect(gain).connect(destination);
  note.start();
  const [track] = destination.stream.getAudioTracks();
  if (!track) throw new Error("the browser gave no track");
  return { track, end: () => note.stop() };
}

async function through(loudspeaker: string, last: AudioNode, play: () => Promise<void>): Promise<void> {
  const destination = audioContext().createMediaStreamDestination();
  last.connect(destination);
  const element = new Audio();
  element.srcObject = destination.stream;
  await sendTo(element, loudspeaker);
  await element.play();
  try {
    await play();
  } finally {
    last.disconnect();
    element.pause();
    element.srcObject = null;
  }
}

function ended(source: AudioScheduledSourceNode): Promise<unknown> {
  return new Promise((resolve) => source.addEventListener("ended", resolve, { once: true }));
}
