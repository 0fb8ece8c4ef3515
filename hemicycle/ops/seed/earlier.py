"""The consultation that is over: another one of the same body, from its agenda to its report, with the same people."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from hemicycle.consultations.models import Body, Consultation
from hemicycle.live import publishing
from hemicycle.mail.models import Delivery, Mailing
from hemicycle.media import engine as media
from hemicycle.media.absent import AbsentEngine
from hemicycle.ops.seed import files, load, programme
from hemicycle.ops.seed.case import Case
from hemicycle.ops.seed.decisions import Decisions
from hemicycle.ops.seed.letters import Desk, put_head
from hemicycle.ops.seed.replying import without_receipts
from hemicycle.outcome.actions import reporting
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.sittings import enforcement
from hemicycle.sittings.changes import documents_changed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from hemicycle.ops.seed.files import ConsultationFile, ItemRecord

DAY, WEEK = timedelta(days=1), timedelta(days=7)
#: Items of the second list that come onto its agenda, as onto that of 2020.
FURTHER = (*programme.CONFIRMED, *programme.AFTER_LATE_REPLY)
#: In minutes, so that all of the agenda fits into the sittings.
LONGEST = 30
SUMMARY, REPORT, INPUT = "SR/1", "REPORT", "C/DOC/1"


def earlier_consultation(now: datetime | None = None) -> Consultation:
    """The consultation that is over, made where there is none yet.

    Args:
        now: It ended weeks before; one that is there already keeps its days.

    Raises:
        Body.DoesNotExist: the seed has not been loaded.
    """
    known = Consultation.objects.filter(slug=files.case().slug).first()
    if known is not None:
        return known
    with in_the_past(), transaction.atomic():
        case = begin(now or timezone.now())
        sittings = list(case.consultation.sittings.order_by("number"))
        for sitting in sittings:
            case.hold(sitting)
        case.write_summary(sittings[0], SUMMARY)
        report(case)
        Decisions(case).take()
        revise_report(case)
        _went_out(case.consultation)
    return case.consultation


@contextmanager
def in_the_past() -> Iterator[None]:
    """Sittings are held whose rooms are empty, and nobody is told of anything."""
    with ExitStack() as stack:
        stack.enter_context(media.standing_in(enforcement.address(), AbsentEngine()))
        stack.enter_context(without_receipts())
        documents_changed.disconnect(dispatch_uid=publishing.LISTENS)
        stack.callback(publishing.listen)
        yield


def begin(now: datetime) -> Case:
    """Its people, its items, its agenda and its time plan, and who is asked."""
    words, record = files.case(), files.consultation()
    first = _first_day(now.date() - words.weeks_ago * WEEK, record.first_day)
    record = _moved(record, first - record.first_day)
    consultation = load.load_consultation(Body.objects.get(slug=record.preset), record)
    load.load_sources(consultation, files.rule_sources())
    load.invite(consultation)
    # Nobody waits any more to be admitted to what is over.
    confirmed = RegistrationStatus.CONFIRMED
    load.load_people(consultation, [person for person in files.people() if person.status is confirmed])
    load.load_agenda(consultation, _items())
    load.load_sittings(consultation, record.sittings)
    desk, opens = Desk.of(consultation), consultation.sittings.earliest("number").opens_at
    put_head(consultation, desk.first, opens - 4 * WEEK)
    programme.publish(consultation, desk, opens - 2 * WEEK)
    programme.publish_plan(consultation, desk, opens - 2 * WEEK + DAY)
    return Case(consultation, opens)


def report(case: Case) -> None:
    """The report, as the sittings ended."""
    reporting.publish_report(case.consultation.pk, case.desk.first, case.morning(), symbol=REPORT)


def revise_report(case: Case) -> None:
    """The report with the decisions by correspondence, handed over to the physical session."""
    key, desk = case.consultation.pk, case.desk
    made = reporting.publish_report(key, desk.first, case.morning(), words=files.case().report_changes)
    reporting.submit_report(key, desk.first, case.morning(), revision=made.revision, symbol=INPUT)


def _first_day(latest: date, like: date) -> date:
    """The last day that is no later, on the same day of the week as another one."""
    return latest - (latest.weekday() - like.weekday()) % 7 * DAY


def _moved(record: ConsultationFile, by: timedelta) -> ConsultationFile:
    """The calendar of 2020, so much later, under the name of its own."""
    words, sittings = files.case(), record.sittings
    return record.model_copy(
        update={
            "slug": words.slug,
            "title": words.title,
            "first_day": record.first_day + by,
            "last_day": record.last_day + by,
            "registration_opens": record.registration_opens + by,
            "sittings": sittings.model_copy(update={"days": [day + by for day in sittings.days]}),
        }
    )


def _items() -> list[ItemRecord]:
    """The agenda of 2020, as one list: nobody was asked about it."""
    rows = files.items()
    chosen = [row for row in rows if row.listing == files.URGENT or row.number in FURTHER]
    return [
        row.model_copy(update={"listing": files.URGENT, "number": number, "minutes": min(row.minutes, LONGEST)})
        for number, row in enumerate(chosen, 1)
    ]


def _went_out(consultation: Consultation) -> None:
    """Its mails went out when they were written: nobody is written to now."""
    written = Mailing.objects.filter(pk=OuterRef("mailing")).values("at")
    queued = Delivery.objects.filter(mailing__consultation=consultation, state=Delivery.State.QUEUED)
    queued.update(state=Delivery.State.SENT, sent_at=Subquery(written), next_at=None, attempts=F("attempts") + 1)
