/** What the server's pages do beside their links and forms. They work without it too. */
import { offerCalendars } from "./toolkit/calendar";
import { offerChoosingAll } from "./toolkit/choosing";
import { offerGathering } from "./enquiries/gathering";
import { followDrawer, showEntry } from "./desk/drawer";
import { keepForms } from "./toolkit/keeping";
import { keepUpToDate } from "./toolkit/live";
import { offerFiles } from "./toolkit/files";
import { offerFinding } from "./toolkit/finding";
import { fillOwnTimes } from "./toolkit/local-time";
import { walkMatrix } from "./enquiries/matrix";
import { followMaking } from "./toolkit/making";
import { tellMessages } from "./toolkit/messages";
import { offerOrdering } from "./toolkit/ordering";
import { offerPasskeys } from "./account/passkeys";
import { offerPlanning } from "./agenda/planning";
import { offerReplying } from "./replies/replying";
import { offerSearch } from "./desk/search";
import { proposeBody } from "./setup/proposed-body";
import { offerWriting } from "./contributions/writing";
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
followDrawer();
showEntry();
offerGathering();
keepUpToDate(fillOwnTimes);
walkMatrix();
offerOrdering();
offerPasskeys();
offerPlanning();
offerReplying();
offerSearch();
offerWriting();
chooseOwnZone();
proposeBody();
offerFiles();
offerFinding();
followMaking();
showRefusal();
tellMessages();
keepForms();
announceSessionEnd();
