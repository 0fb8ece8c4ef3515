"""The agenda that follows from the replies, in two versions, and the time plan of four sittings (rules 14 and 16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.agenda import publishing as publications
from hemicycle.agenda import queries
from hemicycle.agenda.actions import items, plan, publishing
from hemicycle.agenda.models import AgendaPublication
from hemicycle.ops.seed import files
from hemicycle.rules.candidates import Choice
from hemicycle.sittings.actions import planning

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.ops.seed.letters import Desk

#: Numbers among the items proposed for the physical session; made up, as the replies are. Item 33 waits for the chair.
CONFIRMED = (18, 19, 26, 37)
AFTER_LATE_REPLY = (44,)


def _keys(consultation: Consultation, numbers: tuple[int, ...]) -> list[int]:
    rows = consultation.items.filter(listing=files.DEFERRED, number__in=numbers)
    return list(rows.values_list("pk", flat=True))


def publish_agenda(consultation: Consultation, desk: Desk, at: datetime) -> None:
    """The chair confirms some candidates and removes others; the agenda goes out."""
    for number, words in files.words().removed.items():
        item = consultation.items.get(listing=files.DEFERRED, number=number)
        items.choose(item, desk.chair, at, Choice.REMOVED, words=words, seen=None)
    items.confirm(consultation.pk, desk.chair, at, _keys(consultation, CONFIRMED))
    publish(consultation, desk, at)


def publish(consultation: Consultation, desk: Desk, at: datetime) -> None:
    """The agenda goes out as it stands, for the first time."""
    edition = queries.programme(consultation).agenda_edition
    symbol = publications.suggested_symbol(consultation, AgendaPublication.Kind.AGENDA)
    publishing.publish_agenda(consultation.pk, desk.first, at, edition=edition, symbol=symbol)


def revise_agenda(consultation: Consultation, desk: Desk, at: datetime) -> None:
    """A late reply was accepted: what it asks for comes on, and the agenda goes out as a revision."""
    items.confirm(consultation.pk, desk.chair, at, _keys(consultation, AFTER_LATE_REPLY))
    edition = queries.programme(consultation).agenda_edition
    publishing.publish_agenda(consultation.pk, desk.first, at, edition=edition, words=files.words().what_changes)


def publish_time_plan(consultation: Consultation, desk: Desk, at: datetime) -> None:
    """The items get the minutes that are estimated for them, and the plan goes out."""
    plan.use_estimates(consultation.pk, desk.first, at, edition=queries.programme(consultation).plan_edition)
    publish_plan(consultation, desk, at)


def publish_plan(consultation: Consultation, desk: Desk, at: datetime) -> None:
    """The time plan goes out as it stands, and each sitting gets its items."""
    drafts = queries.programme(consultation)
    symbol = publications.suggested_symbol(consultation, AgendaPublication.Kind.TIME_PLAN)
    editions = drafts.agenda_edition, drafts.plan_edition
    planning.publish_plan(consultation.pk, desk.first, at, editions=editions, symbol=symbol)
