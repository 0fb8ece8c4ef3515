/** The microphone and the camera of who practises: opened as in a sitting, and sent to nobody. */
import type { DeviceCause } from "../../meeting";
import { causeOf, type Purpose } from "../../media/capture";
import type { Devices } from "../../media/devices.svelte";
import { meter } from "../../media/meter";
import { Stage } from "../../media/stage.svelte";

export class OwnDevices {
  /** Of the microphone, 0 to 1. */
  level = $state(0);
  /** There is a picture of them; null until the camera was asked for. */
  seen = $state<boolean | null>(null);
  readonly stage = new Stage();

  private sound: MediaStreamTrack | null = null;
  private picture: MediaStreamTrack | null = null;
  private staged = false;
  private endMeter: () => void = () => undefined;
  /** Counts openings and closings, so that a device that opens too late is let go. */
  private opening = 0;

  constructor(
    private readonly devices: Devices,
    private readonly measure: typeof meter = meter,
  ) {}

  /** Open the chosen microphone; an empty cause when all is well, null where it is not wanted any more. */
  async open(purpose: Purpose): Promise<DeviceCause | "" | null> {
    const opening = ++this.opening;
    this.letGo();
    try {
      const track = await this.devices.openMicrophone(purpose);
      if (opening !== this.opening) {
        track.stop();
        return null;
      }
      this.sound = track;
      this.endMeter = this.measure(track, (level) => (this.level = level));
      return "";
    } catch (error) {
      return opening === this.opening ? causeOf(error) : null;
    }
  }

  /** The camera, where there is one: without it somebody is heard and not seen. */
  async show(): Promise<void> {
    const opening = this.opening;
    try {
      const track = await this.devices.openCamera();
      if (opening !== this.opening) track.stop();
      else this.put(track);
    } catch {
      this.hide();
    }
  }

  hide(): void {
    this.put(null);
  }

  /** Their picture is the large one while they have the floor. */
  setStaged(staged: boolean): void {
    if (staged === this.staged) return;
    this.staged = staged;
    this.stage.put(staged ? this.picture : null);
  }

  close(): void {
    this.opening += 1;
    this.letGo();
    this.hide();
    this.seen = null;
  }

  private put(track: MediaStreamTrack | null): void {
    this.picture?.stop();
    this.picture = track;
    this.seen = track !== null;
    this.stage.put(this.staged ? track : null);
  }

  private letGo(): void {
    this.endMeter();
    this.endMeter = () => undefined;
    this.sound?.stop();
    this.sound = null;
  }
}
