"""How far mails are: reads for the desk, each with one query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Min, Q

from hemicycle.journal.prepared import Prepared
from hemicycle.mail.models import Delivery, Mailing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.db.models import QuerySet

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Registration

State = Delivery.State
#: Texts of which each mail says something else: one is not made good by another.
_EACH_ITS_OWN = frozenset({"letter", "language_version"})
#: Read for every page of the desk.
_UNDELIVERED = Prepared(
    lambda consultation: (
        _failed(consultation)
        .order_by()
        .values_list("mailing__consultation")
        .annotate(number=Count("pk"), since=Min("mailing__at"))
    ),
    int,
)
_PROPOSED = Prepared(
    lambda consultation: (
        Delivery.objects.filter(mailing__consultation=consultation, proposed_by__isnull=False)
        .exclude(proposed_address="")
        .order_by("pk")
        .values_list("mailing", "proposed_by", "mailing__at")
    ),
    int,
)


@dataclass(frozen=True)
class Undelivered:
    """Mails that failed or bounced, and were not made good.

    Attributes:
        since: When the first of them was written.
    """

    number: int
    since: datetime


@dataclass(frozen=True)
class ProposedAddress:
    """An address in place of one at which a mail did not arrive, which waits for a second person (rule 38).

    Attributes:
        mailing: Key of the mail.
        by: Key of who proposed it.
        since: When the mail was written.
    """

    mailing: int
    by: int
    since: datetime


@dataclass(frozen=True)
class Progress:
    """What became of the deliveries of one mail so far."""

    queued: int = 0
    sent: int = 0
    failed: int = 0
    bounced: int = 0
    cancelled: int = 0

    @classmethod
    def counted(cls, counts: Mapping[str, Any]) -> Progress:
        """From the number of deliveries by state; what is being sent is queued to whoever looks."""
        return cls(
            queued=counts[State.QUEUED] + counts[State.SENDING],
            sent=counts[State.SENT],
            failed=counts[State.FAILED],
            bounced=counts[State.BOUNCED],
            cancelled=counts[State.CANCELLED],
        )

    @property
    def total(self) -> int:
        """Of how many."""
        return self.queued + self.sent + self.failed + self.bounced + self.cancelled

    @property
    def done(self) -> int:
        """For how many nothing is left to do."""
        return self.total - self.queued


def _counts(path: str) -> dict[str, Count]:
    """By state; what a later mail made good is not counted."""
    counted = Q(**{f"{path}made_good": False})
    return {
        state: Count(path.removesuffix("__") or "pk", filter=counted & Q(**{f"{path}state": state}))
        for state in State.values
    }


def make_good(delivery: Delivery) -> None:
    """Count the failures no more that this delivery made good: of the same mail, or of our same text, to the same."""
    if delivery.person_id is None and delivery.contact_id is None:
        return
    own = delivery.mailing
    same = Q(mailing=own)
    if own.sent_by_id is None and own.template not in _EACH_ITS_OWN:
        same |= Q(mailing__template=own.template, mailing__sent_by=None, mailing__consultation=own.consultation_id)
    failed = Delivery.objects.filter(same, pk__lt=delivery.pk, state__in=[State.FAILED, State.BOUNCED])
    failed.filter(person=delivery.person_id, contact=delivery.contact_id).update(made_good=True)


def _failed(consultation: int) -> QuerySet[Delivery]:
    rows = Delivery.objects.filter(mailing__consultation=consultation, made_good=False)
    return rows.filter(Q(state=State.FAILED) | Q(state=State.BOUNCED))


def undelivered(consultation: Consultation) -> Undelivered | None:
    """The mails that failed or bounced and were not made good; None where there are none."""
    row = _UNDELIVERED.first(consultation.pk)
    return Undelivered(row[1], row[2]) if row else None


def proposed_addresses(consultation: Consultation) -> list[ProposedAddress]:
    """The addresses that wait for a second person."""
    return [ProposedAddress(*row) for row in _PROPOSED.rows(consultation.pk)]


def written(consultation: Consultation) -> list[tuple[Mailing, Progress]]:
    """The mails that the desk sent, the latest first."""
    sent = Mailing.objects.filter(consultation=consultation).exclude(sent_by=None)
    rows = sent.select_related("sent_by", "consultation")
    return [(row, Progress.counted(vars(row))) for row in rows.annotate(**_counts("deliveries__"))]


def by_itself(consultation: Consultation) -> list[tuple[str, Progress]]:
    """What went out by itself, by our text."""
    rows = Delivery.objects.filter(mailing__consultation=consultation, mailing__sent_by=None)
    grouped = rows.order_by("mailing__template").values("mailing__template").annotate(**_counts(""))
    return [(row["mailing__template"], Progress.counted(row)) for row in grouped]


def progress(deliveries: QuerySet[Delivery]) -> Progress:
    """Of these deliveries."""
    return Progress.counted(deliveries.order_by().aggregate(**_counts("")))


def find(consultation: Consultation, key: int) -> Mailing | None:
    """A mail of the consultation, with its sender."""
    return Mailing.objects.filter(consultation=consultation, pk=key).select_related("sent_by", "consultation").first()


def deliveries(mailing: Mailing) -> QuerySet[Delivery]:
    """Those of one mail."""
    return mailing.deliveries.all()


def deliveries_by_itself(consultation: Consultation, template: str) -> QuerySet[Delivery]:
    """Those of what went out by itself with one of our texts."""
    return Delivery.objects.filter(
        mailing__consultation=consultation, mailing__sent_by=None, mailing__template=template
    )


def deliveries_to(registration: Registration) -> list[Delivery]:
    """Everything that was sent to somebody for a consultation, as whatever they are there, the last one first."""
    rows = Delivery.objects.filter(person=registration.person_id, mailing__consultation=registration.consultation_id)
    return list(rows.select_related("mailing", "member").prefetch_related("member__names").order_by("-pk"))


def listed(deliveries: QuerySet[Delivery], state: str = "") -> QuerySet[Delivery]:
    """Deliveries with whom they go to, in the order in which they were queued; with ``state``, those in it."""
    rows = deliveries.filter(state=state) if state in State.values else deliveries
    return rows.select_related("person", "contact", "registration", "proposed_by").order_by("pk")


def of_letter(key: int) -> Delivery | None:
    """A delivery of the mail of a letter or of a language version, with whom it goes to."""
    rows = Delivery.objects.select_related("mailing", "member", "person", "contact")
    return rows.filter(pk=key, mailing__template__in=_EACH_ITS_OWN).first()


def number(mailing: Mailing) -> int:
    """How many deliveries a mail has."""
    return mailing.deliveries.count()
