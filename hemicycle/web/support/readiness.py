"""Readiness for a sitting in words and as a picture: a tile for each Member, and what they add up to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.readiness import Connection, Coverage, Practised
from hemicycle.web.toolkit.member_tiles import TileGroup, in_groups, place_of, tile

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrPromise

    from hemicycle.consultations.bodies import BodySettings
    from hemicycle.support.readiness import MemberReadiness, Participant, Readiness
    from hemicycle.web.toolkit.member_tiles import Tile

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


def picture(found: Readiness) -> list[TileGroup]:
    """The Members by region, then those that are of none, by class and group; in each, those that lack most first."""
    body, worst = found.sitting.consultation.body.has, list(Coverage)
    rows = sorted(found.members, key=lambda row: worst.index(row.coverage))
    placed = [(place_of(row.member, row.capacity, body), _tile(row, body)) for row in rows]
    ready = {row.member.code for row in rows if not row.lacking}
    return [TileGroup(label, _told(tiles, ready), tiles) for label, tiles in in_groups(placed)]


def _told(tiles: list[Tile], ready: set[str]) -> str:
    counted = {"ready": sum(one.code in ready for one in tiles), "total": len(tiles)}
    return _("%(ready)s of %(total)s with a working connection") % counted


def _tile(row: MemberReadiness, body: BodySettings) -> Tile:
    words, _tone, look, sign = COVERAGES[row.coverage]
    return tile(row.member, body, (str(words), look, sign), f"?{urlencode({'of': row.member.code})}#list")
