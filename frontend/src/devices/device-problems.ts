/** What the browser said about a device, and what to do. */
import { gettext } from "../i18n";
import type { DeviceCause } from "../meeting";

interface Problem {
  what: string;
  todo: string;
}

/** Messages on why a device cannot be used; null when all is well. */
export function deviceProblem(kind: "microphone" | "camera", cause: DeviceCause | ""): Problem | null {
  const microphone = kind === "microphone";
  switch (cause) {
    case "":
      return null;
    case "permission_denied":
      return microphone
        ? {
            what: gettext("The browser does not let this page use the microphone"),
            todo: gettext("Click the icon in the address bar, allow the microphone, and check again."),
          }
        : {
            what: gettext("The browser does not let this page use the camera"),
            todo: gettext("Click the icon in the address bar, allow the camera, and check again."),
          };
    case "no_device":
    case "network":
      return microphone
        ? {
            what: gettext("No microphone can be used"),
            todo: gettext(
              "Plug in a headset, or close the program that uses it, and check again. Without one you can only listen.",
            ),
          }
        : {
            what: gettext("No camera can be used"),
            todo: gettext("You can speak without one: the others hear you and see your name."),
          };
    default:
      return cause satisfies never;
  }
}
