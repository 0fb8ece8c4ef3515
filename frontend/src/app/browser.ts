/** The browser, and what a sitting needs of it. */
import Bowser from "bowser";

import type { Lack } from "../api/vocabulary";
import type { Measurements } from "../measuring";

/** As the server keeps it. */
const LONGEST = 40;

export function browserOf(userAgent: string, lacks: Lack[]): Measurements["browser"] {
  const { browser, os, platform } = Bowser.parse(userAgent || " ");
  const text = (value: string | undefined) => (value ?? "").slice(0, LONGEST);
  return {
    name: text(browser.name),
    version: text(browser.version),
    platform: text(os.name),
    mobile: platform.type === "mobile" || platform.type === "tablet",
    // At most one of each: the schema writes every length of such a list as a type of its own.
    lacks: lacks as Measurements["browser"]["lacks"],
  };
}

/** What a sitting needs and this browser, or the way in which the page came, does not have. */
export function lacking(page: Window & typeof globalThis): Lack[] {
  const has: Record<Lack, () => boolean> = {
    secure_context: () => page.isSecureContext,
    devices: () => "mediaDevices" in page.navigator,
    webrtc: () => "RTCPeerConnection" in page,
    audio: () => "AudioContext" in page && "AudioWorkletNode" in page,
    // This runs.
    modules: () => true,
    websocket: () => "WebSocket" in page,
    storage: () => stores(page),
  };
  return (Object.keys(has) as Lack[]).filter((lack) => !has[lack]());
}

/** A private window, or a setting, may forbid it. */
function stores(page: Window): boolean {
  try {
    page.localStorage.setItem("hemicycle.stores", "");
    page.localStorage.removeItem("hemicycle.stores");
    return true;
  } catch {
    return false;
  }
}
