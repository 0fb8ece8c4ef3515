"""What is settled of the sittings before they begin: who presides over each, and on how many days they may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.agenda.order import programme_under, require_edition
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.consultations.settings import SittingDays, settings_of
from hemicycle.people import queries as people
from hemicycle.people.act import carry_out
from hemicycle.people.details import clean_texts
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import PRESIDING_ROLES
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.floor import SittingState
from hemicycle.rules.local_time import there
from hemicycle.rules.permissions import Action
from hemicycle.rules.presiding import may_designate
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.time_plan import Window, may_sit
from hemicycle.sittings.actions.planning import locked, tell_clients
from hemicycle.sittings.forecast import sittings_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.journal.record import Performer
    from hemicycle.people.models import Registration

#: Of the reason for a limit, in one language, in characters.
REASON_LENGTH = 300
_CONFIRMED = RegistrationStatus.CONFIRMED.value


def who_may_preside(consultation: Consultation) -> list[Registration]:
    """The confirmed Chair and Vice-Chairs of a consultation."""
    roles = [role.value for role in PRESIDING_ROLES]
    rows = consultation.registrations.filter(role__in=roles, status=_CONFIRMED)
    return list(rows.select_related("person").order_by("role", "person__family_name", "pk"))


def designate(
    consultation: int, performer: Performer, at: datetime, presiding: Mapping[int, int | None], *, edition: int
) -> int:
    """Say who presides over sittings that have not begun: who is designated opens it without taking the chair first.

    Args:
        presiding: ``{sitting: registration}``; None for nobody yet. A sitting that is not named stays as it is.
        edition: Of the time plan, as it was seen.

    Returns:
        Over how many somebody else presides now.

    Raises:
        Refusal: a sitting has begun or is gone, somebody is neither Chair nor Vice-Chair, or the plan has changed
            meanwhile.
    """
    with carry_out(consultation, performer, Action.PLAN_EDIT, at) as act:
        programme = programme_under(act)
        require_edition(programme.plan_edition, edition)
        sittings = {row.pk: row for row in locked(act)}
        changed, facts = [], []
        for key, wanted in presiding.items():
            row = sittings.get(key)
            if row is None:
                raise Refusal(AgendaCode.NO_SUCH_SITTING)
            if row.presiding_id == wanted:
                continue
            receiver = act.consultation.registrations.filter(pk=wanted, status=_CONFIRMED).first() if wanted else None
            if wanted is not None and receiver is None:
                raise Refusal(RuleCode.NOT_REGISTERED)
            capacity = people.capacity(receiver, act.classes, act.day) if receiver else None
            require(may_designate(capacity, sitting=row.number, begun=row.state != SittingState.PLANNED.value))
            facts.append([row.pk, row.presiding_id, wanted])
            row.presiding = receiver
            row.raise_sequence()
            row.save(update_fields=["presiding", "sequence"])
            changed.append(row)
        if changed:
            programme.plan_edition += 1
            programme.save(update_fields=["plan_edition"])
        act.place = f"plan:{consultation}"
        act.facts["presiding"] = facts
        tell_clients(changed, "sitting", "queue")
    return len(changed)


def limit_days(consultation: int, performer: Performer, at: datetime, wanted: SittingDays | None) -> None:
    """Say on how many days the consultation may sit, and why; None for any number (rule 16).

    Raises:
        Refusal: it sits on more days already, or the reason is too long.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        row, before = act.consultation, act.settings.sitting_days
        if wanted is not None:
            reason = clean_texts(wanted.reason)
            if any(len(words) > REASON_LENGTH for words in reason.values()):
                raise Refusal(PeopleCode.TEXT_TOO_LONG, limit=REASON_LENGTH)
            wanted = SittingDays(most=wanted.most, reason=reason)
        if wanted == before:
            act.cancel()
            return
        stored = wanted.model_dump(mode="json") if wanted else None
        row.settings = {**row.settings, "sitting_days": stored}
        windows = [
            Window(sitting.number, there(sitting.opens_at, row.zone), there(sitting.closes_at, row.zone))
            for sitting in sittings_of(row)
        ]
        require(may_sit(windows, settings_of(row.settings).days_limit()))
        row.save(update_fields=["settings"])
        act.place = f"plan:{consultation}"
        act.facts.update(sitting_days=[before.model_dump(mode="json") if before else None, stored])
