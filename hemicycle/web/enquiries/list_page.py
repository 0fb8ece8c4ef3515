"""The enquiries of a consultation: what each asks, until when, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hemicycle.correspondence import results, silence
from hemicycle.correspondence.procedures import DECIDING, mode_of
from hemicycle.correspondence.queries import subject
from hemicycle.rules.permissions import Action
from hemicycle.rules.replies import Status
from hemicycle.web.access.page import page
from hemicycle.web.access.permissions import may
from hemicycle.web.enquiries.labels import STATUSES, broken_words, label_of
from hemicycle.web.toolkit.bars import Part, stacked
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.tables import Column, Table, TableQuery

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from hemicycle.correspondence.models import Enquiry
    from hemicycle.correspondence.results import Progress
    from hemicycle.correspondence.silence import Break
    from hemicycle.web.access.permissions import InConsultation


@dataclass(frozen=True)
class Listed:
    """An enquiry as the page lists it.

    Attributes:
        state: ``draft``, ``open``, ``broken``, ``passed`` or ``declared``, with its words and its tone.
        parts: Of the bar, of the Members asked.
        counts: The numbers beside it: status, label and number, without those that are nought.
    """

    progress: Progress
    subject: str
    state: str
    words: str
    tone: str
    parts: list[Part]
    counts: list[tuple[str, str, int]]

    @property
    def page(self) -> str:
        """The name of the page that it leads to: the result, of what decides."""
        return "ballot" if mode_of(self.enquiry) is not None else "enquiry_desk"

    @property
    def enquiry(self) -> Enquiry:
        """The enquiry itself."""
        return self.progress.enquiry

    @property
    def deadline(self) -> str:
        """In its zone, as ISO 8601; empty while it waits for the letter to be sent."""
        waits = self.enquiry.waits_for_sending
        return "" if waits else self.enquiry.deadline.local.isoformat(" ", "minutes")


def state_of(enquiry: Enquiry, at: datetime, broken: Break | None) -> tuple[str, str, str]:
    """Where an enquiry is: its name, its words and its tone. Reads its extensions.

    Args:
        broken: That it goes by silence, and an objection counts.
    """
    if not enquiry.letter.sent:
        return "draft", pgettext("an enquiry", "Not sent yet"), ""
    if enquiry.declared_at is not None:
        return "declared", _("Result declared"), "me"
    if broken:
        tone = "stop" if not broken.extended else "live" if enquiry.deadline.met(at) else "wait"
        return "broken", broken_words(enquiry, broken), tone
    if enquiry.deadline.met(at):
        return "open", _("Open"), "live"
    return "passed", _("Deadline passed"), "wait"


def _listed(progress: Progress, at: datetime, broken: Break | None) -> Listed:
    known = [status for status in STATUSES if status is not Status.MISSING]
    parts = stacked([(f"st-{status.value}", progress.counts[status]) for status in known], progress.asked)
    counts = [
        (status.value, label_of(status, progress.enquiry.kind), progress.counts[status])
        for status, (_label, _sign) in STATUSES.items()
        if progress.counts[status] or status is Status.COUNTED
    ]
    state, words, tone = state_of(progress.enquiry, at, broken)
    return Listed(progress, subject(progress.enquiry.letter), state, words, tone, parts, counts)


def _columns() -> list[Column[Listed]]:
    def counted(status: Status, label: str) -> Column[Listed]:
        return Column(status.value, label, lambda row: row.progress.counts[status])

    return [
        Column("letter", _("Letter"), lambda row: row.enquiry.letter.symbol),
        Column("subject", _("Subject"), lambda row: row.subject),
        Column("kind", _("Type of reply"), lambda row: row.enquiry.get_kind_display()),
        Column("state", _("Status"), lambda row: row.words),
        Column("deadline", _("Deadline"), lambda row: row.deadline),
        Column("zone", _("Time zone"), lambda row: row.enquiry.zone),
        Column("asked", _("Members consulted"), lambda row: row.progress.asked),
        *(counted(status, str(label)) for status, (label, _sign) in STATUSES.items()),
    ]


@page(may(Action.REPLIES_SEE))
def enquiries(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Every enquiry, the latest letter first."""
    return _list(request, desk, results.progress(desk.consultation, desk.today), "enquiries")


@page(may(Action.REPLIES_SEE))
def ballots(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Those of them by which something is decided: ballots and silence procedures."""
    every = results.progress(desk.consultation, desk.today)
    found = [progress for progress in every if progress.enquiry.kind in DECIDING]
    return _list(request, desk, found, "ballots")


def _list(request: HttpRequest, desk: InConsultation, found: list[Progress], name: str) -> HttpResponse:
    consultation, visitor, now = desk.consultation, desk.visitor, desk.now
    broken = silence.breaks(progress.enquiry for progress in found)
    rows = [_listed(progress, now, broken.get(progress.enquiry.pk)) for progress in found]
    table = Table(_columns(), rows, TableQuery(request.GET))
    if table.query.format:
        return export(table, f"{name}-{consultation.slug}")
    context = {
        "consultation": consultation,
        "table": table,
        "now": now,
        "writes": visitor.may(Action.LETTER_WRITE),
    }
    return render(request, f"web/enquiries/{name}.html", context)
