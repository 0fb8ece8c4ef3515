"""The items of the agenda with the texts of statements: one's own, and those that one may read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _

from hemicycle.consultations.languages import NATIVE_NAMES, localized
from hemicycle.outcome.statements import party_of, statements_of
from hemicycle.rules.permissions import Action
from hemicycle.rules.statements import Stage, may_read
from hemicycle.sittings.queries import agenda_of
from hemicycle.web.access.page import page
from hemicycle.web.access.permissions import may
from hemicycle.web.records.words import STAGES
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.tables import Column, Table, TableQuery

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

    from hemicycle.agenda.models import Item
    from hemicycle.outcome.statements import HandedIn
    from hemicycle.web.access.permissions import InConsultation


@dataclass(frozen=True)
class StatementRow:
    """An item as the table shows it.

    Attributes:
        own: The latest text of the reader's delegation.
        others: How many of other delegations the reader may read.
    """

    item: Item
    own: HandedIn | None
    others: int

    @property
    def status(self) -> str:
        """How far their own text has come."""
        return str(STAGES[self.own.stage]) if self.own else ""

    @property
    def tone(self) -> str:
        """The colour of it."""
        return "wait" if self.own and self.own.stage is Stage.WAITING else "live"

    @property
    def language(self) -> str:
        """In which it is, by its own name."""
        return NATIVE_NAMES[self.own.latest.language] if self.own else ""

    @property
    def publication(self) -> str:
        """Whether everybody reads it once it was spoken."""
        if self.own is None:
            return ""
        return _("Published once made") if self.own.latest.published else _("Not published")


@page(may(Action.ROOM_ENTER))
def statements(request: HttpRequest, reader: InConsultation) -> HttpResponse:
    """The table, and its files."""
    readable = readable_of(reader, statements_of(reader.consultation))
    mine = party_of(reader.visitor.registration)
    rows = []
    for item in agenda_of(reader.consultation):
        here = [one for one in readable if one.statement.item_id == item.pk]
        own = [one for one in here if one.party == mine]
        rows.append(StatementRow(item, own[-1] if own else None, len(here) - len(own)))
    table = Table(_columns(), rows, TableQuery(request.GET))
    if table.query.format:
        return export(table, f"statements-{reader.consultation.slug}")
    context = {
        "consultation": reader.consultation,
        "table": table,
        "hands_in": reader.visitor.may(Action.STATEMENT_HAND_IN),
    }
    return render(request, "web/records/statements.html", context)


def readable_of(reader: InConsultation, handed_in: Iterable[HandedIn]) -> list[HandedIn]:
    """Those that somebody may read."""
    mine, serves = party_of(reader.visitor.registration), reader.visitor.may_read(Action.STATEMENTS_SEE)
    return [
        one
        for one in handed_in
        if may_read(one.stage, own=one.party == mine, serves=serves, published=one.latest.published)
    ]


def _columns() -> list[Column[StatementRow]]:
    return [
        Column("position", _("Item"), lambda row: row.item.position),
        Column("title", _("Title"), lambda row: localized(row.item.title)),
        Column("status", _("Your delegation"), lambda row: row.status),
        Column("language", _("Language"), lambda row: row.language),
        Column("publication", _("Publication"), lambda row: row.publication),
        Column("others", _("Texts of other delegations"), lambda row: row.others),
    ]
