"""A delivery as a message: plain text with a simple HTML alternative, and the calendar where it belongs."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import parseaddr
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.dispatch import Signal
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from hemicycle.consultations import own_words, trial
from hemicycle.consultations.language_parts import in_parts
from hemicycle.consultations.languages import direction as written_towards
from hemicycle.consultations.languages import django_language, falling_back_to, first_of
from hemicycle.consultations.settings import settings_of
from hemicycle.mail.audience import Recipient
from hemicycle.mail.placeholders import fill, used
from hemicycle.mail.values import Purpose, values
from hemicycle.people.details import clean
from hemicycle.rules.admission import RegistrationStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from hemicycle.consultations.models import Consultation
    from hemicycle.mail.models import Delivery, Mailing

#: What of our texts goes out with more than a mail can say: rooms further to the right enclose it.
ENCLOSING = {"letter", "language_version"}
#: So many earlier mails of its thread are named.
THREAD = 10
#: Asked of them, with ``delivery``: a receiver answers with an ``Enclosure``, or with None for what is not its own.
enclosure_wanted = Signal()
#: Asked of rooms further to the right, with ``registration``: a receiver answers with the calendar (ICS) as bytes.
calendar_wanted = Signal()


@dataclass(frozen=True)
class Enclosure:
    """What a room adds to a mail.

    Attributes:
        values: Of placeholders that the mail's text has beside those of any mail.
        files: Name, content and media type of each.
    """

    values: Mapping[str, str]
    files: tuple[tuple[str, bytes, str], ...] = ()


class Said(NamedTuple):
    """What a mail says to one recipient.

    Attributes:
        body: With the marks of English that stands in for words of its language (``own_words``).
        language: In which it is, theirs or what stands in for that.
    """

    subject: str
    body: str
    language: str

    @property
    def plain(self) -> str:
        """The body without marks."""
        return own_words.unmarked(self.body)


def text(
    mailing: Mailing,
    consultation: Consultation,
    recipient: Recipient,
    link: Callable[[Purpose], str],
    more: Mapping[str, str] | None = None,
) -> Said:
    """Subject and body for one recipient, in their language or in the one that stands in for missing ones.

    The subject of a trial's says so before all else.

    Args:
        more: Values of placeholders that only this kind of mail has.
    """
    instead = consultation.languages.last_resort
    subjects, bodies = mailing.words(copy=recipient.copy)
    language = first_of((recipient.language, instead), bodies)
    subject, body = subjects[language], bodies[language]
    with (
        translation.override(django_language(language)),
        falling_back_to(instead),
        own_words.within(consultation),
        own_words.marked(),
    ):
        own = more or {}
        known = {**values(recipient, consultation, (used(subject) | used(body)) - own.keys(), link), **own}
        foot = helped_by(consultation)
        title = trial.marked(own_words.unmarked(fill(subject, known)), consultation)
    said = own_words.keeping_marks(fill(body, known), partial(clean, lines=True))
    return Said(clean(title), f"{said}\n\n{foot}" if foot else said, language)


def helped_by(consultation: Consultation) -> str:
    """Where a reader finds help, as a line in the language of this moment; empty where that is not said."""
    said = settings_of(consultation.settings)
    ways = [way for way in (said.sender.help_address, said.help_phone) if way]
    return _("Help: %(ways)s") % {"ways": " · ".join(ways)} if ways else ""


def written(
    consultation: Consultation,
    said: Said,
    recipient: Recipient,
    files: Iterable[tuple[str, bytes, str]] = (),
) -> EmailMultiAlternatives:
    """A message with its alternative and files, of no delivery.

    Args:
        consultation: As whose sender it is written.
        said: As ``text`` gives it.
        files: As in ``Enclosure``.
    """
    message = EmailMultiAlternatives(
        said.subject,
        said.plain,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[recipient.address],
        headers={
            **settings_of(consultation.settings).sender.headers(recipient.language),
            "Content-Language": said.language,
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "OOF, AutoReply",
        },
    )
    seen = {**said._asdict(), "direction": written_towards(said.language)}
    message.attach_alternative(in_parts(render_to_string("mail/mail.html", seen)), "text/html")
    for file in files:
        message.attach(*file)
    return message


def compose(delivery: Delivery, link: Callable[[Purpose], str]) -> EmailMultiAlternatives:
    """The message. Its identity is the delivery's, so that a second copy is seen to be one."""
    with own_words.within(delivery.mailing.consultation):
        return _composed(delivery, link)


def _composed(delivery: Delivery, link: Callable[[Purpose], str]) -> EmailMultiAlternatives:
    mailing, recipient = delivery.mailing, Recipient.of(delivery)
    enclosed = _enclosed(delivery)
    said = text(mailing, mailing.consultation, recipient, link, enclosed.values)
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    message = written(mailing.consultation, said, recipient, enclosed.files)
    message.from_email = return_address(delivery.token)
    message.extra_headers["Message-ID"] = f"<{delivery.token}@{domain}>"
    message.extra_headers |= _thread(delivery, domain) | _reply_to(delivery, message)
    registration = delivery.registration
    if mailing.template == "confirmed" and registration and registration.status == RegistrationStatus.CONFIRMED.value:
        for _receiver, calendar in calendar_wanted.send(type(delivery), registration=registration):
            message.attach("calendar.ics", calendar, "text/calendar")
    return message


def _enclosed(delivery: Delivery) -> Enclosure:
    if delivery.mailing.template not in ENCLOSING:
        return Enclosure({})
    answers: list[tuple[Any, Any]] = enclosure_wanted.send(type(delivery), delivery=delivery)
    enclosure: Enclosure | None = next((answer for _receiver, answer in answers if answer is not None), None)
    return enclosure or Enclosure({})


def _thread(delivery: Delivery, domain: str) -> dict[str, str]:
    """What the mail answers, or which earlier mail it follows."""
    if delivery.answers:
        named = f"<{delivery.answers}>"
        return {"In-Reply-To": named, "References": named, "Auto-Submitted": "auto-replied"}
    before: list[str] = []
    earlier = delivery.follows
    while earlier is not None and len(before) < THREAD:
        before.insert(0, f"<{earlier.token}@{domain}>")
        earlier = earlier.follows
    return {"In-Reply-To": before[-1], "References": " ".join(before)} if before else {}


def _reply_to(delivery: Delivery, message: EmailMultiAlternatives) -> dict[str, str]:
    """Where an answer goes: back to this mail's place, and to the address that the consultation names, if it does."""
    own, named = reply_address(delivery.token), message.extra_headers.get("Reply-To", "")
    return {"Reply-To": ", ".join(filter(None, (own, named)))} if own else {}


def reply_address(token: str) -> str:
    """Where answers to one delivery go: ``reply+<token>@host``; empty where no mail is taken."""
    box, at, host = str(settings.EMAIL_IN).rpartition("@")
    return f"{box}+{token}@{host}" if at else ""


def return_address(token: str) -> str:
    """Where bounces of one delivery go: ``bounce+<token>@host``; the sender's where none are taken."""
    address: str = settings.EMAIL_BOUNCES
    box, at, host = address.rpartition("@")
    return f"{box}+{token}@{host}" if at else settings.DEFAULT_FROM_EMAIL
