import type { OwnSound } from "../../meeting";
import { Recorder } from "../measures/recorder";
import { audioContext } from "../meter";
import { OwnSoundMeter } from "./own-sound";

/** How often it is judged, in ms. */
const EVERY = 2000;

/** Listens to an interpreter's own microphone, also while nobody else hears it. */
export class OwnMicrophone {
  sound = $state.raw<OwnSound | null>(null);

  private end: () => void = () => undefined;
  /** Counts tracks, so that one that is listened to too late is let go. */
  private turn = 0;

  /** @param track null for none */
  async listen(track: MediaStreamTrack | null): Promise<void> {
    const turn = ++this.turn;
    this.end();
    this.end = () => undefined;
    this.sound = null;
    if (!track) return;
    try {
      const recorder = await Recorder.of(track);
      if (turn === this.turn) this.judge(recorder);
      else recorder.end();
    } catch {
      // Without worklets nothing is told of it: its level is shown all the same.
    }
  }

  private judge(recorder: Recorder): void {
    const meter = new OwnSoundMeter(audioContext().sampleRate);
    const timer = setInterval(() => {
      meter.add(recorder.take());
      this.sound = meter.judge();
    }, EVERY);
    this.end = () => {
      clearInterval(timer);
      recorder.end();
    };
  }
}
