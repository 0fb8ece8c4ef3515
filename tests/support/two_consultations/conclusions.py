"""One item has a conclusion in two languages, two ended with one, one of them urgent; paragraphs of the report."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hemicycle.outcome.actions import asking, closing, drafting, positions, report_paragraphs, urgency
from hemicycle.outcome.actions.report_paragraphs import Where
from hemicycle.sittings.act import Participant
from hemicycle.sittings.actions import items
from tests.factories import START

if TYPE_CHECKING:
    from datetime import datetime

    from tests.support.two_consultations.whole import Whole

LATER = timedelta(seconds=10)


def complete(whole: Whole) -> None:
    """Add them to a consultation."""
    keys = [item.pk for item in whole.world.items]
    at = START + timedelta(minutes=1)
    _draft(whole, keys[0], at, "en", "To note the report.")
    _draft(whole, keys[0], at, "fr", "Prendre note du rapport.")
    _draft(whole, keys[0], at, "en", "To take note of the report.", seen=1)
    for item in keys[1:]:
        at += timedelta(minutes=1)
        _conclude(whole, item, at)
    urgency.flag(whole.consultation.pk, whole.performer("chair"), whole.now, item=keys[2], reason="It starts in July.")
    whole.objects.update(item_ended=keys[1], item_urgent=keys[2])
    act = whole.consultation.pk, whole.performer("secretariat"), whole.now
    for name in ("report_paragraph", "paragraph_left_out"):
        row = report_paragraphs.add_paragraph(*act, where=Where("closing"), text={"en": "The Chair thanked everybody."})
        whole.objects[name] = row.pk
    report_paragraphs.remove_paragraph(*act, paragraph=whole.objects["paragraph_left_out"])


def _draft(whole: Whole, item: int, at: datetime, language: str, text: str, seen: int = 0) -> None:
    by = Participant.registered(whole["secretariat"])
    sitting = whole.world.sitting.pk
    drafting.draft_in_room(sitting, by, at, item=item, language=language, text=text, seen=seen, follows=0)


def _conclude(whole: Whole, item: int, at: datetime) -> None:
    """A Member objects and withdraws it; another one has a reservation recorded."""
    sitting = whole.world.sitting.pk
    leader, brazil = Participant.registered(whole["vice_chair"]), Participant.registered(whole["br"])
    items.open_item(sitting, leader, at, item=item)
    _draft(whole, item, at, "en", "To convene a group.")
    asking.ask(sitting, leader, at, item=item)
    objection = positions.object_(sitting, brazil, at, item=item, words="The costs are not known.")
    positions.withdraw(sitting, brazil, at, position=objection.pk)
    closing.close_item(sitting, leader, at + LATER, item=item, outcome="proposed_conclusion", seen=objection.pk)
