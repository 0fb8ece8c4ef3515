/** What the server's pages need beside the look. They work without it too. */
import "./members/members-desk.css";
import "./toolkit/pages.css";
import "./toolkit/controls.css";
import "./toolkit/tables.css";
import "./toolkit/session.css";
import "./registration/documents.css";
import "./account/security.css";
import "./delegations/delegation.css";
import "./registration/details.css";
import "./members/members.css";
import "./mail/mail.css";
import "./letters/letters.css";
import "./letters/sheet.css";
import "./registration/imports.css";
import "./registration/people.css";
import "./agenda/agenda.css";
import "./agenda/time-plan.css";
import "./enquiries/enquiries.css";
import "./enquiries/matrix.css";
import "./enquiries/conditions.css";
import "./replies/entry.css";
import "./replies/replying.css";
// Last: they take back what pages say of their tables and bars.
import "./toolkit/sticking.css";
import "./toolkit/cards.css";
import "./toolkit/print.css"; // after all that it takes back

import { offerCalendars } from "./toolkit/calendar";
import { offerChoosingAll } from "./toolkit/choosing";
import { offerGathering } from "./enquiries/gathering";
import { keepForms } from "./toolkit/keeping";
import { keepUpToDate } from "./toolkit/live";
import { offerFiles } from "./toolkit/files";
import { offerFinding } from "./toolkit/finding";
import { fillOwnTimes } from "./toolkit/local-time";
import { walkMatrix } from "./enquiries/matrix";
import { offerOrdering } from "./toolkit/ordering";
import { offerPasskeys } from "./account/passkeys";
import { offerPlanning } from "./agenda/planning";
import { offerReplying } from "./replies/replying";
import { showRefusal } from "./toolkit/refused";
import { announceSessionEnd } from "./toolkit/session-end";
import { chooseOwnZone } from "./toolkit/time-zone";

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
offerCalendars();
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
offerFiles();
offerFinding();
showRefusal();
keepForms();
announceSessionEnd();
