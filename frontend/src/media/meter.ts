/** The level of a sound, as a person hears it. */

const EVERY = 100;
/** Decibels below full scale that show as nothing. */
const FLOOR = 60;

let shared: AudioContext | null = null;

/** One for the page: browsers allow few. It stands still until the person has clicked something. */
export function audioContext(): AudioContext {
  shared ??= new AudioContext();
  if (shared.state === "suspended") void shared.resume();
  return shared;
}

/** From root mean square (0 to 1) to a level (0 to 1) that is even in decibels. */
export function levelOf(rms: number): number {
  if (rms <= 0) return 0;
  return Math.min(1, Math.max(0, (20 * Math.log10(rms) + FLOOR) / FLOOR));
}

/**
 * Tell the level of a track ten times a second.
 *
 * @returns what ends it
 */
export function meter(track: MediaStreamTrack, tell: (level: number) => void): () => void {
  const context = audioContext();
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const analyser = context.createAnalyser();
  analyser.fftSize = 2048;
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    tell(levelOf(Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)));
  }, EVERY);
  return () => {
    clearInterval(timer);
    source.disconnect();
    tell(0);
  };
}
