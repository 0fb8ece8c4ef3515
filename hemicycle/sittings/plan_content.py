"""What a published version of the time plan holds (rule 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hemicycle.agenda.naming import with_contents
from hemicycle.agenda.snapshots import brief
from hemicycle.consultations.rule_sources import among, sources_of
from hemicycle.sittings.item_history import MINUTE

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.sittings.forecast import Day, Outlook


def time_plan(consultation: Consultation, made: Outlook, agenda: str) -> dict[str, Any]:
    """The plan: ``{zone, agenda, sources, contents, sittings, left}``; moments are ISO 8601 in the consultation's zone.

    ``sources`` has the body's own source of each rule that an item has no place by, ``{rule: {language: text}}``,
    ``contents`` the names of what documents contain, as ``naming.with_contents`` puts them.

    Args:
        agenda: Symbol of the agenda that it follows; empty where none was published.
    """
    content = {
        "zone": consultation.time_zone,
        "agenda": agenda,
        "sources": among(sources_of(consultation), (why for _item, why in made.left)),
        "sittings": [_sitting(consultation, day) for day in made.days],
        "left": [{**brief(item), "minutes": item.minutes, "reason": why.as_json()} for item, why in made.left],
    }
    return with_contents(consultation, content)


def _sitting(consultation: Consultation, day: Day) -> dict[str, Any]:
    def iso(moment: datetime) -> str:
        return moment.astimezone(consultation.zone).isoformat(timespec="minutes")

    return {
        "sitting": day.sitting.pk,
        "number": day.sitting.number,
        "opens": iso(day.sitting.opens_at),
        "closes": iso(day.sitting.closes_at),
        "introduction": day.frame.introduction,
        "closing": day.frame.closing,
        "pause": [iso(moment) for moment in day.pause] if day.pause else None,
        "spare": day.spare,
        "slots": [
            {
                **brief(slot.item),
                "minutes": (slot.ends - slot.starts) // MINUTE,
                "starts": iso(slot.starts),
                "ends": iso(slot.ends),
            }
            for slot in day.slots
        ],
    }
