"""What each ballot, and each silence procedure, needs before its letter can be sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.consultations.joins import listed
from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.consultations.settings import settings_of
from hemicycle.correspondence.ballots_ready import ballots_ready
from hemicycle.rules.clearance import Outcome
from hemicycle.web.setup.check import Check, Gap, of_gaps, to

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.correspondence.ballots_ready import BallotReady


def ballots(consultation: Consultation, at: datetime) -> list[Check]:
    """One for each draft that asks by ballot or by silence; none where nothing is put to a vote."""
    clearance = settings_of(consultation.settings).clearance
    return [_ballot(consultation, row, clearance=clearance) for row in ballots_ready(consultation, at)]


def _ballot(consultation: Consultation, row: BallotReady, *, clearance: bool) -> Check:
    asks = to("letter_asks", consultation, row.letter.pk)
    desk = to("letter_desk", consultation, row.letter.pk)
    gaps = []
    if not row.questions:
        gaps.append(Gap(_("no question"), asks, _("Enter the questions")))
    if row.lacking:
        words = _("no text of the questions in %(languages)s")
        gaps.append(Gap(words % {"languages": _named(row.lacking)}, asks, _("Write the texts")))
    if not row.electorate:
        nobody = _("no Member asked may object") if row.silence else _("no Member asked is entitled to vote")
        gaps.append(Gap(nobody, asks, _("Choose the classes")))
    if row.late:
        gaps.append(Gap(_("the deadline has passed"), asks, _("Set the deadline")))
    if clearance and row.outcome is not Outcome.CLEARED:
        waits = row.outcome is Outcome.OPEN
        words = _("a second person has not cleared the letter") if waits else _("not submitted for clearance")
        gaps.append(Gap(words, desk, _("Open the letter")))
    words = ngettext("%(number)d Member can reply", "%(number)d Members can reply", row.electorate)
    return of_gaps(row.letter.symbol, words % {"number": row.electorate}, gaps, desk, _("Open the letter"))


def _named(codes: tuple[str, ...]) -> str:
    return listed(NATIVE_NAMES[code] for code in codes)
