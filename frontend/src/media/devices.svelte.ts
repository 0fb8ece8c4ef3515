import type { DeviceCause, DeviceCauses } from "../meeting";
import { remembered, remember } from "../remembered";
import { causeOf, openCamera, openMicrophone, type Purpose } from "./capture";
import { audioContext, meter } from "./meter";
import { show } from "./show";

export type Kind = "microphone" | "camera" | "loudspeaker";

const KINDS: Record<Kind, MediaDeviceKind> = {
  microphone: "audioinput",
  camera: "videoinput",
  loudspeaker: "audiooutput",
};
const TEST_SECONDS = 1.2;

/** The devices of this machine, the person's choice among them, and trying them out. */
export class Devices {
  microphones = $state.raw<MediaDeviceInfo[]>([]);
  cameras = $state.raw<MediaDeviceInfo[]>([]);
  loudspeakers = $state.raw<MediaDeviceInfo[]>([]);
  /** Identifiers; empty for the browser's default. Kept in this browser. */
  chosen = $state.raw({
    microphone: remembered("microphone", ""),
    camera: remembered("camera", ""),
    loudspeaker: remembered("loudspeaker", ""),
  });
  /** What the browser opened when it was asked for the chosen ones; empty when it has not been asked since. */
  private opened = $state.raw({ microphone: "", camera: "", loudspeaker: "" });
  readonly inUse = $derived({
    microphone: inUse(this.microphones, this.opened.microphone, this.chosen.microphone),
    camera: inUse(this.cameras, this.opened.camera, this.chosen.camera),
    loudspeaker: inUse(this.loudspeakers, this.opened.loudspeaker, this.chosen.loudspeaker),
  });
  /** Of the microphone that is tried out, 0 to 1. */
  level = $state(0);

  /** Called after a choice: who uses the device takes the new one. */
  onchoice: (kind: Kind) => void = () => undefined;

  private microphone = $state.raw<MediaStreamTrack | null>(null);
  private camera = $state.raw<MediaStreamTrack | null>(null);
  private endMeter: () => void = () => undefined;
  private purpose: Purpose = "delegate";
  private readonly previews = new Set<HTMLVideoElement>();
  /** Counts openings and closings, so that a device that opens too late is let go. */
  private opening = 0;

  /** @param measure tells the level of what is tried out */
  constructor(private readonly measure: typeof meter = meter) {
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    devices?.addEventListener("devicechange", () => void this.list());
    void this.list();
  }

  async list(): Promise<void> {
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    const all = (await devices?.enumerateDevices()) ?? [];
    // Before permission the browser lists nameless ones.
    const of = (kind: Kind) => all.filter((device) => device.kind === KINDS[kind] && device.deviceId !== "");
    this.microphones = of("microphone");
    this.cameras = of("camera");
    this.loudspeakers = of("loudspeaker");
  }

  async choose(kind: Kind, id: string): Promise<void> {
    this.chosen = { ...this.chosen, [kind]: id };
    this.opened = { ...this.opened, [kind]: "" };
    remember(kind, id);
    if (kind === "microphone" && this.microphone) await this.tryMicrophone(this.opening);
    if (kind === "camera" && this.camera) await this.tryCamera(this.opening);
    this.onchoice(kind);
  }

  /** The chosen microphone, or whichever there is when that one is gone. Rejects as `getUserMedia` does. */
  async openMicrophone(purpose: Purpose): Promise<MediaStreamTrack> {
    return this.note("microphone", await openMicrophone(this.chosen.microphone, purpose));
  }

  /** The same for the camera. */
  async openCamera(): Promise<MediaStreamTrack> {
    return this.note("camera", await openCamera(this.chosen.camera));
  }

  /** Open what is needed, to try it; an empty cause when all is well. */
  async open(purpose: Purpose): Promise<DeviceCauses> {
    const opening = ++this.opening;
    this.purpose = purpose;
    // One after the other: asked for together, some browsers drop the second question.
    const microphone = await this.tryMicrophone(opening);
    const camera = purpose === "delegate" ? await this.tryCamera(opening) : "";
    return { microphone, camera };
  }

  close(): void {
    this.opening += 1;
    this.keepMicrophone(null);
    this.keepCamera(null);
  }

  /** Show the camera that is tried out. */
  readonly preview = (element: HTMLVideoElement): (() => void) => {
    this.previews.add(element);
    show(element, this.camera);
    return () => {
      this.previews.delete(element);
      show(element, null);
    };
  };

  /** Two notes through the chosen loudspeaker. */
  async testSound(): Promise<void> {
    const context = audioContext();
    const destination = context.createMediaStreamDestination();
    const gain = new GainNode(context, { gain: 0 });
    const oscillator = new OscillatorNode(context, { frequency: 440 });
    oscillator.connect(gain).connect(destination);
    const start = context.currentTime;
    oscillator.frequency.setValueAtTime(660, start + TEST_SECONDS / 2);
    gain.gain.linearRampToValueAtTime(0.25, start + 0.05);
    gain.gain.setValueAtTime(0.25, start + TEST_SECONDS - 0.1);
    gain.gain.linearRampToValueAtTime(0, start + TEST_SECONDS);
    const element = new Audio();
    element.srcObject = destination.stream;
    await sendTo(element, this.chosen.loudspeaker);
    await element.play();
    oscillator.start();
    oscillator.stop(start + TEST_SECONDS);
    await new Promise((resolve) => oscillator.addEventListener("ended", resolve, { once: true }));
    element.srcObject = null;
  }

  /** Names and identifiers are told after the first permission: the list is read again. */
  private async note(kind: Kind, track: MediaStreamTrack): Promise<MediaStreamTrack> {
    this.opened = { ...this.opened, [kind]: track.getSettings().deviceId ?? "" };
    await this.list();
    return track;
  }

  private async tryMicrophone(opening: number): Promise<DeviceCause | ""> {
    try {
      const track = await this.openMicrophone(this.purpose);
      if (opening === this.opening) this.keepMicrophone(track);
      else track.stop();
      return "";
    } catch (error) {
      if (opening === this.opening) this.keepMicrophone(null);
      return causeOf(error);
    }
  }

  private async tryCamera(opening: number): Promise<DeviceCause | ""> {
    try {
      const track = await this.openCamera();
      if (opening === this.opening) this.keepCamera(track);
      else track.stop();
      return "";
    } catch (error) {
      if (opening === this.opening) this.keepCamera(null);
      return causeOf(error);
    }
  }

  private keepMicrophone(track: MediaStreamTrack | null): void {
    this.endMeter();
    this.microphone?.stop();
    this.microphone = track;
    this.endMeter = track ? this.measure(track, (level) => (this.level = level)) : () => undefined;
  }

  private keepCamera(track: MediaStreamTrack | null): void {
    this.camera?.stop();
    this.camera = track;
    for (const element of this.previews) show(element, track);
  }
}

/** Which of a list is used: what was opened, the choice, or the browser's default, which some list under that name. */
export function inUse(list: readonly Pick<MediaDeviceInfo, "deviceId">[], opened: string, chosen: string): string {
  const listed = [opened, chosen, "default"].find((id) => list.some(({ deviceId }) => deviceId === id));
  return listed ?? list[0]?.deviceId ?? "";
}

/** Play an element through a loudspeaker, where the browser lets a page choose one. */
export async function sendTo(element: HTMLMediaElement, loudspeaker: string): Promise<void> {
  if (!("setSinkId" in element)) return;
  try {
    await element.setSinkId(loudspeaker);
  } catch {
    // It was unplugged: the default one plays.
    await element.setSinkId("");
  }
}
