/** What the steps of a test are called, and what the person is told at each. */
import { gettext } from "../i18n";
import type { ConnectionTest, Part, Step, StepState } from "../measuring";

export function stepLabel(step: Step): string {
  return {
    browser: gettext("Browser"),
    microphone: gettext("Microphone"),
    loudspeaker: gettext("Loudspeaker or headset"),
    camera: gettext("Camera"),
    ways: gettext("Network"),
    line: gettext("Line"),
    state: gettext("Updates of the meeting room"),
    clock: gettext("Clock"),
  }[step];
}

export function stateLabel(state: StepState): string {
  return {
    waiting: gettext("Not tested yet"),
    running: gettext("Testing"),
    done: gettext("Tested"),
    problem: gettext("Problem found"),
    skipped: gettext("Not needed"),
  }[state];
}

/** Its colour; the words say the same. */
export function stateKind(state: StepState): "plain" | "live" | "wait" | "me" {
  return ({ waiting: "plain", running: "me", done: "live", problem: "wait", skipped: "plain" } as const)[state];
}

/** A title, and what to do or what happens. */
export interface Telling {
  title: string;
  text: string;
}

/** What the person is told now. */
export function telling({ current, part, silent, microphone, context, seconds }: Told): Telling {
  if (current === "microphone" || current === "loudspeaker") {
    const hears = context.purpose !== "listener" && microphone === "opened";
    return partTelling(part, { silent, hears }) ?? { title: stepLabel(current), text: gettext("Opening the device") };
  }
  switch (current) {
    case null:
    case "browser":
      return { title: stepLabel("browser"), text: gettext("Allow the microphone and the camera if the browser asks.") };
    case "camera":
      return { title: stepLabel(current), text: gettext("Look into the camera. No one else sees you.") };
    case "ways":
      if (part === "turn") return { title: stepLabel(current), text: othersTest() };
      return { title: stepLabel(current), text: gettext("Each way to the media server is tried. No action needed.") };
    case "line":
      return { title: stepLabel(current), text: soundAndPicture(seconds) };
    case "state":
    case "clock":
      return { title: stepLabel(current), text: gettext("Almost done. No action needed.") };
    default:
      return current satisfies never;
  }
}

type Told = Pick<ConnectionTest, "current" | "part" | "silent" | "microphone" | "context"> & { seconds: string };

/** Also what screen readers say then. */
export function othersTest(): string {
  return gettext("Many people are testing now. The test continues by itself in a moment; stay on this page.");
}

function soundAndPicture(seconds: string): string {
  return gettext(
    "Sound and picture are sent and received as in a sitting, for %(seconds)s. No one else hears you.",
  ).replace("%(seconds)s", seconds);
}

function partTelling(part: Part, { silent, hears }: { silent: boolean; hears: boolean }): Telling | null {
  switch (part) {
    case "":
    case "turn":
      return null;
    case "quiet":
      return {
        title: gettext("Silence"),
        text: gettext("Say nothing for a moment: the noise of the room is measured."),
      };
    case "speak":
      return { title: gettext("Your voice"), text: gettext("Read this sentence aloud:") };
    case "listen":
      return {
        title: gettext("Playback"),
        text: hears ? gettext("Listen: two notes, then your own voice.") : gettext("Listen: two notes are played."),
      };
    case "answer":
      return {
        title: hears ? gettext("Did you hear yourself?") : gettext("Did you hear the two notes?"),
        text: silent
          ? gettext("No sound came from this microphone. Choose another one or turn it on, and record again.")
          : gettext("If not, choose another device or turn up the volume, and try again."),
      };
    default:
      return part satisfies never;
  }
}
