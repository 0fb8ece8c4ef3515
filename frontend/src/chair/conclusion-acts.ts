/** What can be done with the proposed conclusion of the open item, and with what is said of it. */
import type { ConclusionDocument } from "../api/documents";
import type { Commands } from "../commands/commands.svelte";
import { numberOf, proposed } from "../conclusion/text";
import { gettext } from "../i18n";
import type { Meeting } from "../meeting";
import type { Act, Asks } from "./acts";

export type ConclusionAct = "draft" | "read" | "ask" | "resume" | "record";

/** The conclusion of the item that is open; null while none is, or its document has yet to come. */
function ofOpenItem({ documents: { items, conclusion } }: Pick<Meeting, "documents">): ConclusionDocument | null {
  return items?.open && conclusion?.item === items.open ? conclusion : null;
}

/**
 * @param leads this person presides, and the sitting has not ended
 * @param open the sitting is open besides
 */
export function conclusionActs(
  meeting: Meeting,
  commands: Commands,
  asks: Asks,
  { leads, open }: { leads: boolean; open: boolean },
): Record<ConclusionAct, Act> {
  const about = ofOpenItem(meeting);
  const item = about?.item ?? null;
  const text = about !== null && proposed(meeting) !== null;
  const asked = about !== null && about.question !== null;
  // The secretariat drafts while another person presides.
  const drafts = meeting.context.me.may.includes("conclusion.draft") && meeting.documents.sitting?.state !== "ended";
  return {
    draft: {
      key: "d",
      label: text ? gettext("Edit the conclusion") : gettext("Draft a conclusion"),
      off: !drafts || item === null || asked,
      press: () => asks.draft(),
    },
    read: {
      key: "v",
      label: gettext("Read out"),
      // What was read out as it is has its number; asking reads it out again where it must be.
      off: !leads || !text || asked || about.read || commands.sending("conclusion.read"),
      press: () => {
        if (about !== null && item !== null)
          void commands.send("conclusion", "conclusion.read", { item, seen: numberOf(about) });
      },
    },
    ask: {
      key: "q",
      label: gettext("Ask for objections"),
      off: !open || !text || asked,
      press: () => asks.open("ask"),
    },
    resume: {
      key: "h",
      label: gettext("Resume the discussion"),
      off: !leads || !asked || commands.sending("conclusion.resume"),
      press: () => {
        if (item !== null) void commands.send("conclusion", "conclusion.resume", { item });
      },
    },
    record: {
      key: "w",
      label: gettext("Record a position"),
      off: !leads || item === null,
      press: () => asks.open("record"),
    },
  };
}
