"""The views of a sitting's room, and who may open which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hemicycle.rules.floor import SittingState
from hemicycle.rules.permissions import Action

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from hemicycle.sittings.models import Sitting
    from hemicycle.web.access.visitors import Visitor

#: Each view by the action that it is for. The secretariat may pass the lead, so it sees the console too.
VIEWS = {
    "booth": Action.BOOTH_ENTER,
    "console": Action.LEAD_PASS,
    "desk": Action.TURNS_SEE,
    "room": Action.ROOM_ENTER,
}
LABELS: dict[str, _StrPromise] = {
    "booth": _("Enter the booth"),
    "console": _("Open the presiding officer’s console"),
    "desk": _("Open the technicians’ desk"),
    "room": _("Enter the room"),
}


@dataclass(frozen=True)
class RoomLink:
    """A way into a sitting.

    Attributes:
        main: The one that this person usually takes.
    """

    view: str
    label: str
    address: str
    main: bool


def room_links(visitor: Visitor, sitting: Sitting) -> list[RoomLink]:
    """The ways into a sitting that are open to somebody, the usual one first; none into one that has ended."""
    if sitting.state == SittingState.ENDED.value:
        return []
    views = [view for view, action in VIEWS.items() if visitor.may_read(action)]
    return [
        RoomLink(view, str(LABELS[view]), reverse(view, args=[sitting.pk]), main=index == 0)
        for index, view in enumerate(views)
    ]
