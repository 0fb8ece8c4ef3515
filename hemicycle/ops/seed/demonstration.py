"""What goes on now: the first sitting once more, and a letter that waits for replies."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from hemicycle.consultations.models import Consultation
from hemicycle.correspondence import symbols
from hemicycle.correspondence.actions import questions
from hemicycle.correspondence.models import Enquiry, Letter
from hemicycle.ops.seed import files, letter_files
from hemicycle.ops.seed.correspondence import SECRETARY_GENERAL, options_of
from hemicycle.ops.seed.letters import Desk, Symbol, begin, send
from hemicycle.outcome.actions import drafting
from hemicycle.outcome.queries import draft_of
from hemicycle.rules.capacity import Role
from hemicycle.rules.floor import SittingState
from hemicycle.rules.sitting_kinds import SittingKind
from hemicycle.sittings.act import Participant
from hemicycle.sittings.queries import agenda_of

if TYPE_CHECKING:
    from hemicycle.sittings.models import Sitting

LENGTH = timedelta(hours=3)
ROUNDED_TO = timedelta(minutes=5)
TIME_TO_REPLY = timedelta(days=10)


def demonstration_sitting(now: datetime | None = None) -> Sitting:
    """The sitting of the demonstration, which the Vice-Chair leads and whose time is now.

    The latest one is kept, with what happened in it; its window moves on once it has passed. After its end
    there is a new one, with the next number.

    Args:
        now: Rounded down to five minutes, it opens then; it closes three hours later.

    Raises:
        Consultation.DoesNotExist: the seed has not been loaded.
    """
    now = now or timezone.now()
    opens_at = now - (now - datetime.min.replace(tzinfo=now.tzinfo)) % ROUNDED_TO
    with transaction.atomic():
        consultation = Consultation.objects.get(slug=files.consultation().slug)
        _let_people_register(consultation)
        latest = consultation.sittings.filter(kind=SittingKind.DEMONSTRATION.value).order_by("-number").first()
        if latest is None or latest.state == SittingState.ENDED.value:
            made = consultation.sittings.create(
                number=latest.number + 1 if latest else 1,
                opens_at=opens_at,
                closes_at=opens_at + LENGTH,
                presiding=consultation.registrations.get(role=Role.VICE_CHAIR.value),
                kind=SittingKind.DEMONSTRATION.value,
            )
            made.planned.set(consultation.sittings.get(number=1, kind=SittingKind.SITTING.value).planned.all())
            return made
        if latest.closes_at <= now:
            latest.opens_at, latest.closes_at = opens_at, opens_at + LENGTH
            latest.save(update_fields=["opens_at", "closes_at"])
        return latest


def demonstration_conclusions(sitting: Sitting, now: datetime | None = None) -> None:
    """Draft the made-up conclusions of the demonstration where nobody has drafted anything yet.

    Raises:
        LookupError: nobody of the secretariat is registered.
    """
    consultation, at = sitting.consultation, now or timezone.now()
    desk = consultation.registrations.filter(role=Role.SECRETARIAT.value).select_related("person").earliest("pk")
    by = Participant.registered(desk, system="demonstration")
    items = {item.position: item for item in agenda_of(consultation)}
    for record in files.conclusions():
        item = items.get(record.position)
        if item is None or draft_of(item.pk).conclusion is not None:
            continue
        for language, text in record.text.items():
            drafted = drafting.Drafted(item.pk, language, text, seen=0)
            drafting.draft(consultation.pk, by, at, drafted)


def _let_people_register(consultation: Consultation) -> None:
    """Its days were in 2020, and people register for it now, unless the setting was changed by hand."""
    if "open_after_end" not in consultation.settings:
        consultation.settings = {**consultation.settings, "open_after_end": True}
        consultation.save(update_fields=["settings"])


def demonstration_enquiry(now: datetime | None = None) -> Enquiry:
    """What the demonstration asks of the Council States now: the one whose deadline runs, or a new one.

    Args:
        now: The letter is of this day, and is to be answered within ten days.

    Raises:
        Consultation.DoesNotExist: the seed has not been loaded.
    """
    now = now or timezone.now()
    with transaction.atomic():
        consultation = Consultation.objects.get(slug=files.consultation().slug)
        asked = Enquiry.objects.filter(
            letter__consultation=consultation, letter__state=Letter.State.SENT, kind=Enquiry.Kind.OPTIONS
        )
        for enquiry in asked.select_related("letter").prefetch_related("extensions").order_by("-pk"):
            if enquiry.declared_at is None and enquiry.deadline.met(now):
                return enquiry
        desk, today = Desk.of(consultation), consultation.day(now)
        series, texts = f"DM-{today:%y}", letter_files.letter("hours")
        symbol = Symbol(series, symbols.next_number(consultation, series), today, SECRETARY_GENERAL)
        letter = begin(consultation, desk.first, now, symbol, texts)
        made = questions.ask(letter, desk.first, now, options_of(texts, today + TIME_TO_REPLY, consultation.time_zone))
        letter.refresh_from_db()
        send(letter, desk, now)
    return Enquiry.objects.select_related("letter").get(pk=made.pk)
