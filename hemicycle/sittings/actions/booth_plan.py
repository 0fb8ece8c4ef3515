"""Who is to sit in which booth of the sittings is planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.agenda.order import programme_under, require_edition
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.people.act import carry_out
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.booths import may_be_planned
from hemicycle.rules.capacity import Role
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.floor import SittingState
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.sittings.booth_plan import duties
from hemicycle.sittings.models import BoothDuty, Sitting

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hemicycle.journal.record import Performer


def plan_booths(
    consultation: int, performer: Performer, at: datetime, wanted: Mapping[tuple[int, int], str], *, edition: int
) -> int:
    """Say who is to sit in which booth; others stay where they are planned.

    Args:
        wanted: ``{(sitting, registration): language}``; an empty language for no booth.
        edition: Of the time plan, as it was seen.

    Returns:
        How many are planned for another booth now.

    Raises:
        Refusal: a sitting is over or gone, somebody is no interpreter or captioner, does not work into a language, or
            the plan has changed meanwhile.
    """
    with carry_out(consultation, performer, Action.PLAN_EDIT, at) as act:
        programme = programme_under(act)
        require_edition(programme.plan_edition, edition)
        before = duties(act.consultation)
        changed = {key: code for key, code in wanted.items() if code != before.get(key, "")}
        known = Sitting.objects.filter(consultation=act.consultation).select_related("consultation")
        sittings = known.in_bulk({sitting for sitting, _ in changed})
        confirmed = act.consultation.registrations.filter(status=RegistrationStatus.CONFIRMED.value)
        people = confirmed.in_bulk({person for _, person in changed})
        for (sitting, person), code in changed.items():
            if sitting not in sittings:
                raise Refusal(AgendaCode.NO_SUCH_SITTING)
            if person not in people or code not in {"", *sittings[sitting].booths}:
                raise Refusal(RuleCode.NOT_REGISTERED)
            row, ended = people[person], sittings[sitting].state == SittingState.ENDED.value
            works_into = row.booth_languages if code else ()
            require(may_be_planned(Role(row.role), works_into, code, ended=ended))
            if code:
                BoothDuty.objects.update_or_create({"language": code}, sitting_id=sitting, registration_id=person)
            else:
                BoothDuty.objects.filter(sitting=sitting, registration=person).delete()
        if changed:
            programme.plan_edition += 1
            programme.save(update_fields=["plan_edition"])
        act.place = f"plan:{consultation}"
        act.facts["booths"] = [[*key, before.get(key, ""), code] for key, code in changed.items()]
    return len(changed)
