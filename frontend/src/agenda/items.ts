/** Labels about items of the agenda. */
import type { ItemDocument, ItemsDocument } from "../api/documents";
import { gettext } from "../i18n";

/** What an item's document carries. */
export function containsText(content: string): string {
  switch (content) {
    case "decision":
      return gettext("contains a decision");
    case "resolution":
      return gettext("contains a resolution");
    case "financial-regulations":
      return gettext("contains a change of the Financial Regulations");
    default:
      return content;
  }
}

/** Whether an item takes time of this sitting: it is on its plan, or it was opened all the same. */
export function ofSitting(item: ItemDocument): boolean {
  return item.planned || item.state === "open";
}

/** The next item on the sitting's plan. */
export function nextItem(document: ItemsDocument | null): ItemDocument | undefined {
  return document?.items.find(({ planned, state }) => planned && (state === "planned" || state === "paused"));
}
