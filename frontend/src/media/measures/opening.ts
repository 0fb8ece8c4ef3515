import type { DeviceState } from "../../measuring";
import { nameOf } from "../capture";

/** Why a device could not be opened. */
export function stateOf(error: unknown): Exclude<DeviceState, "opened" | "lost" | "skipped"> {
  switch (nameOf(error)) {
    case "NotAllowedError":
    case "SecurityError":
      return "denied";
    // Another program has it, or the machine did not give it.
    case "NotReadableError":
    case "AbortError":
    case "TrackStartError":
      return "busy";
    default:
      return "missing";
  }
}
