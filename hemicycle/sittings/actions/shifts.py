"""The shifts of a sitting's booths are planned as a whole (rule 57)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from hemicycle.agenda.order import programme_under, require_edition
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.people.act import carry_out
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.floor import SittingState
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.shifts import followed, may_plan
from hemicycle.sittings import shift_mails
from hemicycle.sittings.actions.planning import tell_clients
from hemicycle.sittings.models import BoothShift, Sitting
from hemicycle.sittings.shift_changes import note, people_of
from hemicycle.sittings.shifts import as_planned, interpreter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.people.act import Act
    from hemicycle.people.models import Registration
    from hemicycle.rules.shifts import Shift


def set_shifts(
    consultation: int, performer: Performer, at: datetime, wanted: Sequence[Shift], *, sitting: int, edition: int
) -> int:
    """Give the booths of a sitting these shifts; others that there were are cancelled.

    Args:
        edition: Of the time plan, as it was seen.

    Returns:
        How many people's shifts changed; they are told.

    Raises:
        Refusal: the sitting is over or gone, a shift is outside of it, somebody is no confirmed interpreter, does not
            work into the language, or would be in two booths; or the plan has changed meanwhile.
    """
    with carry_out(consultation, performer, Action.PLAN_EDIT, at) as act:
        programme = programme_under(act)
        require_edition(programme.plan_edition, edition)
        rows = Sitting.objects.select_for_update(of=("self",)).filter(consultation=act.consultation)
        found = rows.select_related("consultation").filter(pk=sitting).first()
        if found is None:
            raise Refusal(AgendaCode.NO_SUCH_SITTING)
        confirmed = act.consultation.registrations.filter(status=RegistrationStatus.CONFIRMED.value)
        people = confirmed.select_related("person").in_bulk({shift.person for shift in wanted})
        _require(found, wanted, people)
        told = keep(act, {found: wanted})
        if not told:
            act.cancel()
            return 0
        programme.plan_edition += 1
        programme.save(update_fields=["plan_edition"])
        act.place = f"plan:{consultation}"
    return told


def _require(sitting: Sitting, wanted: Sequence[Shift], people: Mapping[int, Registration]) -> None:
    if any(shift.person not in people for shift in wanted):
        raise Refusal(RuleCode.NOT_REGISTERED)
    require(
        may_plan(
            wanted,
            {key: interpreter(row) for key, row in people.items()},
            sitting.opens_at,
            sitting.ends_at,
            {code: NATIVE_NAMES[code] for code in sitting.booths},
            ended=sitting.state == SittingState.ENDED.value,
        )
    )


def keep(act: Act, plans: Mapping[Sitting, Sequence[Shift]]) -> int:
    """Keep the shifts of some sittings, each as a whole, within an act that has looked at them; how many are told."""
    changed: list[tuple[BoothShift, str]] = []
    for sitting, wanted in plans.items():
        of_sitting = _changed(act, sitting, wanted)
        if of_sitting:
            changed += of_sitting
            _renew(sitting)
    note(act, changed)
    return shift_mails.tell(act, people_of(changed, {row.pk: row for row in plans})) if changed else 0


def _changed(act: Act, sitting: Sitting, wanted: Sequence[Shift]) -> list[tuple[BoothShift, str]]:
    rows = {row.pk: row for row in BoothShift.objects.filter(sitting=sitting, cancelled_at=None)}
    moved, new, gone = followed({key: as_planned(row) for key, row in rows.items()}, wanted)
    for key, shift in moved.items():
        row = rows[key]
        row.language, row.begins_at, row.ends_at = shift.booth, shift.begins, shift.ends
        row.sequence += 1
    for key in gone:
        rows[key].cancelled_at = act.at
        rows[key].sequence += 1
    fields = ["language", "begins_at", "ends_at", "sequence", "cancelled_at"]
    BoothShift.objects.bulk_update([rows[key] for key in (*moved, *gone)], fields)
    added = BoothShift.objects.bulk_create(
        BoothShift(
            sitting=sitting,
            registration_id=shift.person,
            language=shift.booth,
            begins_at=shift.begins,
            ends_at=shift.ends,
        )
        for shift in new
    )
    return [
        *((row, "added") for row in added),
        *((rows[key], "moved") for key in moved),
        *((rows[key], "cancelled") for key in gone),
    ]


def _renew(sitting: Sitting) -> None:
    """Who is in the sitting is told of the booths."""
    Sitting.objects.filter(pk=sitting.pk).update(sequence=F("sequence") + 1)
    tell_clients([sitting], "booths")
