"""One item has a conclusion in two languages, and another one was deferred at the objection of a Member."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hemicycle.outcome.actions import asking, closing, drafting, positions
from hemicycle.sittings.act import Participant
from hemicycle.sittings.actions import presiding
from tests.factories import START

if TYPE_CHECKING:
    from tests.support.two_consultations.whole import Whole


def complete(whole: Whole) -> None:
    """Add them to a consultation."""
    sitting, items = whole.world.sitting.pk, [item.pk for item in whole.world.items]
    by = {name: Participant.registered(whole[name]) for name in ("vice_chair", "secretariat", "br")}
    at = START + timedelta(minutes=1)
    for item, language, text, seen in (
        (items[0], "en", "To note the report.", 0),
        (items[0], "fr", "Prendre note du rapport.", 0),
        (items[0], "en", "To take note of the report.", 1),
        (items[1], "en", "To convene a group.", 0),
    ):
        drafting.draft_in_room(
            sitting, by["secretariat"], at, item=item, language=language, text=text, seen=seen, follows=0
        )
    presiding.open_item(sitting, by["vice_chair"], at, item=items[1])
    asking.ask(sitting, by["vice_chair"], at, item=items[1])
    objection = positions.object_(sitting, by["br"], at, item=items[1], words="The costs are not known.")
    closing.close_item(sitting, by["vice_chair"], at, item=items[1], outcome="deferred", seen=objection.pk)
    whole.objects["item_ended"] = items[1]
