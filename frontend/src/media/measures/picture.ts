/** What a camera gives, told from its picture. */
import { wait } from "../../backoff";
import { show } from "../show";

const WATCHED = 2000;
/** In which the light is told: enough, and soon read. */
const [WIDTH, HEIGHT] = [64, 36];
/** Rec. 709: what red, green and blue weigh to the eye. */
const [RED, GREEN, BLUE] = [0.2126, 0.7152, 0.0722];

export interface Picture {
  width: number | null;
  height: number | null;
  frames: number | null;
  light: number | null;
}

/** Mean luminance, 0 to 1, of pixels of red, green, blue and opacity, each 0 to 255. */
export function luminance(pixels: ArrayLike<number>): number | null {
  let sum = 0;
  for (let at = 0; at + 3 < pixels.length; at += 4) {
    sum += RED * Number(pixels[at]) + GREEN * Number(pixels[at + 1]) + BLUE * Number(pixels[at + 2]);
  }
  const count = Math.floor(pixels.length / 4);
  return count ? sum / count / 255 : null;
}

/** Watch a camera for two seconds. */
export async function watch(track: MediaStreamTrack): Promise<Picture> {
  const { width = null, height = null } = track.getSettings();
  const element = document.createElement("video");
  show(element, track);
  try {
    // The first pictures of a camera are dark, and late.
    await wait(WATCHED / 2);
    const [began, before] = [performance.now(), element.getVideoPlaybackQuality().totalVideoFrames];
    await wait(WATCHED);
    const shown = element.getVideoPlaybackQuality().totalVideoFrames - before;
    const frames = shown > 0 ? (shown * 1000) / (performance.now() - began) : null;
    return { width, height, frames, light: lightOf(element) };
  } finally {
    show(element, null);
  }
}

function lightOf(element: HTMLVideoElement): number | null {
  if (element.videoWidth === 0) return null;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [WIDTH, HEIGHT];
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) return null;
  context.drawImage(element, 0, 0, WIDTH, HEIGHT);
  return luminance(context.getImageData(0, 0, WIDTH, HEIGHT).data);
}
