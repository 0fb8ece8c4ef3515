/** A key for each choice of what to listen to, with its words. */
import { gettext, interpolate } from "../i18n";
import type { Heard, Meeting } from "../meeting";

import { heardKeys } from "./heard";
import { heardInWords } from "./names";

export interface ListenAct {
  key: string;
  heard: Heard;
  label: string;
  press: () => void;
}

export function listenActs(meeting: Pick<Meeting, "context" | "listening">): ListenAct[] {
  return heardKeys(meeting.context).map(({ heard, key }) => ({
    key,
    heard,
    label: interpolate(gettext("Listen to: %(choice)s"), { choice: heardInWords(heard, meeting.context) }),
    press: () => meeting.listening.choose(heard),
  }));
}
