"""The link by which an administrator signs in for the first time: made, mailed, used once.

It is mailed at once, as a code to sign in is, and not queued: of its secret only the digest is kept, and an
installation without a consultation has no mailings.
"""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPException
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from hemicycle.consultations.languages import FALLBACK, django_language
from hemicycle.mail.links import SECRET_BYTES, State, digest
from hemicycle.people.actions.administrators import GRANT, grant
from hemicycle.people.administrators import carry_out
from hemicycle.people.models import AdministratorLink

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.people.models import Administrator, Person

log = logging.getLogger(__name__)
#: A mailbox is read by others, and kept. Whoever comes later signs in with a code.
HOURS = 24


@dataclass(frozen=True)
class Invited:
    """An administrator with their new link.

    Attributes:
        address: Of the link. It stands nowhere else but in the mail.
        mailed: The mail server took it.
    """

    administrator: Administrator
    address: str
    expires_at: datetime
    mailed: bool


def invite(performer: Performer, at: datetime, email: str, name: str = "", language: str = FALLBACK) -> Invited:
    """Make somebody an administrator and mail them a link, the only one of theirs that is valid.

    Raises:
        Refusal: who acts is no administrator, or the access of the person was ended.
    """
    secret = secrets.token_urlsafe(SECRET_BYTES)
    expires_at = at + timedelta(hours=HOURS)
    with carry_out(performer, GRANT, at) as act:
        row = grant(act, email, name, language)
        row.links.filter(used_at=None, revoked_at=None).update(revoked_at=at)
        row.links.create(digest=digest(secret), made_at=at, expires_at=expires_at)
    address = settings.PUBLIC_ADDRESS + reverse("administrator_link", args=[secret])
    return Invited(row, address, expires_at, _mailed(row.person, address))


def _mailed(person: Person, address: str) -> bool:
    with translation.override(django_language(person.language)):
        subject = _("Administrator of Hemicycle")
        body = _(
            "Dear %(name)s,\n\nyou are now an administrator of Hemicycle at %(site)s: you may begin consultations and "
            "invite other administrators.\n\nThis link signs you in once, within %(hours)d hours:\n\n%(link)s\n\n"
            "Later, sign in with a code that is sent to this address: %(sign_in)s\n\nThe link is for you alone. Do not "
            "forward it. If you did not expect this message, ignore it."
        ) % {
            "name": person.name,
            "site": settings.PUBLIC_ADDRESS,
            "hours": HOURS,
            "link": address,
            "sign_in": settings.PUBLIC_ADDRESS + reverse("account_login"),
        }
    try:
        return bool(send_mail(subject, body, None, [person.email]))
    except (SMTPException, OSError):
        log.warning("the mail to a new administrator could not be sent", exc_info=True)
        return False


def find(secret: str) -> AdministratorLink | None:
    """The link of a secret, with its person."""
    return AdministratorLink.objects.select_related("administrator__person").filter(digest=digest(secret)).first()


def state(link: AdministratorLink, at: datetime) -> State:
    """Whether it is good, or why not."""
    row = link.administrator
    if link.revoked_at is not None or row.withdrawn_at is not None or not row.person.is_active:
        return State.REVOKED
    if link.used_at is not None:
        return State.USED
    return State.GOOD if at < link.expires_at else State.EXPIRED


def use(link: AdministratorLink, at: datetime) -> bool:
    """Use a link; of two who do so at once, one does.

    Returns:
        Whether it was good.
    """
    good = AdministratorLink.objects.filter(pk=link.pk, revoked_at=None, used_at=None, expires_at__gt=at)
    good = good.filter(administrator__withdrawn_at=None, administrator__person__is_active=True)
    return bool(good.update(used_at=at))
