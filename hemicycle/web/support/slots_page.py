"""The slots of a test session at the desk: who has booked each, a row of new ones, and one that is changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from hemicycle.consultations.joins import beside, listed
from hemicycle.people.member_names import member_name
from hemicycle.rules.permissions import Action
from hemicycle.support import slots
from hemicycle.support.actions import slots as actions
from hemicycle.support.messages import refusal_message
from hemicycle.support.queries import workers
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent, show
from hemicycle.web.support.slot_access import SESSION, AtSession
from hemicycle.web.support.slot_forms import RowForm
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.tables import Column, Table, TableQuery, narrowed_by

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.people.models import Registration
    from hemicycle.support.models import Slot
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.toolkit.tables import Filter

_NOBODY = "nobody"


@dataclass(frozen=True)
class SlotRow:
    """A slot as the table shows it."""

    slot: Slot

    @property
    def people(self) -> list[Registration]:
        """Who has booked it, by name."""
        return [booking.registration for booking in self.slot.bookings.all()]

    @property
    def free(self) -> int:
        """Places that are left."""
        return self.slot.places - len(self.people)

    @property
    def technician(self) -> str:
        """Who is there; empty for nobody yet."""
        return self.slot.technician.person.name if self.slot.technician else ""

    @property
    def names(self) -> str:
        """Who has booked it, in words."""
        return listed(named(row) for row in self.people)


def named(row: Registration) -> str:
    """Somebody with their Member."""
    return beside([row.person.name, member_name(row.member) if row.member else ""])


def _row_form(at: AtSession, request: HttpRequest | None) -> RowForm:
    return RowForm(request.POST if request else None, at.sitting, workers(at.consultation, at.today))


def _make(at: AtSession, _request: HttpRequest, form: RowForm) -> str:
    made = actions.make_row(at.consultation.pk, at.performer, at.now, at.sitting.pk, form.wanted)
    said = ngettext("%(number)d slot is added.", "%(number)d slots are added.", len(made))
    return said % {"number": len(made)}


MAKE = PageAction("make", Action.PLAN_EDIT, _make, _row_form)
LIST_ACTIONS = registered(MAKE)


@page(SESSION, FORM)
def session_slots(request: HttpRequest, at: AtSession) -> HttpResponse:
    """The table, and its files; the form of a row of new slots."""
    if request.method != "POST":
        return _list(request, at)
    here = reverse("test_slots", args=[at.consultation.slug, at.sitting.pk])
    action = sent(request, LIST_ACTIONS)
    return run(request, at, action, then=here, again=lambda refused: _list(request, at, refused))


def _list(request: HttpRequest, at: AtSession, refused: Again | None = None) -> HttpResponse:
    query = TableQuery(request.GET)
    rows = [SlotRow(slot) for slot in slots.of_sitting(at.sitting)]
    filters = _filters(query, rows)
    chosen = narrowed_by(filters)
    table = Table(_columns(at), [row for row in rows if _matches(row, chosen)], query, chosen)
    if query.format:
        return export(table, f"slots-{at.sitting.pk}")
    context = {
        "consultation": at.consultation,
        "sitting": at.sitting,
        "table": table,
        "filters": filters,
        "told": _("%(shown)d of %(total)d") % {"shown": len(table.rows), "total": len(rows)},
        "places": sum(row.slot.places for row in rows),
        "booked": sum(len(row.people) for row in rows),
        "plans": at.may_read(Action.PLAN_EDIT),
        "form": refused.form if refused else _row_form(at, None),
    }
    return show(request, "web/support/slots.html", context, refused, refusal_message, at.consultation.zone)


def _filters(query: TableQuery, rows: list[SlotRow]) -> list[Filter]:
    there = {str(row.slot.technician_id): row.technician for row in rows if row.slot.technician_id}
    by_name = sorted(there.items(), key=lambda one: one[1])
    return [
        query.filter("technician", _("Technician"), [(_NOBODY, _("Nobody yet")), *by_name]),
        query.filter("free", _("Free places"), [("yes", _("Yes")), ("no", _("No"))]),
    ]


def _matches(row: SlotRow, chosen: dict[str, str]) -> bool:
    technician = str(row.slot.technician_id) if row.slot.technician_id else _NOBODY
    return chosen.get("technician", technician) == technician and chosen.get("free", "") in {
        "",
        "yes" if row.free > 0 else "no",
    }


def _columns(at: AtSession) -> list[Column[SlotRow]]:
    zone = at.consultation.zone
    return [
        Column("begins", _("Begins"), lambda row: row.slot.begins_at.astimezone(zone).strftime("%Y-%m-%d %H:%M")),
        Column("minutes", _("Duration (minutes)"), lambda row: row.slot.minutes),
        Column("technician", _("Technician"), lambda row: row.technician),
        Column("booked", _("Booked"), lambda row: len(row.people)),
        Column("places", pgettext("of a slot", "Places"), lambda row: row.slot.places),
        Column("people", _("Booked by"), lambda row: row.names),
    ]
