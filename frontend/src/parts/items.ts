/** Words about items of the agenda. */
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
