/** Keys that are no letters, as the browser calls them (`KeyboardEvent.key`) and as they are shown. */
import { gettext, interpolate } from "../i18n";

const CALLED = [
  "Enter",
  "PageUp",
  "PageDown",
  "Home",
  "End",
  "Insert",
  "Delete",
  "Backspace",
  "MediaPlayPause",
  "MediaStop",
  "MediaTrackNext",
  "MediaTrackPrevious",
  "AudioVolumeUp",
  "AudioVolumeDown",
  "AudioVolumeMute",
];

/** A key as it is shown on its cap. */
export function keyText(key: string): string {
  if (key.startsWith("shift+")) return interpolate(gettext("Shift %(key)s"), { key: key.slice("shift+".length) });
  return worded(key) ?? key.toUpperCase();
}

/** The same for `aria-keyshortcuts`. */
export function keyShortcut(key: string): string {
  const called = CALLED.find((name) => name.toLowerCase() === key);
  return called ?? key.replace(/^./, (first) => first.toUpperCase());
}

function worded(key: string): string | undefined {
  const words: Record<string, string> = {
    enter: gettext("Enter"),
    space: gettext("Space"),
    pageup: gettext("Page Up"),
    pagedown: gettext("Page Down"),
    mediaplaypause: gettext("Play/Pause"),
    mediastop: gettext("Stop"),
    mediatracknext: gettext("Next track"),
    mediatrackprevious: gettext("Previous track"),
    audiovolumeup: gettext("Volume up"),
    audiovolumedown: gettext("Volume down"),
    audiovolumemute: gettext("Mute"),
  };
  return words[key];
}
