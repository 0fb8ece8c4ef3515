/** Why an item ended as it did, in words (rules 26 to 31). */
import type { EndingDocument } from "../api/documents";
import type { Context } from "../context";
import { gettext, interpolate, isolated } from "../i18n";

function format({ code, member }: EndingDocument): string {
  switch (code) {
    case "no_objection":
      return gettext("There was no objection.");
    case "objection_recorded_only":
      return gettext("An objection is recorded; it does not prevent the conclusion.");
    case "item_noted":
      return gettext("The item was noted.");
    case "deferred_by_wish":
      return member
        ? gettext("%(member)s asked that the conclusion be deferred.")
        : gettext("It was asked that the conclusion be deferred.");
    case "document_deferred_by_wish":
      return member
        ? gettext("%(member)s asked that the document be deferred.")
        : gettext("It was asked that the document be deferred.");
    case "deferred_by_motion":
      return member
        ? gettext("%(member)s moved to suspend the debate.")
        : gettext("It was moved to suspend the debate.");
    case "deferred_by_objection":
      return member ? gettext("%(member)s objected.") : gettext("There was an objection.");
    case "deferred_by_presiding":
      return gettext("Deferred by the presiding officer: %(words)s");
    default:
      return code satisfies never;
  }
}

export function endingText(ending: EndingDocument, { members }: Pick<Context, "members">): string {
  return interpolate(format(ending), {
    member: isolated(members[ending.member] ?? ending.member),
    words: isolated(ending.words),
  });
}
