"""Personal links: made, used, revoked. Of a link's secret only the digest is kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from hemicycle.consultations.settings import settings_of
from hemicycle.mail.models import PersonalLink
from hemicycle.mail.notices import notify
from hemicycle.mail.reasons import MailCode
from hemicycle.people.act import carry_out
from hemicycle.people.models import Registration
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from hemicycle.consultations.models import Consultation
    from hemicycle.journal.record import Performer

Purpose = PersonalLink.Purpose
SECRET_BYTES = 32
#: So many links may be asked for in an hour, whoever asks: a mailbox is nobody's target.
PER_HOUR = 3
#: A link to one's registration is good for so long after its first use: what is forwarded or archived with a mailbox
#: opens nothing soon (docs/decisions/0034-what-a-personal-link-opens.md).
AFTER_FIRST_USE = timedelta(hours=24)
#: Which of our texts carries a link of each purpose.
TEXTS = {
    Purpose.ENTER: "enter_link",
    Purpose.REGISTRATION: "registration_link",
    Purpose.TEST: "connection_test_link",
}


class State(StrEnum):
    """What a link is at a moment."""

    GOOD = "good"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def make(registration: Registration, purpose: Purpose, at: datetime) -> tuple[PersonalLink, str]:
    """A new link, and its address, which exists nowhere but in the mail that it is made for."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    link = PersonalLink.objects.create(
        registration=registration,
        purpose=purpose,
        digest=digest(secret),
        made_at=at,
        expires_at=_expiry(registration.consultation, purpose, at),
    )
    name = "connection_test_link" if purpose == Purpose.TEST else "personal_link"
    return link, settings.PUBLIC_ADDRESS + reverse(name, args=[secret])


def _expiry(consultation: Consultation, purpose: Purpose, at: datetime) -> datetime:
    """Until when a new link is good: one to test until the consultation's last day, for it signs nobody in."""
    usual = at + timedelta(hours=settings_of(consultation.settings).link_hours)
    if purpose != Purpose.TEST:
        return usual
    after = datetime.combine(consultation.last_day + timedelta(days=1), time(), consultation.zone)
    return max(usual, after)


def find(secret: str) -> PersonalLink | None:
    """The link of a secret, with its person."""
    known = PersonalLink.objects.select_related("registration__person", "registration__consultation")
    return known.filter(digest=digest(secret)).first()


def state(link: PersonalLink, at: datetime) -> State:
    """Whether it is good, or why not."""
    if link.revoked_at is not None:
        return State.REVOKED
    if link.used_at is not None and (link.purpose == Purpose.ENTER.value or at >= link.used_at + AFTER_FIRST_USE):
        return State.USED
    return State.GOOD if at < link.expires_at else State.EXPIRED


def tester(secret: str, at: datetime) -> PersonalLink | None:
    """The link by which somebody tests their connection now; ``None`` where it opens nothing now."""
    link = find(secret)
    if link is None or link.purpose != Purpose.TEST.value or state(link, at) is not State.GOOD:
        return None
    row = link.registration
    return link if row.status == RegistrationStatus.CONFIRMED.value and row.person.is_active else None


def use(link: PersonalLink, at: datetime) -> bool:
    """Use a link; of two who do so at once with a link that is good once, one does.

    Returns:
        Whether it was good.
    """
    good = PersonalLink.objects.filter(pk=link.pk, revoked_at=None, expires_at__gt=at)
    if link.purpose == Purpose.ENTER.value:
        return bool(good.filter(used_at=None).update(used_at=at))
    good.filter(used_at=None).update(used_at=at)
    return good.filter(used_at__gt=at - AFTER_FIRST_USE).exists()


def send(consultation: int, performer: Performer, at: datetime, registration: int, purpose: Purpose) -> None:
    """Send somebody a new link, to the address of their registration.

    Args:
        performer: The secretariat; the person themselves; or nobody who has signed in, who holds an old link.

    Raises:
        Refusal: it is neither, or so many were asked for within the hour.
    """
    row = _find(consultation, registration)
    with carry_out(consultation, performer, Action.LINK_SEND, at, about=row.person) as act:
        if not row.person.is_active or row.person.forgotten_at is not None:
            raise Refusal(PeopleCode.NO_SUCH_REGISTRATION)
        recent = row.deliveries.filter(mailing__template=TEXTS[purpose], mailing__at__gt=at - timedelta(hours=1))
        if recent.count() >= PER_HOUR:
            raise Refusal(MailCode.LINKS_TOO_MANY, number=PER_HOUR)
        act.place = f"registration:{row.pk}"
        act.facts.update(purpose=purpose.value)
        notify(row, TEXTS[purpose], at)


def revoke(consultation: int, performer: Performer, at: datetime, registration: int, link: int) -> None:
    """Make a link to a registration good for nothing; one that is already stays so.

    Raises:
        Refusal: it is not there, or not this person's to revoke.
    """
    links = PersonalLink.objects.filter(pk=link, registration=registration, registration__consultation=consultation)
    row = links.select_related("registration__person").first()
    if row is None:
        raise Refusal(MailCode.NO_SUCH_LINK)
    with carry_out(consultation, performer, Action.LINK_SEND, at, about=row.registration.person) as act:
        act.place = f"registration:{row.registration_id}"
        act.facts.update(revoked=row.pk, purpose=row.purpose)
        PersonalLink.objects.filter(pk=row.pk, revoked_at=None).update(revoked_at=at)


def _find(consultation: int, registration: int) -> Registration:
    rows = Registration.objects.filter(pk=registration, consultation=consultation)
    row = rows.select_related("person", "member", "consultation").first()
    if row is None:
        raise Refusal(PeopleCode.NO_SUCH_REGISTRATION)
    return row
