/** Opening microphones and cameras. */

import type { DeviceCause } from "../meeting";

export type Purpose = "delegate" | "interpreter";

/**
 * A delegate may sit before loudspeakers, in a kitchen; an interpreter works in a booth or a quiet room with a headset,
 * and their sound goes out as it is: an even level is the interpreter's own art, and filters eat consonants.
 */
const PROCESSING: Record<Purpose, MediaTrackConstraints> = {
  delegate: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  interpreter: { echoCancellation: true, noiseSuppression: false, autoGainControl: false },
};
const UNFILTERED: MediaTrackConstraints = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
const PICTURE: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 25, max: 30 },
};

/**
 * Open the chosen microphone, or whichever there is when that one is gone.
 *
 * @param device empty for the browser's default
 * @throws DOMException of getUserMedia; `causeOf` says what it means
 */
export function openMicrophone(device: string, purpose: Purpose): Promise<MediaStreamTrack> {
  return open("audio", device, { ...PROCESSING[purpose], channelCount: 1, sampleRate: { ideal: 48_000 } });
}

/**
 * A second track of the microphone that is open, as the device gives it: what a filter hides is heard here. A browser of
 * Apple would silence the first one for it, and others may not give it.
 */
export async function openUnfiltered(device: string): Promise<MediaStreamTrack | null> {
  if (navigator.vendor.startsWith("Apple")) return null;
  try {
    return await open("audio", device, { ...UNFILTERED, channelCount: 1, sampleRate: { ideal: 48_000 } });
  } catch {
    return null;
  }
}

/** The chosen camera, in the same way. */
export function openCamera(device: string): Promise<MediaStreamTrack> {
  return open("video", device, PICTURE);
}

export function causeOf(error: unknown): DeviceCause {
  const name = nameOf(error);
  return name === "NotAllowedError" || name === "SecurityError" ? "permission_denied" : "no_device";
}

/** A DOMException's name; older browsers have some that are no Error. */
export function nameOf(error: unknown): string {
  return typeof error === "object" && error !== null && "name" in error ? String(error.name) : "";
}

async function open(
  kind: "audio" | "video",
  device: string,
  quality: MediaTrackConstraints,
): Promise<MediaStreamTrack> {
  // A page that is not served securely has no mediaDevices at all, whatever the type says.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) throw new DOMException("this page may not use devices", "NotAllowedError");
  const get = async (constraints: MediaTrackConstraints) => {
    const stream = await devices.getUserMedia({ [kind]: constraints });
    const [track] = stream.getTracks();
    if (!track) throw new DOMException("no track", "NotFoundError");
    return track;
  };
  if (!device) return get(quality);
  try {
    return await get({ ...quality, deviceId: { exact: device } });
  } catch (error) {
    if (causeOf(error) === "permission_denied") throw error;
    return get(quality);
  }
}
