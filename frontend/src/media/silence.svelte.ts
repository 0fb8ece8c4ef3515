import type { Heard, Meeting } from "../meeting";
import { remember, remembered } from "../remembered";

type Parts = Pick<Meeting, "listening" | "stage" | "speaking" | "booth" | "voice">;

/**
 * What there is of sound and picture until the client of the media engine is here: what somebody chooses, which `Media`
 * reads as it begins, and nothing that is heard. What somebody does in a booth meanwhile is done once it is here.
 */
export class Silence implements Parts {
  readonly listening: Unheard;
  readonly stage = { picture: false, attach: () => () => undefined };
  readonly speaking = new Unspoken();
  readonly booth: Meeting["booth"];
  /** Nobody presses before their microphone is here. */
  readonly voice: Meeting["voice"] = {
    state: "none",
    cause: "",
    refused: "",
    level: 0,
    picture: false,
    attach: () => () => undefined,
    press: () => undefined,
    release: () => undefined,
  };

  /** @param usual what somebody hears who has chosen nothing yet */
  constructor(media: () => Promise<Parts>, usual: Heard) {
    this.listening = new Unheard(usual);
    this.booth = {
      state: "out",
      cause: "",
      level: 0,
      enter: async (language) => (await media()).booth.enter(language),
      leave: async () => (await media()).booth.leave(),
      setOnAir: async (on) => (await media()).booth.setOnAir(on),
      cough: () => undefined,
    };
  }
}

class Unheard {
  heard = $state<Heard>("floor");
  readonly plays = "nothing";
  readonly blocked = false;
  private under = $state(remembered("underneath", 0));
  private loudness = $state(remembered("volume", 1));

  constructor(usual: Heard) {
    this.heard = remembered("heard", usual);
  }

  get underneath(): number {
    return this.under;
  }

  set underneath(level: number) {
    this.under = level;
    remember("underneath", level);
  }

  get volume(): number {
    return this.loudness;
  }

  set volume(level: number) {
    this.loudness = level;
    remember("volume", level);
  }

  choose(heard: Heard): void {
    this.heard = heard;
    remember("heard", heard);
  }

  unblock(): Promise<void> {
    return Promise.resolve();
  }
}

class Unspoken {
  readonly state = "idle";
  readonly level = 0;
  readonly cause = "";
  camera = $state(remembered("camera_on", true));
  private confirm = $state(remembered("confirm_first", false));

  get confirmFirst(): boolean {
    return this.confirm;
  }

  set confirmFirst(confirm: boolean) {
    this.confirm = confirm;
    remember("confirm_first", confirm);
  }

  setCamera(on: boolean): Promise<void> {
    this.camera = on;
    remember("camera_on", on);
    return Promise.resolve();
  }
}
