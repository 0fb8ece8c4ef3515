"""Readiness for a sitting in words and as a picture: a tile for each Member, and what they add up to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hemicycle.consultations.bodies import called
from hemicycle.consultations.joins import beside
from hemicycle.people.member_names import member_name
from hemicycle.rules.bodies import Belongs, CodeForm
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.readiness import Connection, Coverage, Practised
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrPromise

    from hemicycle.consultations.bodies import BodySettings
    from hemicycle.support.readiness import MemberReadiness, Participant, Readiness

#: Each with its colour.
CONNECTIONS: dict[Connection, tuple[_StrPromise, str]] = {
    Connection.WORKING: (pgettext_lazy("connection", "Works"), "live"),
    Connection.UNUSABLE: (pgettext_lazy("connection", "Not usable"), "stop"),
    Connection.UNTESTED: (pgettext_lazy("connection", "Not tested"), "wait"),
}
#: Each with its colour in a list, its look as a tile, and the sign of that: how many connections work.
COVERAGES: dict[Coverage, tuple[_StrPromise, str, str, str]] = {
    Coverage.NOBODY: (gettext_lazy("No participant"), "stop", "nothing", "–"),
    Coverage.WITHOUT: (gettext_lazy("No working connection"), "stop", "st-conflict", "0"),
    Coverage.ONE: (gettext_lazy("One working connection"), "wait", "registered", "1"),
    Coverage.DEPUTY: (gettext_lazy("Deputy ready"), "live", "confirmed", "2"),
}
#: How somebody practised.
PRACTISED: dict[Practised, _StrPromise] = {
    Practised.REHEARSAL: pgettext_lazy("practised", "In a rehearsal"),
    Practised.ALONE: pgettext_lazy("practised", "Alone"),
}
#: Why somebody may not enter, where their status does not say it.
_REFUSED: dict[object, _StrPromise] = {
    RuleCode.NOT_REGISTERED_FOR_DAY: gettext_lazy("Not registered for this day"),
    RuleCode.REMOVED: gettext_lazy("Removed from the sitting"),
}


@dataclass(frozen=True)
class Tile:
    """A Member in the picture.

    Attributes:
        look: Name of its colours.
        sign: How many of its people have a connection that works.
    """

    code: str
    name: str
    words: str
    look: str
    sign: str
    short: bool


@dataclass(frozen=True)
class Group:
    """Members that stand together: those of a region, or of a class and group."""

    label: str
    tiles: list[Tile]
    ready: int


@dataclass(frozen=True)
class Count:
    """A number, of how many; leads to its rows.

    Attributes:
        query: Of the address of the list.
    """

    label: str
    number: int
    total: int
    query: str
    tone: str = ""


def entry(participant: Participant) -> str:
    """Their registration in words: its status, or why they do not enter although it is confirmed."""
    refused = _REFUSED.get(participant.entry.reason.code)
    return str(refused) if refused else participant.registration.get_status_display()


def counts(found: Readiness) -> list[Count]:
    """What everybody adds up to: Members first, then those of their people and the others who may enter."""
    members, people = found.members, found.entitled

    def of_members(label: str, query: str, tone: str, which: Callable[[MemberReadiness], bool]) -> Count:
        return Count(label, sum(map(which, members)), len(members), query, tone)

    def of_people(label: str, query: str, which: Callable[[Participant], bool]) -> Count:
        return Count(label, sum(map(which, people)), len(people), f"{query}&entry=yes")

    return [
        of_members(_("Members without a working connection"), "coverage=lacking", "stop", lambda row: row.lacking),
        of_members(
            _("Members with a deputy ready"), "coverage=deputy", "", lambda row: row.coverage is Coverage.DEPUTY
        ),
        of_people(_("Working connections"), "connection=working", lambda row: row.connection is Connection.WORKING),
        of_people(_("Not tested"), "connection=untested", lambda row: row.connection is Connection.UNTESTED),
        of_people(_("Not usable"), "connection=unusable", lambda row: row.connection is Connection.UNUSABLE),
        of_people(_("Practised"), "practised=yes", lambda row: row.practised is not None),
    ]


def picture(found: Readiness) -> list[Group]:
    """The Members by region, then those that are of none, by class and group; in each, those that lack most first."""
    body = found.sitting.consultation.body.has
    groups: dict[tuple[int, str], list[MemberReadiness]] = {}
    for row in found.members:
        groups.setdefault(_group(row, body), []).append(row)
    worst = list(Coverage)
    return [
        Group(
            label,
            [_tile(row, body) for row in sorted(rows, key=lambda row: worst.index(row.coverage))],
            sum(not row.lacking for row in rows),
        )
        for (_place, label), rows in sorted(groups.items(), key=lambda one: one[0][0])
    ]


def _group(row: MemberReadiness, body: BodySettings) -> tuple[int, str]:
    member, places = row.member, [place.key for place in body.regions]
    if body.kind(member.kind).region is Belongs.MUST and member.region in places:
        return places.index(member.region), called(body.regions, member.region)
    return len(places), beside([labels.capacity(row.capacity), called(body.groups, member.group)])


def _tile(row: MemberReadiness, body: BodySettings) -> Tile:
    words, _tone, look, sign = COVERAGES[row.coverage]
    short = body.kind(row.member.kind).codes is CodeForm.COUNTRY
    return Tile(row.member.code, member_name(row.member), str(words), look, sign, short)
