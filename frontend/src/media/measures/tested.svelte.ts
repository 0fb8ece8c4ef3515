import type { DeviceState, MeasuredCamera, MeasuredMicrophone, Part, Purpose } from "../../measuring";
import { openUnfiltered } from "../capture";
import type { Devices } from "../devices.svelte";
import { audioContext, meter } from "../meter";
import { show } from "../show";
import { stateOf } from "./opening";
import { watch } from "./picture";
import { playBack, PLAYED, playTones, TONES } from "./playing";
import { joined, Recorder } from "./recorder";
import { echoOf, soundOf } from "./sound";

/** How long the room is listened to, and the sentence, in ms. */
const QUIET = 1500;
const SPEAK = 4500;

const NO_MICROPHONE: MeasuredMicrophone = {
  state: "skipped",
  label: "",
  level_db: null,
  noise_db: null,
  peak_db: null,
  clipped: null,
  hum_db: null,
  echo_db: null,
  heard: null,
};
const NO_CAMERA: MeasuredCamera = { state: "skipped", label: "", width: null, height: null, frames: null, light: null };

/** What was recorded of a microphone, as a sitting would carry it. */
interface Recorded {
  quiet: Float32Array;
  spoken: Float32Array;
}

/** Waiting, of a test that may be stopped: each ends early then. */
export interface Patience {
  pause(milliseconds: number): Promise<void>;
  /** What is found, or null where the test was stopped before. */
  orStopped<Found>(found: Promise<Found>): Promise<Found | null>;
}

/** The microphone and the camera of a test, opened as for a sitting, and what was measured of them. */
export class Tested {
  microphone = $state.raw(NO_MICROPHONE);
  camera = $state.raw(NO_CAMERA);
  /** Of the microphone, 0 to 1. */
  level = $state(0);
  part = $state<Part>("");
  /** One was unplugged, or taken away, in the middle. */
  lost = false;

  /** The tracks themselves; null while they are closed. */
  sound: MediaStreamTrack | null = null;
  picture = $state.raw<MediaStreamTrack | null>(null);
  private recorded: Recorded = { quiet: new Float32Array(), spoken: new Float32Array() };
  private endMeter: () => void = () => undefined;
  private readonly previews = new Set<HTMLVideoElement>();

  constructor(
    private readonly devices: Devices,
    private readonly patience: Patience,
  ) {}

  begin(): void {
    this.microphone = NO_MICROPHONE;
    this.camera = NO_CAMERA;
    this.lost = false;
  }

  /** Open the chosen microphone, listen to the room, and record a sentence. */
  async record(purpose: Purpose): Promise<void> {
    this.recorded = { quiet: new Float32Array(), spoken: new Float32Array() };
    const track = await this.openMicrophone(purpose);
    if (!track) return;
    const unfiltered = await openUnfiltered(track.getSettings().deviceId ?? "");
    const carried = await Recorder.of(track);
    const given = unfiltered && (await Recorder.of(unfiltered));
    try {
      this.part = "quiet";
      await this.patience.pause(QUIET);
      const quiet = carried.take();
      this.part = "speak";
      await this.patience.pause(SPEAK);
      this.recorded = { quiet, spoken: carried.take() };
      const all = joined([quiet, this.recorded.spoken]);
      this.note(soundOf(all, given?.take() ?? all, audioContext().sampleRate) ?? {});
    } finally {
      carried.end();
      given?.end();
      unfiltered?.stop();
      this.part = "";
    }
  }

  /** Play the test sound and the sentence through the chosen loudspeaker, and listen for what comes back. */
  async playBack(): Promise<void> {
    const { loudspeaker } = this.devices.chosen;
    this.part = "listen";
    try {
      const recorder = this.sound && (await Recorder.of(this.sound));
      await this.patience.orStopped(playTones(loudspeaker));
      if (recorder) {
        const rate = audioContext().sampleRate;
        this.note({ echo_db: echoOf(TONES, PLAYED, this.recorded.quiet, recorder.take(), rate) });
        recorder.end();
      }
      await this.patience.orStopped(playBack(this.recorded.spoken, loudspeaker));
    } finally {
      this.part = "";
    }
  }

  /** Whether the person heard themselves; null for no answer. */
  heard(heard: boolean | null): void {
    this.note({ heard });
  }

  /** Open the chosen camera, and watch it for a while. */
  async see(): Promise<void> {
    try {
      this.keepPicture(await this.devices.openCamera());
    } catch (error) {
      this.camera = { ...NO_CAMERA, state: stateOf(error) };
      return;
    }
    const track = this.picture;
    if (!track) return;
    this.camera = { ...NO_CAMERA, state: "opened", label: track.label };
    this.watchLoss(track, (state) => (this.camera = { ...this.camera, state }));
    this.camera = { ...this.camera, ...(await this.patience.orStopped(watch(track))) };
  }

  readonly preview = (element: HTMLVideoElement): (() => void) => {
    this.previews.add(element);
    show(element, this.picture);
    return () => {
      this.previews.delete(element);
      show(element, null);
    };
  };

  close(): void {
    this.keepSound(null);
    this.keepPicture(null);
    this.part = "";
  }

  private async openMicrophone(purpose: Purpose): Promise<MediaStreamTrack | null> {
    this.keepSound(null);
    try {
      const track = await this.devices.openMicrophone(purpose === "interpreter" ? purpose : "delegate");
      this.keepSound(track);
      this.microphone = { ...NO_MICROPHONE, state: "opened", label: track.label };
      this.watchLoss(track, (state) => this.note({ state }));
      return track;
    } catch (error) {
      this.microphone = { ...NO_MICROPHONE, state: stateOf(error) };
      return null;
    }
  }

  private note(changes: Partial<MeasuredMicrophone>): void {
    this.microphone = { ...this.microphone, ...changes };
  }

  /** A track that this page stops itself does not tell. */
  private watchLoss(track: MediaStreamTrack, tell: (state: DeviceState) => void): void {
    track.addEventListener("ended", () => {
      if (track !== this.sound && track !== this.picture) return;
      this.lost = true;
      tell("lost");
    });
  }

  private keepSound(track: MediaStreamTrack | null): void {
    this.endMeter();
    this.sound?.stop();
    this.sound = track;
    this.endMeter = track ? meter(track, (level) => (this.level = level)) : () => undefined;
  }

  private keepPicture(track: MediaStreamTrack | null): void {
    this.picture?.stop();
    this.picture = track;
    for (const element of this.previews) show(element, track);
  }
}
