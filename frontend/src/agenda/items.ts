/** Labels about items of the agenda. */
import type { ItemDocument, ItemsDocument } from "../api/documents";
import type { Context } from "../context";

/** What an item's document contains, as the consultation calls it; its key where it has no name any more. */
export function containsText(content: string, { contents }: Context): string {
  return contents[content] ?? content;
}

/** Whether an item takes time of this sitting: it is on its plan, or it was opened all the same. */
export function ofSitting(item: ItemDocument): boolean {
  return item.planned || item.state === "open";
}

/** The next item on the sitting's plan. */
export function nextItem(document: ItemsDocument | null): ItemDocument | undefined {
  return document?.items.find(({ planned, state }) => planned && (state === "planned" || state === "paused"));
}
