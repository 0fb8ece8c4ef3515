"""Mails that go out by themselves, queued within an act on a registration or on a mandate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from hemicycle.mail import delegation_notices, retention_notices, scope_notices
from hemicycle.mail.audience import Recipient
from hemicycle.mail.models import Mailing
from hemicycle.mail.own_texts import worded
from hemicycle.mail.queueing import deliver, languages_of, within_the_act
from hemicycle.mail.registration_notices import after_steps, is_told
from hemicycle.people.changes import mandates_changed, registrations_changing
from hemicycle.people.models import FocalPoint, Registration

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from hemicycle.consultations.models import Consultation


def listen() -> None:
    """Tell people from now on."""
    delegation_notices.listen()
    retention_notices.listen()
    scope_notices.listen()
    registrations_changing.connect(_registrations_changed, dispatch_uid="mail.notices")
    mandates_changed.connect(_mandates_changed, dispatch_uid="mail.notices")


def notify(row: Registration, template: str, at: datetime) -> None:
    """Queue one of our texts to the person of a registration."""
    _queue(row.consultation, template, [Recipient.registered(row)], at)


def _queue(consultation: Consultation, template: str, recipients: list[Recipient], at: datetime) -> None:
    subject, body = worded(consultation, template, languages_of(consultation, recipients))
    with transaction.atomic():
        mailing = Mailing.objects.create(
            consultation=consultation, template=template, subject=subject, body=body, at=at
        )
        deliver(mailing, recipients, at)


def _registrations_changed(*, changes: list[tuple[int, str]], by: int | None, **_: Any) -> None:
    with within_the_act("registrations"):
        _after_steps(changes, by)


def _mandates_changed(*, given: Sequence[int], ended: Sequence[int], **_: Any) -> None:
    with within_the_act("mandates"):
        _after_mandates({"mandate": given, "mandate_ended": ended})


def _after_mandates(by_template: dict[str, Sequence[int]]) -> None:
    """Tell whoever answers for a Member, or no longer does."""
    for template, keys in by_template.items():
        rows = FocalPoint.objects.select_related("person", "member", "consultation", "delegated_by__person")
        told: dict[str, list[FocalPoint]] = {}
        for row in rows.filter(pk__in=keys):
            asked = template == "mandate" and not row.mandate.accepted
            if template == "mandate" and row.delegated_by is not None and not asked:
                delegation_notices.tell(row)
            elif row.person.forgotten_at is None:
                told.setdefault("mandate_to_accept" if asked else template, []).append(row)
        for text, to in told.items():
            recipients = [Recipient.focal_point(row.person, row.member) for row in to]
            _queue(to[0].consultation, text, recipients, timezone.now())


def _after_steps(changes: list[tuple[int, str]], by: int | None) -> None:
    """One mailing for each of our texts, to all whom it concerns."""
    steps = {registration: step for registration, step in changes if is_told(step)}
    rows = Registration.objects.select_related("person", "member", "consultation").filter(pk__in=steps)
    rows = rows.prefetch_related("member__organ_seats")
    registrations = [row for row in rows.order_by("pk") if row.person.forgotten_at is None]
    if not registrations:
        return
    at, consultation = timezone.now(), registrations[0].consultation
    for template, to in after_steps(consultation, registrations, steps, by, at).items():
        _queue(consultation, template, to, at)
