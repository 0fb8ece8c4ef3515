"""The secretariat's list of Members: who answers for each, who is registered, and who is missing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hemicycle.consultations.bodies import called
from hemicycle.consultations.joins import beside
from hemicycle.people.delegations import Delegation, Presence, delegations
from hemicycle.people.member_names import member_name, unchecked_languages
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.bodies import Belongs
from hemicycle.rules.capacity import UNCLASSED
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import page
from hemicycle.web.access.permissions import may
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.member_tiles import TileGroup, tile
from hemicycle.web.toolkit.tables import Column, Table, TableQuery, narrowed_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrPromise

    from hemicycle.consultations.bodies import BodySettings
    from hemicycle.rules.capacity import Classes
    from hemicycle.web.access.permissions import InConsultation
    from hemicycle.web.toolkit.member_tiles import Tile
    from hemicycle.web.toolkit.tables import Filter

#: How far a Member has come, in words; each is followed by the letter that stands for it in the picture.
PRESENCES: dict[Presence, tuple[_StrPromise, _StrPromise]] = {
    Presence.CONFIRMED: (gettext_lazy("Confirmed"), pgettext_lazy("letter in a picture, of Confirmed", "C")),
    Presence.REGISTERED: (
        gettext_lazy("Registered, none confirmed"),
        pgettext_lazy("letter in a picture, of Registered", "R"),
    ),
    Presence.FOCAL_POINT: (
        gettext_lazy("Focal point only"),
        pgettext_lazy("letter in a picture, of Focal point only", "F"),
    ),
    Presence.NOTHING: (gettext_lazy("Nothing yet"), pgettext_lazy("sign in a picture, of Nothing yet", "–")),
}
#: What can be missing, besides how far a Member has come.
_MISSING: dict[str, tuple[_StrPromise, Callable[[Delegation], bool]]] = {
    "no_focal_point": (gettext_lazy("Without a focal point"), lambda row: row.focal_point is None),
    "no_registration": (gettext_lazy("Without a registration"), lambda row: row.registered == 0),
    "no_address": (gettext_lazy("Without an address"), lambda row: not row.reached),
    "no_class": (gettext_lazy("Without a class"), lambda row: row.capacity == UNCLASSED),
}


def _columns(body: BodySettings) -> list[Column[Delegation]]:
    def place(row: Delegation) -> str:
        return body.place(row.member.region, row.member.group)

    return [
        Column("member", _("Member"), lambda row: member_name(row.member)),
        Column("class", _("Class"), lambda row: labels.capacity(row.capacity)),
        *([Column("region", labels.place(body), place)] if body.places else []),
        Column("focal", _("Focal point"), lambda row: row.focal_point.person.name if row.focal_point else ""),
        Column("confirmed", _("Confirmed"), lambda row: row.counted[RegistrationStatus.CONFIRMED]),
        Column("under_way", _("Under way"), lambda row: row.under_way),
        Column("waiting", _("Waiting list"), lambda row: row.counted[RegistrationStatus.WAITING]),
        Column("places", _("Places taken"), lambda row: row.places.taken if row.places.size is not None else None),
    ]


def _file_columns(body: BodySettings) -> list[Column[Delegation]]:
    """The same, and what a file can hold besides."""
    return [
        Column("code", _("Code"), lambda row: row.member.code),
        *_columns(body),
        Column("size", _("Places"), lambda row: row.places.size),
        Column("refused", _("Refused"), lambda row: row.counted[RegistrationStatus.REFUSED]),
        Column("withdrawn", _("Withdrawn"), lambda row: row.counted[RegistrationStatus.WITHDRAWN]),
        Column("email", _("Address of the focal point"), _address),
    ]


def _address(row: Delegation) -> str:
    return row.focal_point.person.email if row.focal_point else ""


def _filters(query: TableQuery, classes: Classes, body: BodySettings) -> list[Filter]:
    shown = [(presence.value, str(label)) for presence, (label, _letter) in PRESENCES.items()]
    missing = [(name, str(label)) for name, (label, _test) in _MISSING.items()]
    filters = [
        query.filter("show", _("Registration status by Member"), missing + shown),
        query.filter("class", _("Class"), [(one.value, labels.capacity(one)) for one in classes if not one.of_persons]),
        query.filter("region", labels.region(body), [(place.key, place.called()) for place in body.regions]),
    ]
    return [one for one in filters if one.choices]


def _narrowed(rows: list[Delegation], asked: dict[str, str]) -> list[Delegation]:
    """The rows of which everything that is asked for is true."""
    show = asked.get("show", "")
    test = _MISSING[show][1] if show in _MISSING else lambda row: show in {"", row.presence.value}
    return [
        row
        for row in rows
        if test(row)
        and asked.get("class", row.capacity.value) == row.capacity.value
        and asked.get("region", row.member.region) == row.member.region
    ]


def _picture(rows: Iterable[Delegation], slug: str, body: BodySettings) -> list[TileGroup]:
    """The Members in groups: each kind's by region, those that have none after the others, or by group and class."""
    by_group: dict[str, list[Delegation]] = {}
    for row in rows:
        by_group.setdefault(_group(row, body), []).append(row)
    ordered = sorted(by_group.items(), key=lambda group: _order(group[1][0], body))
    return [TileGroup(label, _told(group), [_tile(row, slug, body) for row in group]) for label, group in ordered]


def _told(rows: list[Delegation]) -> str:
    confirmed = sum(row.presence is Presence.CONFIRMED for row in rows)
    return _("%(confirmed)s of %(total)s confirmed") % {"confirmed": confirmed, "total": len(rows)}


def _tile(row: Delegation, slug: str, body: BodySettings) -> Tile:
    label, letter = PRESENCES[row.presence]
    address = reverse("delegation", args=[slug, row.member.code])
    return tile(row.member, body, (str(label), row.presence.value, str(letter)), address)


def _order(row: Delegation, body: BodySettings) -> tuple[int, int, int]:
    kind, group = body.rank(row.member.kind, row.member.group)
    regions = [place.key for place in body.regions]
    region = regions.index(row.member.region) if row.member.region in regions else len(regions)
    return kind, region, group


def _group(row: Delegation, body: BodySettings) -> str:
    if body.kind(row.member.kind).region is Belongs.MUST:
        return called(body.regions, row.member.region) or _("%(place)s: none") % {"place": labels.region(body)}
    label = labels.capacity(row.capacity)
    return beside([label, called(body.groups, row.member.group)])


@page(may(Action.PEOPLE_SEE))
def members_desk(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Every invited Member with its focal point and its registrations, as a picture and as a table."""
    consultation = desk.consultation
    body, rows = consultation.body.has, delegations(consultation, desk.now)
    query = TableQuery(request.GET)
    filters = _filters(query, consultation.classes, body)
    filter_values = narrowed_by(filters)
    narrowed = _narrowed(rows, filter_values)
    if query.format:
        return export(Table(_file_columns(body), narrowed, query), f"members-{desk.consultation.slug}")
    counted = Counter(row.presence for row in rows)
    missing = [(name, label, sum(test(row) for row in rows)) for name, (label, test) in _MISSING.items()]
    table = Table(_columns(body), narrowed, query, filter_values)
    context = {
        "consultation": consultation,
        "table": table,
        "total": len(rows),
        "filters": filters,
        "missing": missing,
        "to_check": sum(bool(unchecked_languages(row.member, consultation.languages.every)) for row in rows),
        "legend": [
            (presence.value, label, letter, counted[presence]) for presence, (label, letter) in PRESENCES.items()
        ],
        "picture": _picture(rows, consultation.slug, body),
        "imports": desk.may_send(Action.PEOPLE_IMPORT),
    }
    return render(request, "web/members/desk.html", context)
