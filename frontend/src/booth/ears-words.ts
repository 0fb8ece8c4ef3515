/** What is said of an interpreter's ears and of their own microphone. */
import { gettext, interpolate, numberText, pgettext } from "../i18n";
import type { Ears, OwnSound } from "../meeting";

/** From these shares of a day's dose on, somebody is warned. */
const NEAR = 0.8;
const REACHED = 1;

export function doseKind(dose: number): "live" | "wait" | "stop" {
  if (dose >= REACHED) return "stop";
  return dose >= NEAR ? "wait" : "live";
}

/** What to do about it; empty for nothing. */
export function doseText(dose: number): string {
  switch (doseKind(dose)) {
    case "stop":
      return gettext("The sound dose of the day is reached. Hand over where you can, and rest your ears.");
    case "wait":
      return gettext("The sound dose of the day is nearly reached. Lower the volume.");
    default:
      return "";
  }
}

export function guardText(guard: Ears["guard"]): string {
  return guard === "off"
    ? gettext("Sudden loud sound is not limited by this browser. Lower the volume of your headset.")
    : "";
}

export function lufsText(lufs: number | null): string {
  if (lufs === null) return gettext("silent");
  return interpolate(gettext("%(number)s LUFS"), { number: numberText(lufs, { maximumFractionDigits: 0 }) });
}

export function noiseText(noise: OwnSound["noise"]): string {
  switch (noise) {
    case "low":
      return pgettext("noise", "low");
    case "some":
      return pgettext("noise", "some");
    case "high":
      return pgettext("noise", "high");
  }
}

/** What is to be mended, in one sentence; empty for nothing. */
export function faultText(fault: OwnSound["fault"]): string {
  switch (fault) {
    case "silent":
      return gettext("Your microphone has no sound. Check its switch and its cable.");
    case "clipped":
      return gettext("Your microphone is too loud. Lower its level, or move it away from your mouth.");
    case "quiet":
      return gettext("Your microphone is too quiet. Raise its level, or move it nearer.");
    case "hum":
      return gettext("Your microphone hums. Use another cable or socket, or run the computer from its battery.");
    case "noise":
      return gettext("There is noise around you. Close doors and windows, and switch off fans.");
    case "":
      return "";
  }
}
