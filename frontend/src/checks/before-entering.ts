/** What somebody is told before they enter: who hears them, and what they still hold after the page was loaded again. */
import type { Context } from "../context";
import { gettext } from "../i18n";

/** Where and when this person is heard. */
export function heardText({ view, me }: Pick<Context, "view" | "me">): string {
  if (view === "booth") return gettext("No one hears you here, and in the booth only while you are on air.");
  if (me.may.includes("floor.take")) {
    return gettext("No one hears or sees you here, and in the room only while you have the floor.");
  }
  return gettext("No one hears or sees you, neither here nor in the room.");
}

export interface BackLabels {
  title: string;
  text: string;
  act: string;
}

/** What somebody holds while this page is not in the room, and the one thing to do; null for nothing. */
export function backLabels({ view, holds }: Pick<Context, "view" | "holds">): BackLabels | null {
  if (holds === "floor") {
    return {
      title: gettext("You have the floor"),
      text: gettext("The clock is running, and no one hears you until you are back."),
      act: gettext("Back to the floor"),
    };
  }
  if (holds === "air" && view === "booth") {
    return {
      title: gettext("You are on air"),
      text: gettext("No one hears your channel's interpretation until you are back."),
      act: gettext("Back on air"),
    };
  }
  return null;
}
