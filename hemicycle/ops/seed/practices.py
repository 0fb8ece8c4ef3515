"""Made-up practices alone for the demonstration, through the act of the product, days before the first sitting."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from hemicycle.journal.record import Performer
from hemicycle.people.models import Registration
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role
from hemicycle.rules.practice import PracticeKind, PracticeStep
from hemicycle.sittings.models import Attendance
from hemicycle.support.actions import practices
from hemicycle.support.actions.practices import Practised
from hemicycle.support.models import Practice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hemicycle.consultations.models import Consultation

_FROM = datetime(2020, 5, 27, 9, 0)  # noqa: DTZ001 - the wall clock of the consultation
_BETWEEN = timedelta(minutes=47)
#: Seconds and skipped steps of each delegate in turn; who skips speaking has not practised.
_DELEGATES = (
    (131, ()),
    (98, ()),
    (142, (PracticeStep.LISTEN,)),
    (64, (PracticeStep.SPEAK, PracticeStep.FINISH)),
    (117, ()),
    (176, ()),
    (104, (PracticeStep.FINISH,)),
    (125, ()),
)
_INTERPRETERS = ((88, ()), (112, (PracticeStep.COUGH,)), (95, ()))


def demonstration_practices(consultation: Consultation) -> int:
    """Let delegates who took part in no rehearsal, and interpreters, practise alone, unless anybody has; how many did.

    Raises:
        LookupError: too few are confirmed.
    """
    if Practice.objects.filter(registration__consultation=consultation).exists():
        return 0
    confirmed = Registration.objects.filter(consultation=consultation, status=RegistrationStatus.CONFIRMED.value)
    confirmed = confirmed.select_related("person").order_by("pk")
    there = Attendance.objects.filter(sitting__consultation=consultation).values("registration")
    delegates = confirmed.filter(role=Role.DELEGATE.value, member__isnull=False).exclude(pk__in=there)
    interpreters = confirmed.filter(role=Role.INTERPRETER.value)
    made = [
        *_paired(delegates, PracticeKind.DELEGATE, _DELEGATES),
        *_paired(interpreters, PracticeKind.INTERPRETER, _INTERPRETERS),
    ]
    at = _FROM.replace(tzinfo=consultation.zone)
    for place, (row, practised) in enumerate(made):
        by = Performer(row.person, system="demonstration")
        practices.finish(consultation.pk, by, at + place * _BETWEEN, row.pk, practised)
    return len(made)


def _paired(
    rows: Iterable[Registration], kind: PracticeKind, courses: tuple[tuple[int, tuple[PracticeStep, ...]], ...]
) -> list[tuple[Registration, Practised]]:
    people = list(rows)[: len(courses)]
    if len(people) < len(courses):
        raise LookupError(f"{len(people)} of {len(courses)} who could practise as {kind} are confirmed")
    return [
        (row, Practised(kind=kind, seconds=seconds, skipped=skipped))
        for row, (seconds, skipped) in zip(people, courses, strict=True)
    ]
