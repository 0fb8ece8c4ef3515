import type { Heard, Meeting } from "../meeting";
import { ChosenListening, ChosenSpeaking } from "./chosen.svelte";

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
      sound: null,
      enter: async (language) => (await media()).booth.enter(language),
      leave: async () => (await media()).booth.leave(),
      setOnAir: async (on) => (await media()).booth.setOnAir(on),
      handover: async (asks) => (await media()).booth.handover(asks),
      cough: () => undefined,
    };
  }
}

class Unheard extends ChosenListening {
  readonly plays = "nothing";
  readonly blocked = false;

  unblock(): Promise<void> {
    return Promise.resolve();
  }

  protected apply(): void {
    // `Media` reads what was chosen as it begins.
  }
}

class Unspoken extends ChosenSpeaking {
  readonly state = "idle";
  readonly level = 0;
  readonly cause = "";

  protected showOrHide(): void {
    // As above.
  }
}
