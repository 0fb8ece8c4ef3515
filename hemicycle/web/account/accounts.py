"""Sign-in: by a code sent to the address that the secretariat entered; nobody signs up by themselves."""

from __future__ import annotations

import hashlib
import logging
from smtplib import SMTPException
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from hemicycle.consultations import trial
from hemicycle.consultations.languages import LANGUAGES, django_language, localized, reader_language
from hemicycle.consultations.queries import installation_name
from hemicycle.consultations.settings import settings_of
from hemicycle.people.queries import active_person, person_of_address
from hemicycle.web.account.user_agents import device

if TYPE_CHECKING:
    from django.core.mail import EmailMessage
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrPromise

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Person

log = logging.getLogger(__name__)
#: By which name a mail of this room knows the consultation that it is about, if it is about one.
CONSULTATION = "consultation"
LINK_SECONDS = 12 * 3600
_signer = TimestampSigner(salt="hemicycle.web.enter")


def keep_language(request: HttpRequest, response: HttpResponse, person: Person) -> None:
    """Show the pages in the person's language from now on, unless they chose one before they signed in."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and person.language in LANGUAGES:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            django_language(person.language),
            secure=settings.SECURE,
            samesite="Lax",
        )


class AccountAdapter(DefaultAccountAdapter):
    """allauth without signing up, in the person's language."""

    error_messages: ClassVar[dict[str, str | _StrPromise]] = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("This is not the code in the latest e-mail. Check the e-mail and try again."),
        "too_many_login_attempts": _("Too many attempts. Wait a few minutes, then ask for a new code."),
        "rate_limited": _("Too many requests. Wait a few minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's interface
        """Registration is the secretariat's act, not the visitor's."""
        return False

    def format_email_subject(self, subject: str) -> str:
        """The subject as it is: it names the body, and needs no prefix."""
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail in the language of whom it goes to; of the page, to an address that nobody here has."""
        known = person_of_address(email)
        with translation.override(django_language(known.language) if known else translation.get_language()):
            super().send_mail(template_prefix, email, context)

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """A mail about a consultation comes from that one's sender, and names its body."""
        consultation: Consultation | None = context.get(CONSULTATION)
        context = {"house": localized(consultation.body.name) if consultation else installation_name(), **context}
        if consultation is not None:
            sender = settings_of(consultation.settings).sender
            headers = {**(headers or {}), **sender.headers(reader_language())}
        message: EmailMessage = super().render_mail(template_prefix, email, context, headers)
        if consultation is not None:
            message.subject = trial.marked(str(message.subject), consultation)
        return message

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Person,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell somebody that a factor of theirs was added or removed, from where, and in which browser.

        It is done already when this is sent: a mail server that is away is noted, and stops nobody.
        """
        with translation.override(django_language(user.language)):
            said = {"device": device(self.get_http_user_agent(self.request)), **(context or {})}
        try:
            super().send_notification_mail(template_prefix, user, said, email or user.email)
        except (SMTPException, OSError):
            log.exception("nobody was told: %s of person %s", template_prefix, user.pk)

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Pass on what went wrong; that something went well is seen on the next page."""
        if level >= messages.WARNING:
            super().add_message(request, level, *args, **kwargs)

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse:
        """Go on in the person's language."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        keep_language(request, response, user)
        return response


def _seal(person: Person) -> str:
    """Changes with the person's (unusable) password: setting it anew revokes their links and their sessions."""
    return hashlib.sha256(person.get_session_auth_hash().encode()).hexdigest()[:32]


def sign_in_link(person: Person, goes_to: str = "") -> str:
    """An address that signs a person in without a code, for demonstrations; good for twelve hours.

    It works only where ``HEMICYCLE_DEMO`` is set, and until ``person.set_unusable_password()`` is saved again.

    Args:
        goes_to: Path of the page to show then; the home page by default.
    """
    token = _signer.sign(f"{person.pk}.{_seal(person)}")
    address = settings.PUBLIC_ADDRESS + reverse("enter", args=[token])
    return f"{address}?{urlencode({'next': goes_to})}" if goes_to else address


def person_of(token: str) -> Person | None:
    """Whom a sign-in link is for; ``None`` for one that is forged, too old or revoked."""
    try:
        key, _dot, seal = _signer.unsign(token, max_age=LINK_SECONDS).partition(".")
    except BadSignature:
        return None
    person = active_person(int(key))
    return person if person and constant_time_compare(seal, _seal(person)) else None
