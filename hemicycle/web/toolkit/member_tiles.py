"""The Members as a picture: a tile for each, told apart by colour and sign, those together that belong together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.consultations.bodies import called
from hemicycle.consultations.joins import beside
from hemicycle.people.member_names import member_name
from hemicycle.rules.bodies import Belongs, CodeForm
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hemicycle.consultations.bodies import BodySettings
    from hemicycle.people.models import Member
    from hemicycle.rules.capacity import Capacity


@dataclass(frozen=True)
class Tile:
    """A Member in the picture.

    Attributes:
        words: What is to be known of it.
        look: Name of its colours.
        sign: Stands for the words, for who does not tell the colours apart.
        address: Of what it leads to; empty where that is nothing.
        short: Its code is what it is known by, and is shown for its name.
    """

    code: str
    name: str
    words: str
    look: str
    sign: str
    address: str
    short: bool


@dataclass(frozen=True)
class TileGroup:
    """Members that stand together: those of a region, or of a class and group.

    Attributes:
        told: What they add up to.
    """

    label: str
    told: str
    tiles: list[Tile]


def tile(member: Member, body: BodySettings, look: tuple[str, str, str], address: str = "") -> Tile:
    """The tile of a Member.

    Args:
        look: Its words, the name of its colours, and its sign.
    """
    words, colours, sign = look
    short = body.kind(member.kind).codes is CodeForm.COUNTRY
    return Tile(member.code, member_name(member), words, colours, sign, address, short)


def place_of(member: Member, capacity: Capacity, body: BodySettings) -> tuple[int, str]:
    """Where a Member stands in the picture, as a number that sorts and in words: its region, or its class and group."""
    places = [place.key for place in body.regions]
    if body.kind(member.kind).region is Belongs.MUST and member.region in places:
        return places.index(member.region), called(body.regions, member.region)
    return len(places), beside([labels.capacity(capacity), called(body.groups, member.group)])


def in_groups(placed: Iterable[tuple[tuple[int, str], Tile]]) -> list[tuple[str, list[Tile]]]:
    """The tiles that have the same place, in the order of places; those of one stay in the order in which they came."""
    groups: dict[tuple[int, str], list[Tile]] = {}
    for place, one in placed:
        groups.setdefault(place, []).append(one)
    return [(label, tiles) for (_number, label), tiles in sorted(groups.items(), key=lambda group: group[0][0])]
