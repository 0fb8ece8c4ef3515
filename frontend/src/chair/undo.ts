/** What whoever presides has just done before everybody, and can undo within seconds (rule 42). */
import type { UndoDocument } from "../api/documents";
import { UNDO_SECONDS } from "../api/vocabulary";
import type { Commands } from "../commands/commands.svelte";
import { gettext } from "../i18n";
import type { Meeting } from "../meeting";
import type { Act } from "./acts";

type Seen = Pick<Meeting, "context" | "documents" | "now">;

/** The act that this person can still undo, with the whole seconds left; null where there is none. */
export function offered({ context, documents, now }: Seen): { undo: UndoDocument; seconds: number } | null {
  const undo = documents.sitting?.undo ?? null;
  if (undo?.registration !== context.me.registration) return null;
  const seconds = Math.ceil(UNDO_SECONDS - (now - Date.parse(undo.at)) / 1000);
  return seconds > 0 ? { undo, seconds: Math.min(seconds, UNDO_SECONDS) } : null;
}

/** What was done, in words. */
export function doneText({ action }: UndoDocument): string {
  switch (action) {
    case "item.open":
      return gettext("The item is taken up.");
    case "floor.take_back":
      return gettext("The floor is taken back.");
    case "floor.put_back":
      return gettext("The speaker is returned to the list.");
    case "queue.close":
      return gettext("The list of speakers is closed.");
    case "queue.open":
      return gettext("The list of speakers is open.");
    case "sitting.suspend":
      return gettext("The sitting is suspended.");
    default:
      return action satisfies never;
  }
}

export function undoAct(meeting: Seen, commands: Commands): Act {
  const now = offered(meeting);
  return {
    key: "z",
    label: gettext("Undo"),
    off: now === null || commands.sending("sitting.undo"),
    press: () => {
      if (now) void commands.send("undo", "sitting.undo", { act: now.undo.act });
    },
  };
}
