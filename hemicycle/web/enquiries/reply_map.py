"""Who answered, as a picture: a tile for each Member, by region where the body has regions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hemicycle.consultations.bodies import called
from hemicycle.rules.replies import Status
from hemicycle.web.enquiries.labels import STATUSES, label_of
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.member_tiles import TileGroup, in_groups, tile

if TYPE_CHECKING:
    from hemicycle.consultations.bodies import BodySettings
    from hemicycle.correspondence.results import Return, Returns
    from hemicycle.web.toolkit.member_tiles import Tile


def picture(returned: Returns) -> list[TileGroup]:
    """The Members by region, then those that are of none, by class and group."""
    body = returned.enquiry.letter.consultation.body.has
    places = [place.key for place in body.regions]
    placed = [(_group(row, body, places), _tile(row, returned, body)) for row in returned.rows]
    return [TileGroup(label, _told(tiles), tiles) for label, tiles in in_groups(placed)]


def _told(tiles: list[Tile]) -> str:
    answered = sum(one.look == _look(Status.COUNTED) for one in tiles)
    return _("%(answered)s of %(total)s answered") % {"answered": answered, "total": len(tiles)}


def _look(status: Status) -> str:
    return f"st-{status.value}"


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


def _tile(row: Return, returned: Returns, body: BodySettings) -> Tile:
    _words, sign = STATUSES[row.status]
    enquiry = returned.enquiry
    page = [enquiry.letter.consultation.slug, enquiry.pk, row.member.code]
    address = reverse("reply_versions", args=page) if row.reply is not None else ""
    return tile(row.member, body, (label_of(row.status, enquiry.kind), _look(row.status), str(sign)), address)
