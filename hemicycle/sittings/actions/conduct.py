"""How sittings are conducted: how an item may end, and how long a speaker may take to be heard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hemicycle.consultations.settings import settings_of
from hemicycle.people.act import carry_out
from hemicycle.rules.permissions import Action
from hemicycle.rules.presiding import may_change_objections, may_change_outcomes
from hemicycle.rules.reasons import require
from hemicycle.sittings.actions.planning import tell_clients
from hemicycle.sittings.models import Discussion, Sitting

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.journal.record import Performer


#: Which document of a sitting says it, that whoever is in one reads at once.
_TOLD = {
    "noted_with_proposal": "conclusion",
    "interpretation_wait_seconds": "sitting",
    "on_air_minutes": "sitting",
}


@dataclass(frozen=True)
class Conduct:
    """What is set for all sittings of a consultation, as its settings have it.

    Attributes:
        noted_with_proposal: An item under which something is proposed may end as noted (rule 27).
        objections_stop: A standing objection of a Member that may cause a deferral is no consensus (rule 30).
        connect_seconds: A speaker may take so long until their sound goes out, and be away for so long.
        interpretation_wait_seconds: For so long a speaker's light waits at most for interpretation (rule 55).
        on_air_minutes: So long an interpreter works before another one takes over (rule 57).
    """

    noted_with_proposal: bool
    objections_stop: bool
    connect_seconds: int
    interpretation_wait_seconds: int
    on_air_minutes: int


def set_conduct(consultation: int, performer: Performer, at: datetime, wanted: Conduct) -> bool:
    """Set it. How long a speaker may take applies at once, also to the present speaker (``turns.expire``).

    Returns:
        Whether anything is another one now.

    Raises:
        Refusal: an item that it would be changed for is being discussed.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        changed: dict[str, list[Any]] = {
            name: [before, now] for name, now in vars(wanted).items() if (before := getattr(act.settings, name)) != now
        }
        if not changed:
            act.cancel()
            return False
        row = act.consultation
        # Locked before anybody looks: whoever opens an item locks its sitting.
        sittings = list(Sitting.objects.select_for_update().filter(consultation=row).order_by("pk"))
        if "noted_with_proposal" in changed:
            require(may_change_outcomes(sitting=_discussing_a_proposal(row)))
        if "objections_stop" in changed:
            require(may_change_objections(sitting=_discussing(row)))
        row.settings = {**row.settings, **vars(wanted)}
        settings_of(row.settings)
        row.save(update_fields=["settings"])
        if told := {document for name, document in _TOLD.items() if name in changed}:
            for sitting in sittings:
                sitting.raise_sequence()
            Sitting.objects.bulk_update(sittings, ["sequence"])
            tell_clients(sittings, *told)
        act.facts.update(changed=changed)
    return True


def _discussing(consultation: Consultation) -> int | None:
    """The number of the sitting in which an item is open; None for none."""
    opened = Discussion.objects.filter(sitting__consultation=consultation, end=None).order_by("pk")
    return opened.values_list("sitting__number", flat=True).first()


def _discussing_a_proposal(consultation: Consultation) -> int | None:
    """The number of the sitting in which an item with a proposal is open; None for none."""
    opened = Discussion.objects.filter(sitting__consultation=consultation, end=None)
    rows = opened.select_related("sitting", "item__document").order_by("pk")
    return next((row.sitting.number for row in rows if row.item.proposes), None)
