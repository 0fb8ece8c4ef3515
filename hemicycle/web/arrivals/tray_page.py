"""The tray: every message that came, with those first that wait to be filed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.arrivals import mailbox_state, messages
from hemicycle.arrivals.addressing import address_of
from hemicycle.arrivals.models import Arrival
from hemicycle.arrivals.queries import arrived
from hemicycle.people.member_names import member_name
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import page
from hemicycle.web.access.permissions import may
from hemicycle.web.arrivals import words
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.queryset_table import QuerysetTable, SearchIndex
from hemicycle.web.toolkit.tables import Column, TableQuery

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrPromise

    from hemicycle.consultations.models import Consultation
    from hemicycle.web.access.permissions import InConsultation

State = Arrival.State
_INDEX = SearchIndex(
    ("subject", "sender", "sender_name", "text"), lambda line: " ".join(str(text) for text in line[1:])
)
#: In the order of the links above the table; the first is shown where nothing is chosen.
_STATES = (State.WAITING, State.FILED, State.DISMISSED, State.AUTOMATIC, State.REPEATED)
EVERY = "all"


@page(may(Action.ARRIVAL_FILE))
def arrivals(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """The table, and its files."""
    query = TableQuery(request.GET)
    choices: list[tuple[str, str | _StrPromise]] = [(EVERY, _("All"))]
    choices += [(state.value, state.label) for state in _STATES]
    shown = query.filter("state", _("Status"), choices)
    state = shown.value or State.WAITING.value
    rows = arrived(desk.consultation, "" if state == EVERY else state)
    table = QuerysetTable(_columns(desk.consultation), rows, _INDEX, query, query.keeping("state"))
    if table.query.format:
        return export(table, "messages")
    number, away = table.page.paginator.count, mailbox_state.away()
    context = {
        "consultation": desk.consultation,
        "told": ngettext("%(number)d message", "%(number)d messages", number) % {"number": number},
        "table": table,
        "rows": [(row, words.subject(row), words.sender(row), words.why(row), words.tone(row)) for row in table.rows],
        "choices": choices,
        "chosen": state,
        "address": address_of(desk.consultation),
        "away": away,
        "away_why": messages.MAILBOX[away.cause] if away else "",
    }
    return render(request, "web/arrivals/tray.html", context)


def _columns(consultation: Consultation) -> list[Column[Arrival]]:
    def received(row: Arrival) -> str:
        return row.at.astimezone(consultation.zone).isoformat(" ", "minutes")[:16]

    def member(row: Arrival) -> str:
        return member_name(row.member) if row.member else ""

    return [
        Column("received", _("Received"), received, order_by=("at",)),
        Column("subject", _("Subject"), words.subject, order_by=("subject",)),
        Column("sender", _("Sender"), lambda row: row.sender_name or row.sender, order_by=("sender_name", "sender")),
        Column("address", _("Address"), lambda row: row.sender),
        Column("member", _("Member"), member, order_by=("member__code",)),
        Column("files", _("Attachments"), lambda row: len(row.files)),
        Column("state", _("Status"), lambda row: row.get_state_display(), order_by=("state",)),
        Column("why", _("Reason"), words.why),
        Column(
            "authenticity", _("Authenticity"), lambda row: row.get_authenticity_display(), order_by=("authenticity",)
        ),
    ]
