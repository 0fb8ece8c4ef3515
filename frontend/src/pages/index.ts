/** What the server's pages need beside the look. They work without it too. */
import "./members-desk.css";
import "./pages.css";
import "./tables.css";
import "./papers.css";
import "./security.css";
import "./delegation.css";
import "./details.css";
import "./members.css";
import "./mail.css";
import "./letters.css";
import "./imports.css";
import "./people.css";
import "./agenda.css";
import "./time-plan.css";
import "./enquiries.css";
import "./matrix.css";
import "./conditions.css";
import "./replying.css";

import { offerChoosingAll } from "./choosing";
import { offerGathering } from "./gathering";
import { keepUpToDate } from "./live";
import { fillOwnTimes } from "./local-time";
import { walkMatrix } from "./matrix";
import { offerOrdering } from "./ordering";
import { offerPasskeys } from "./passkeys";
import { offerPlanning } from "./planning";
import { offerReplying } from "./replying";
import { chooseOwnZone } from "./time-zone";

/** An open list of languages closes by Escape, and by a click elsewhere. */
function closeLanguages(event: Event): void {
  const open = document.querySelector<HTMLDetailsElement>("details.languages[open]");
  if (!open) return;
  if (event instanceof KeyboardEvent) {
    if (event.key !== "Escape") return;
    open.querySelector("summary")?.focus();
  } else if (event.target instanceof Node && open.contains(event.target)) {
    return;
  }
  open.open = false;
}

document.addEventListener("click", closeLanguages);
document.addEventListener("keydown", closeLanguages);
offerChoosingAll();
fillOwnTimes();
offerGathering();
keepUpToDate(fillOwnTimes);
walkMatrix();
offerOrdering();
offerPasskeys();
offerPlanning();
offerReplying();
chooseOwnZone();
