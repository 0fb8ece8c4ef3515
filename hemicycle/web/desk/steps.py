"""How far a consultation is, step by step, with what is open by now: for the head of the page of what is to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.agenda.publishing import latest_agendas
from hemicycle.consultations import local
from hemicycle.consultations.joins import comma
from hemicycle.correspondence import letter_queries, results
from hemicycle.correspondence.models import Enquiry
from hemicycle.people import queries as people
from hemicycle.people import statistics
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.permissions import Action
from hemicycle.rules.replies import Status
from hemicycle.web.toolkit.deadlines import time_left

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from hemicycle.correspondence.results import Progress
    from hemicycle.web.access.permissions import InConsultation

#: How far a step is, as its line is coloured.
DONE, ON, LATER = "done", "on", ""


@dataclass(frozen=True)
class Step:
    """A step: what it is, how far it is in words, and the page on which it is done.

    Attributes:
        state: One of ``DONE``, ``ON`` and ``LATER``.
    """

    label: str
    words: str
    address: str
    state: str


@dataclass(frozen=True)
class Running:
    """A deadline that has not passed.

    Attributes:
        left: How long it is until then.
        words: What it is the deadline of, and what has come until now.
        page: Where more of it stands, with what its link says.
    """

    title: str
    words: str
    left: str
    deadline: str
    page: str


@dataclass(frozen=True)
class Course:
    """How far a consultation is.

    Attributes:
        running: The deadlines that have not passed, the next one first.
    """

    steps: list[Step]
    running: list[Running]


#: What other parts of the desk add to the steps, for those who see it.
_MORE: list[Callable[[InConsultation], Iterator[Step]]] = []


def adds_steps(more: Callable[[InConsultation], Iterator[Step]]) -> Callable[[InConsultation], Iterator[Step]]:
    """Add the steps that a function yields to those of every consultation."""
    _MORE.append(more)
    return more


def course(at: InConsultation) -> Course:
    """The steps that somebody sees, read with a constant number of queries."""
    sees = at.visitor.may_read(Action.REPLIES_SEE)
    progress = [row for row in results.progress(at.consultation, at.today) if row.enquiry.letter.sent] if sees else []
    return Course(list(_steps(at, progress)), _running(at, progress))


def _steps(at: InConsultation, progress: list[Progress]) -> Iterator[Step]:
    slug, may = at.consultation.slug, at.visitor.may_read
    if may(Action.LETTER_WRITE):
        yield _letters(at, reverse("letters_desk", args=[slug]))
    if may(Action.REPLIES_SEE):
        yield _replies(progress, at.now, reverse("enquiries", args=[slug]))
    if may(Action.PEOPLE_SEE):
        yield _registration(at, reverse("people_desk", args=[slug]))
    yield _agenda(at, reverse("agenda_desk" if may(Action.PLAN_EDIT) else "agenda", args=[slug]))
    yield _sittings(at, reverse("sittings_desk", args=[slug]))
    for more in _MORE:
        yield from more(at)


def _letters(at: InConsultation, address: str) -> Step:
    sent, drafts = letter_queries.numbers(at.consultation)
    said = [_("%(number)s sent") % {"number": sent}]
    if drafts:
        said.append(ngettext("%(number)s draft", "%(number)s drafts", drafts) % {"number": drafts})
    return Step(_("Letters"), comma().join(said), address, ON if drafts else DONE if sent else LATER)


def _replies(progress: list[Progress], now: datetime, address: str) -> Step:
    open_ones = [row for row in progress if row.enquiry.declared_at is None]
    if not progress:
        return Step(_("Replies"), _("no questions asked"), address, LATER)
    if not open_ones:
        number = len(progress)
        words = ngettext("%(number)s result declared", "%(number)s results declared", number)
        return Step(_("Replies"), words % {"number": number}, address, DONE)
    latest = open_ones[0]
    words = _("%(answered)s of %(asked)s for %(symbol)s") % {
        "answered": latest.asked - latest.counts[Status.MISSING],
        "asked": latest.asked,
        "symbol": latest.enquiry.letter.symbol,
    }
    return Step(_("Replies"), words, address, ON if latest.enquiry.deadline.met(now) else DONE)


def _registration(at: InConsultation, address: str) -> Step:
    consultation = at.consultation
    members = people.members_with_registrations(consultation)
    counted = statistics.census(consultation, members, at.today).by_status
    confirmed = counted[RegistrationStatus.CONFIRMED.value]
    opening, closing = consultation.registration_opens_at, consultation.registration_closes_at
    state = LATER if opening and at.now < opening else DONE if closing and closing <= at.now else ON
    words = _("%(number)s confirmed") % {"number": confirmed}
    return Step(_("Registration"), words, address, state)


def _agenda(at: InConsultation, address: str) -> Step:
    published = latest_agendas([at.consultation]).get(at.consultation.pk)
    words = _("published: %(symbol)s") % {"symbol": published.symbol} if published else _("not published")
    return Step(_("Agenda"), words, address, DONE if published else LATER)


def _sittings(at: InConsultation, address: str) -> Step:
    consultation = at.consultation
    words = local.long_period(consultation.first_day, consultation.last_day)
    state = LATER if at.today < consultation.first_day else DONE if consultation.last_day < at.today else ON
    return Step(_("Sittings"), words, address, state)


def _running(at: InConsultation, progress: list[Progress]) -> list[Running]:
    found = [
        (row.enquiry.deadline.moment, _of_enquiry(at, row))
        for row in progress
        if row.enquiry.declared_at is None and row.enquiry.deadline.met(at.now)
    ]
    closes = at.consultation.registration_closes_at
    if closes is not None and at.now < closes and at.visitor.may_read(Action.PEOPLE_SEE):
        when = local.moment(closes, at.consultation.zone)
        address = reverse("people_desk", args=[at.consultation.slug])
        left = time_left(closes, at.now)
        found.append((closes, Running(_("Registration closes"), "", left, when, address)))
    return [running for _moment, running in sorted(found, key=lambda pair: pair[0])]


def _of_enquiry(at: InConsultation, row: Progress) -> Running:
    enquiry = row.enquiry
    words = _("%(answered)s of %(asked)s have replied.") % {
        "answered": row.asked - row.counts[Status.MISSING],
        "asked": row.asked,
    }
    missing = row.counts[Status.MISSING]
    if missing and enquiry.kind != Enquiry.Kind.SILENCE:
        more = ngettext("%(number)s Member has not replied.", "%(number)s Members have not replied.", missing)
        words = f"{words} {more % {'number': missing}}"
    page = "reminders" if at.visitor.may(Action.REPLY_REMIND) else "enquiry_desk"
    return Running(
        _("Replies to %(symbol)s close") % {"symbol": enquiry.letter.symbol},
        words,
        time_left(enquiry.deadline.moment, at.now),
        local.deadline(enquiry.deadline),
        reverse(page, args=[at.consultation.slug, enquiry.pk]),
    )
