/** What there is to read under an item, at this moment. */
import type { Context, ItemText } from "../context";
import { listText } from "../i18n";
import type { Meeting } from "../meeting";

/** A document as its reader sees it. */
export interface LinkedDocument {
  symbol: string;
  /** Empty where this reader may not open its page. */
  url: string;
  /** Its page says why. */
  withdrawn: boolean;
}

/** A contribution with the Members whose names it carries, in words. */
export interface LinkedContribution extends LinkedDocument {
  members: string;
}

type Seen = Pick<Meeting, "context" | "documents">;

/** The document of an item; null where it has none. */
export function documentOf({ id, symbol }: ItemText, { context, documents }: Seen): LinkedDocument | null {
  const shown = documents.documentation?.items.find(({ item }) => item === id);
  if (shown?.document) return linked(shown.document, context, shown.withdrawn);
  if (!symbol) return null;
  // What is held back is named on the agenda, and opens for who prepares documents alone.
  return context.me.prepares_documents ? linked(symbol, context) : { symbol, url: "", withdrawn: false };
}

/** The contributions to an item that were posted. */
export function contributionsTo({ id }: ItemText, { context, documents }: Seen): LinkedContribution[] {
  const shown = documents.documentation?.items.find(({ item }) => item === id);
  return (shown?.contributions ?? []).map(({ symbol, members }) => ({
    ...linked(symbol, context),
    members: listText(members.map((code) => context.members[code] ?? code)),
  }));
}

function linked(symbol: string, { urls }: Context, withdrawn = false): LinkedDocument {
  return { symbol, url: urls.document ? `${urls.document}${symbol}/` : "", withdrawn };
}
