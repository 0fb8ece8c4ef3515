/** A call without devices and engines: its view is tested with it. */
import type { Call, CallContext } from "../calling";
import { device } from "./fake-meeting.svelte";

export function sampleCallContext(): CallContext {
  return {
    language: "en",
    direction: "ltr",
    csrf: "token",
    me: "r1",
    other: { identity: "r2", name: "Mr Otto Technician" },
    urls: { join: "/join/", back: "/help/" },
  };
}

export class FakeCall implements Call {
  readonly context = sampleCallContext();
  phase: Call["phase"] = $state("ready");
  refusal = $state("");
  other: Call["other"] = $state("awaited");
  otherPicture = $state(false);
  ownPicture = $state(false);
  microphoneOn = $state(true);
  cameraOn = $state(true);
  microphoneCause: Call["microphoneCause"] = $state("");
  cameraCause: Call["cameraCause"] = $state("");
  level = $state(0.6);
  blocked = $state(false);
  devices = {
    microphones: [device("audioinput", "Headset")],
    cameras: [device("videoinput", "Webcam")],
    loudspeakers: [device("audiooutput", "Headset")],
    inUse: { microphone: "Headset", camera: "Webcam", loudspeaker: "Headset" },
    choose: (): Promise<void> => Promise.resolve(),
  };

  join(): Promise<void> {
    this.phase = "joined";
    return Promise.resolve();
  }

  setMicrophone(on: boolean): void {
    this.microphoneOn = on;
  }

  setCamera(on: boolean): void {
    this.cameraOn = on;
  }

  unblock(): void {
    this.blocked = false;
  }

  attachOther(): () => void {
    return () => undefined;
  }

  attachOwn(): () => void {
    return () => undefined;
  }
}
