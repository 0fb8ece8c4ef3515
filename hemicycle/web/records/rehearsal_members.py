"""The Members in the report of a rehearsal: who was heard, who was not, who did not come, as a picture and on paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hemicycle.consultations.joins import beside
from hemicycle.people.member_names import member_name
from hemicycle.rules.connection_figures import MemberSpoke
from hemicycle.support.rehearsal_report import members
from hemicycle.web.records.rehearsal_figures import MEMBER, PEOPLE
from hemicycle.web.support.words import number
from hemicycle.web.toolkit.member_tiles import TileGroup, in_groups, place_of, tile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.utils.functional import _StrPromise

    from hemicycle.support.rehearsal_report import MemberPart
    from hemicycle.web.records.rehearsal_access import AtReport
    from hemicycle.web.toolkit.member_tiles import Tile

#: Each with the look of its tile, and the sign of that.
SPOKE: dict[MemberSpoke, tuple[_StrPromise, str, _StrPromise]] = {
    MemberSpoke.HEARD: (
        pgettext_lazy("Members", "Heard"),
        "confirmed",
        pgettext_lazy("letter in a picture, of Heard", "H"),
    ),
    MemberSpoke.FAILED: (
        pgettext_lazy("Members", "Never heard"),
        "st-conflict",
        pgettext_lazy("sign in a picture, of Never heard", "!"),
    ),
    MemberSpoke.PRESENT: (
        gettext_lazy("Present, without the floor"),
        "registered",
        pgettext_lazy("letter in a picture, of Present, without the floor", "P"),
    ),
    MemberSpoke.ABSENT: (
        gettext_lazy("Not present"),
        "nothing",
        pgettext_lazy("sign in a picture, of Not present", "–"),
    ),
}


@dataclass(frozen=True)
class Key:
    """What a look of the tiles stands for, and how many Members have it."""

    label: str
    look: str
    sign: str
    count: str


@dataclass(frozen=True)
class MembersPicture:
    """The Members as tiles.

    Attributes:
        paper: The same in words: a place, how far its Members came, and their names.
    """

    key: list[Key]
    groups: list[TileGroup]
    paper: list[tuple[str, str, str]]


def picture(at: AtReport) -> MembersPicture:
    """The Members that could take part, by region, or by class and group; in each, as lists have them."""
    found, body = members(at.report), at.consultation.body.has
    placed = [(place_of(row.member, row.capacity, body), row) for row in found]
    tiles = [(place, _tile(at, row)) for place, row in placed]
    heard = {row.member.code for row in found if row.spoke is MemberSpoke.HEARD}
    return MembersPicture(
        [
            Key(str(label), look, str(sign), number(sum(row.spoke is spoke for row in found)))
            for spoke, (label, look, sign) in SPOKE.items()
        ],
        [TileGroup(label, _told(group, heard), group) for label, group in in_groups(tiles)],
        list(_paper(placed)),
    )


def _tile(at: AtReport, row: MemberPart) -> Tile:
    label, look, sign = SPOKE[row.spoke]
    there = row.spoke is not MemberSpoke.ABSENT
    address = at.list_address(PEOPLE, **{MEMBER: str(row.member.pk)}) if there else ""
    return tile(row.member, at.consultation.body.has, (str(label), look, str(sign)), address)


def _told(tiles: list[Tile], heard: set[str]) -> str:
    counted = {"heard": number(sum(one.code in heard for one in tiles)), "total": number(len(tiles))}
    return _("%(heard)s of %(total)s heard") % counted


def _paper(placed: list[tuple[tuple[int, str], MemberPart]]) -> Iterator[tuple[str, str, str]]:
    for place in sorted({place for place, _row in placed}):
        for spoke, (label, _look, _sign) in SPOKE.items():
            names = [member_name(row.member) for at, row in placed if at == place and row.spoke is spoke]
            if names:
                yield place[1], f"{label} ({number(len(names))})", beside(names)
