import type { Outcome } from "../api/vocabulary";
import { gettext } from "../i18n";

/** How an item ended (rule 27). Nothing here decides (rule 26): there is no word for it to choose. */
export function outcomeText(outcome: Outcome | ""): string {
  switch (outcome) {
    case "proposed_conclusion":
      return gettext("proposed conclusion");
    case "deferred":
      return gettext("deferred to the physical session");
    case "noted":
      return gettext("noted");
    case "":
      return "";
    default:
      return outcome satisfies never;
  }
}
