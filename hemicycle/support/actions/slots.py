"""The secretariat makes slots of a test session, changes and removes them, and assigns technicians (rule 50)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.agenda.reasons import AgendaCode
from hemicycle.people.act import Act, carry_out
from hemicycle.rules import slots as rules
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.sitting_kinds import SittingKind
from hemicycle.rules.slots import Span, Taken
from hemicycle.sittings.models import Sitting
from hemicycle.support import slot_mails
from hemicycle.support.models import Slot
from hemicycle.support.queries import workers
from hemicycle.support.reasons import SupportCode

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.people.models import Registration


@dataclass(frozen=True)
class Row:
    """As many slots as fit between two moments.

    Attributes:
        technician: Key of the registration; none where it is not known yet.
    """

    opens: datetime
    closes: datetime
    minutes: int
    places: int
    technician: int | None = None


@dataclass(frozen=True)
class Wanted:
    """What a slot is to be; ``technician`` as in ``Row``."""

    begins: datetime
    minutes: int
    places: int
    technician: int | None = None


def make_row(consultation: int, performer: Performer, at: datetime, sitting: int, row: Row) -> list[Slot]:
    """Make slots one after the other, as many as fit.

    Raises:
        Refusal: the sitting is no test session, one of them is outside its hours, in the past or overlaps another one
            of the same technician, none fits, or the length or the number of places is out of bounds.
    """
    with carry_out(consultation, performer, Action.PLAN_EDIT, at) as act:
        session = _session(act, sitting)
        technician = _technician(act, row.technician)
        require(rules.may_last(row.minutes))
        require(rules.may_have_places(row.places, booked=0))
        spans = rules.spans_within(Span(row.opens, row.closes), row.minutes)
        if not spans:
            raise Refusal(RuleCode.SLOTS_NONE_FIT)
        hours, others = Span(session.opens_at, session.closes_at), _taken(act)
        for span in spans:
            require(rules.may_have_hours(span, row.technician, hours, others, at=at))
        made = Slot.objects.bulk_create(
            Slot(sitting=session, begins_at=span.starts, minutes=row.minutes, places=row.places, technician=technician)
            for span in spans
        )
        act.place = f"sitting:{session.pk}"
        act.facts.update(
            slots=[slot.pk for slot in made],
            hours=[spans[0].starts.isoformat(), spans[-1].ends.isoformat()],
            minutes=row.minutes,
            places=row.places,
            technician=row.technician,
        )
        _tell_technicians(act, session, technician)
    return made


def change(consultation: int, performer: Performer, at: datetime, key: int, wanted: Wanted, *, told: int) -> int:
    """Give a slot other hours, places or another technician; how many people are told of other hours.

    Args:
        told: How many have booked it, as who changes it was shown.

    Raises:
        Refusal: it has begun or is gone, others have booked it meanwhile, or as for ``make_row``.
    """
    with carry_out(consultation, performer, Action.PLAN_EDIT, at) as act:
        slot, session = _locked(act, key)
        bookings = list(slot.bookings.filter(cancelled_at=None).select_related("registration__person"))
        had = slot.technician
        before = [slot.begins_at.isoformat(), slot.minutes, slot.places, slot.technician_id]
        span = Span.of(wanted.begins, wanted.minutes)
        hours_change = span != slot.span
        if hours_change:
            require(rules.may_change(slot.begins_at, at=at, booked=len(bookings), told=told))
            require(rules.may_last(wanted.minutes))
        if hours_change or wanted.technician != slot.technician_id:
            hours, others = Span(session.opens_at, session.closes_at), _taken(act, but=slot)
            require(rules.may_have_hours(span, wanted.technician, hours, others, at=at))
        require(rules.may_have_places(wanted.places, booked=len(bookings)))
        slot.begins_at, slot.minutes, slot.places = wanted.begins, wanted.minutes, wanted.places
        slot.technician = _technician(act, wanted.technician)
        after = [slot.begins_at.isoformat(), slot.minutes, slot.places, slot.technician_id]
        if not hours_change and after[2:] == before[2:]:
            act.cancel()
            return 0
        slot.save(update_fields=["begins_at", "minutes", "places", "technician"])
        act.place = f"slot:{slot.pk}"
        act.facts.update(slot=[before, after], told=len(bookings) if hours_change else 0)
        if hours_change or had != slot.technician:
            _tell_technicians(act, session, had, slot.technician)
        if not hours_change:
            return 0
        for row in bookings:
            row.sequence, row.told_at = row.sequence + 1, at
            row.save(update_fields=["sequence", "told_at"])
        slot_mails.tell(act.consultation, slot_mails.MOVED, slot, bookings, at, performer.person)
    return len(bookings)


def remove(consultation: int, performer: Performer, at: datetime, key: int, *, told: int) -> int:
    """Remove a slot and cancel its bookings; how many people are told.

    Args:
        told: As for ``change``.

    Raises:
        Refusal: it has begun or is gone, or others have booked it meanwhile.
    """
    with carry_out(consultation, performer, Action.PLAN_EDIT, at) as act:
        slot, _session_of_it = _locked(act, key)
        bookings = list(slot.bookings.filter(cancelled_at=None).select_related("registration__person"))
        require(rules.may_change(slot.begins_at, at=at, booked=len(bookings), told=told))
        slot.removed_at = at
        slot.save(update_fields=["removed_at"])
        for row in bookings:
            row.sequence, row.cancelled_at = row.sequence + 1, at
            row.save(update_fields=["sequence", "cancelled_at"])
        act.place = f"slot:{slot.pk}"
        act.facts.update(removed=slot.begins_at.isoformat(), told=len(bookings))
        _tell_technicians(act, slot.sitting, slot.technician)
        slot_mails.tell(act.consultation, slot_mails.CANCELLED, slot, bookings, at, performer.person)
    return len(bookings)


def _tell_technicians(act: Act, session: Sitting, *whose: Registration | None) -> None:
    told = {row.pk: row for row in whose if row is not None}
    slot_mails.tell_technicians(act.consultation, session, list(told.values()), act.at, act.performer.person)


def _session(act: Act, key: int) -> Sitting:
    found = Sitting.objects.filter(consultation=act.consultation, pk=key).first()
    if found is None:
        raise Refusal(AgendaCode.NO_SUCH_SITTING)
    require(rules.has_slots(SittingKind(found.kind)))
    return found


def _locked(act: Act, key: int) -> tuple[Slot, Sitting]:
    rows = Slot.objects.select_for_update(of=("self",)).filter(sitting__consultation=act.consultation)
    slot = rows.filter(pk=key, removed_at=None).select_related("sitting", "technician__person").first()
    if slot is None:
        raise Refusal(SupportCode.NO_SUCH_SLOT)
    return slot, slot.sitting


def _taken(act: Act, but: Slot | None = None) -> list[Taken]:
    rows = Slot.objects.filter(sitting__consultation=act.consultation, removed_at=None)
    return [Taken(row.span, row.technician_id) for row in rows if but is None or row.pk != but.pk]


def _technician(act: Act, key: int | None) -> Registration | None:
    if key is None:
        return None
    found = next((row for row in workers(act.consultation, act.day) if row.pk == key), None)
    if found is None:
        raise Refusal(SupportCode.NO_SUCH_WORKER)
    return found
