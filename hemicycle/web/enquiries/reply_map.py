"""Who answered, as a picture: a tile for each Member, by region where the body has regions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hemicycle.consultations.bodies import called
from hemicycle.people.member_names import member_name
from hemicycle.rules.bodies import CodeForm
from hemicycle.rules.replies import Status
from hemicycle.web.enquiries.labels import STATUSES, label_of
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from hemicycle.consultations.bodies import BodySettings
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
    """Members that stand together: those of a region, or of a class and group."""

    label: str
    tiles: list[Tile]

    @property
    def answered(self) -> int:
        """How many replies count."""
        return sum(tile.status == Status.COUNTED for tile in self.tiles)


def picture(returned: Returns) -> list[Region]:
    """The Members by region, then those that are of none, by class and group."""
    body = returned.enquiry.letter.consultation.body.has
    places = [place.key for place in body.regions]
    tiles: dict[tuple[int, str], list[Tile]] = {}
    for row in returned.rows:
        tiles.setdefault(_group(row, body, places), []).append(_tile(row, body, returned.enquiry.kind))
    # Those without a region stay in the order in which they came.
    return [Region(label, tiles[place, label]) for place, label in sorted(tiles, key=lambda group: group[0])]


def heading(returned: Returns) -> str:
    """What the picture shows, in the body's word for what its Members stand together by."""
    body, rows = returned.enquiry.letter.consultation.body.has, returned.rows
    places = {place.key for place in body.regions}
    if any(row.member.region in places for row in rows):
        return _("Replies by %(place)s") % {"place": labels.region(body)}
    if any(row.member.group for row in rows):
        return _("Replies by %(place)s") % {"place": labels.group(body)}
    return _("Replies by class")


def _group(row: Return, body: BodySettings, places: list[str]) -> tuple[int, str]:
    member = row.member
    if member.region in places:
        return places.index(member.region), called(body.regions, member.region)
    if member.group:
        part = {"class": labels.capacity_group(row.capacity), "part": called(body.groups, member.group)}
        return len(places), pgettext("a class and a part of it", "%(class)s: %(part)s") % part
    return len(places), labels.capacity(row.capacity)


def _tile(row: Return, body: BodySettings, kind: str) -> Tile:
    _words, sign = STATUSES[row.status]
    member = row.member
    return Tile(
        member.code,
        member_name(member),
        row.status.value,
        label_of(row.status, kind),
        str(sign),
        row.reply is not None,
        body.kind(member.kind).codes is CodeForm.COUNTRY,
    )
