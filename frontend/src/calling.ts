/**
 * What the page of a call of the help desk is opened with, and what its view sees of the call. `app/` makes it of
 * `media/`; `call/` uses it and nothing else of theirs.
 */
import type { DeviceCause, Meeting } from "./meeting";

/** Written by the server: `<script type="application/json" id="call">`. */
export interface CallContext {
  language: string;
  direction: "ltr" | "rtl";
  csrf: string;
  /** Identities in the media engine. */
  me: string;
  other: { identity: string; name: string };
  urls: { join: string; back: string };
}

export interface Call {
  readonly context: CallContext;
  readonly phase:
    | "ready"
    | "joining"
    | "joined"
    /** This person joined in another tab. */
    | "elsewhere"
    /** The media server cannot be reached. */
    | "away"
    /** One of the two, the case or time has ended it. */
    | "ended"
    /** The server did not let them join; `refusal` says why. */
    | "refused";
  /** Worded by the server. */
  readonly refusal: string;
  /** Where the other one is. */
  readonly other: "awaited" | "here" | "left";
  readonly otherPicture: boolean;
  readonly ownPicture: boolean;
  /** What the other one hears and sees of this person. */
  readonly microphoneOn: boolean;
  readonly cameraOn: boolean;
  readonly microphoneCause: DeviceCause | "";
  readonly cameraCause: DeviceCause | "";
  /** Of the microphone, 0 to 1. */
  readonly level: number;
  /** The browser wants a click before it plays sound. */
  readonly blocked: boolean;
  readonly devices: Pick<Meeting["devices"], "microphones" | "cameras" | "loudspeakers" | "inUse" | "choose">;

  /** Join, come back, or take the call from another tab. From a click. */
  join(): Promise<void>;
  setMicrophone(on: boolean): void;
  setCamera(on: boolean): void;
  unblock(): void;
  /** Show a picture; returns what undoes it. */
  attachOther(element: HTMLVideoElement): () => void;
  attachOwn(element: HTMLVideoElement): () => void;
}

/** Read the context that the page carries. */
export function readCallContext(): CallContext {
  const element = document.getElementById("call");
  if (!element?.textContent) throw new Error("the page carries no context");
  return JSON.parse(element.textContent) as CallContext;
}
