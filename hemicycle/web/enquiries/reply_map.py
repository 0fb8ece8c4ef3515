"""Who answered, as a picture: a tile for each Member, by region, the regions placed as on a map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import pgettext

from hemicycle.people.member_names import member_name
from hemicycle.rules.replies import Status
from hemicycle.web.enquiries.labels import REGION_NAMES, STATUSES
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from hemicycle.correspondence.results import Return, Returns


@dataclass(frozen=True)
class Tile:
    """A Member in the picture.

    Attributes:
        sign: Stands for where its reply stands.
        replied: It has a reply, which has a page.
    """

    code: str
    name: str
    status: str
    words: str
    sign: str
    replied: bool
    short: bool


@dataclass(frozen=True)
class Region:
    """Members that stand together; ``place`` is the letter of a region, or empty."""

    place: str
    label: str
    tiles: list[Tile]

    @property
    def answered(self) -> int:
        """How many replies count."""
        return sum(tile.status == Status.COUNTED for tile in self.tiles)


def picture(returned: Returns) -> list[Region]:
    """The Members by region, then those that are of none, by class."""
    tiles: dict[tuple[str, str], list[Tile]] = {}
    for row in returned.rows:
        tiles.setdefault(_group(row), []).append(_tile(row))
    regions = [(place, label) for place, label in tiles if place]
    others = [(place, label) for place, label in tiles if not place]
    return [Region(place, label, tiles[place, label]) for place, label in sorted(regions) + others]


def _group(row: Return) -> tuple[str, str]:
    member = row.member
    if member.region in REGION_NAMES:
        return member.region, str(REGION_NAMES[member.region])
    if member.sector in labels.SECTORS:
        part = {"class": labels.capacity_group(row.capacity), "part": labels.SECTORS[member.sector]}
        return "", pgettext("a class and a part of it", "%(class)s: %(part)s") % part
    return "", labels.capacity(row.capacity)


def _tile(row: Return) -> Tile:
    words, sign = STATUSES[row.status]
    member = row.member
    return Tile(
        member.code,
        member_name(member),
        row.status.value,
        str(words),
        str(sign),
        row.reply is not None,
        not member.sector,
    )
