"""What is looked up: documents, Members, permissions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hemicycle.agenda.queries import document as find_document
from hemicycle.consultations.languages import LANGUAGES, NATIVE_NAMES
from hemicycle.consultations.models import Consultation
from hemicycle.documents.models import Document
from hemicycle.people import queries as people
from hemicycle.rules.permissions import PERMISSIONS, Action
from hemicycle.rules.standing import Capacity, MemberKind, Period
from hemicycle.web import access, wording
from hemicycle.web.exports import FORMATS, export
from hemicycle.web.tables import Column, Table

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from hemicycle.people.models import Member


@login_required
@require_safe
def document(request: HttpRequest, slug: str, symbol: str) -> HttpResponse:
    """A document: its titles, what it carries, and the items that it is for."""
    try:
        found = find_document(slug, symbol)
    except Document.DoesNotExist as error:
        raise Http404 from error
    today = timezone.now().astimezone(found.consultation.zone).date()
    access.take_part(access.person(request), found.consultation, today)
    unchecked = {language for item in found.items.all() for language in item.unchecked}
    titles = [
        (code, NATIVE_NAMES[code], found.title[code], code in unchecked) for code in LANGUAGES if code in found.title
    ]
    return render(request, "web/document.html", {"document": found, "titles": titles, "unchecked": unchecked})


@dataclass(frozen=True)
class MemberRow:
    """A Member with its names: ``(language, name, checked)`` each."""

    member: Member
    kind: str
    names: dict[str, str]
    unchecked: set[str]

    @property
    def in_languages(self) -> list[tuple[str, str, bool]]:
        """The names in the order of the languages."""
        return [(code, self.names[code], code not in self.unchecked) for code in LANGUAGES]


def _member_row(member: Member, on: date) -> MemberRow:
    return MemberRow(
        member,
        _kind(member, on),
        {code: people.member_name(member, code) for code in LANGUAGES},
        people.unchecked_languages(member),
    )


def _kind(member: Member, on: date) -> str:
    kinds = {
        MemberKind.PALESTINE.value: Capacity.OBSERVER_PALESTINE,
        MemberKind.SECTOR_MEMBER.value: Capacity.SECTOR_MEMBER,
    }
    seated = any(Period(seat.start, seat.end).covers(on) for seat in member.council_seats.all())
    default = Capacity.COUNCIL_STATE if seated else Capacity.OBSERVER_STATE
    return str(wording.CAPACITIES[kinds.get(member.kind, default)])


def _member_columns() -> list[Column[MemberRow]]:
    names = [
        Column[MemberRow](code, NATIVE_NAMES[code], lambda row, code=code: row.names[code])  # type: ignore[misc]
        for code in LANGUAGES
    ]
    return [
        Column("code", _("Code"), lambda row: row.member.code),
        Column("kind", _("Class"), lambda row: row.kind),
        Column(
            "region",
            _("Region or Sector"),
            lambda row: str(wording.SECTORS.get(row.member.sector, row.member.region)),
        ),
        *names,
        Column("unchecked", _("Not checked in"), lambda row: ", ".join(sorted(row.unchecked))),
    ]


@login_required
@require_safe
def members(request: HttpRequest) -> HttpResponse:
    """Every Member with its names in the six languages; what nobody has checked is marked."""
    today = timezone.localdate()
    rows = [_member_row(member, today) for member in people.members()]
    table = Table(_member_columns(), rows, request.GET)
    kind = request.GET.get("format")
    if kind in FORMATS:
        return export(table, "members", kind)
    unchecked = sum(bool(row.unchecked) for row in rows)
    return render(request, "web/members.html", {"table": table, "unchecked": unchecked})


@login_required
@require_safe
def permissions(request: HttpRequest, slug: str) -> HttpResponse:
    """The one table of permissions, class and role by action."""
    consultation = get_object_or_404(Consultation, slug=slug)
    today = timezone.now().astimezone(consultation.zone).date()
    access.take_part(access.person(request), consultation, today).require(Action.PERMISSIONS_SEE)
    groups = [
        (
            group,
            [
                (action.value, label, [capacity in PERMISSIONS[action] for capacity in Capacity])
                for action, label in actions.items()
            ],
        )
        for group, actions in wording.ACTIONS.items()
    ]
    return render(
        request,
        "web/permissions.html",
        {"consultation": consultation, "groups": groups, "capacities": list(wording.CAPACITIES.values())},
    )
