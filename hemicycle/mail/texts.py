"""Our own texts, in the six languages by the catalogue: subject and body, with placeholders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.mail.placeholders import COPY, GENERAL, LETTER, LINKS, REGISTERED, VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.utils.functional import _StrPromise

    from hemicycle.consultations.languages import Text

#: What the sender wrote.
WORDS = "words"
#: To somebody whose class sees nothing of sittings, in the place of "confirmed".
CONFIRMED_APART = "confirmed_apart"


@dataclass(frozen=True)
class Template:
    """A mail of ours.

    Attributes:
        title: What the desk calls it.
        subject, body: Worded when they are called, in the language of that moment.
        registered: It is for people with a registration; else it goes to Members as well.
        offered: The desk may send it; the others go out by themselves.
        names: What it may name in braces beside what any mail may.
        required: What it must name, or its reader could do nothing with it.
    """

    title: str | _StrPromise
    subject: Callable[[], str]
    body: Callable[[], str]
    registered: bool = True
    offered: bool = False
    names: tuple[str, ...] = ()
    required: tuple[str, ...] = ()

    @property
    def known(self) -> tuple[str, ...]:
        """All that it may name in braces."""
        return GENERAL + (REGISTERED if self.registered else ()) + self.names


TEMPLATES: dict[str, Template] = {
    "received": Template(
        gettext_lazy("Registration received"),
        lambda: _("Your registration was received: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "your registration for the consultation “{consultation}” ({dates}) on behalf of {member} was received.\n\n"
            "The focal point of {member} is asked to endorse it; the secretariat then confirms it. You will be "
            "informed of each step by e-mail.\n\n"
            "To see or change your registration: {registration_page}"
        ),
    ),
    "nominated": Template(
        gettext_lazy("Registered by another person"),
        lambda: _("You were registered: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "you were registered for the consultation “{consultation}” ({dates}). The secretariat will confirm the "
            "registration and inform you by e-mail.\n\n"
            "Please check your details and complete them: {registration_page}"
        ),
    ),
    "endorsed": Template(
        gettext_lazy("Registration endorsed"),
        lambda: _("Your registration was endorsed: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "your registration for the consultation “{consultation}” ({dates}) on behalf of {member} was endorsed. The "
            "secretariat has yet to confirm it, and will inform you by e-mail.\n\n"
            "To see or change your registration: {registration_page}"
        ),
    ),
    "endorsement_wanted": Template(
        gettext_lazy("Endorsement requested, to the focal point"),
        lambda: _("A registration awaits your endorsement: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "these people registered for the consultation “{consultation}” on behalf of {member}: {people}.\n\n"
            "As the focal point, please endorse or refuse each registration: {delegation_page}"
        ),
        registered=False,
        names=("people",),
        required=("people", "delegation_page"),
    ),
    "delegate_endorsed": Template(
        gettext_lazy("Delegate endorsed, to the focal point"),
        lambda: _("Endorsed for {member}: {consultation}"),
        lambda: _(
            "Dear {name},\n\nthe registration for the consultation “{consultation}” on behalf of {member} was endorsed "
            "for: {people}. The secretariat has yet to confirm it.\n\nThe delegation: {delegation_page}"
        ),
        registered=False,
        names=("people",),
        required=("people",),
    ),
    "delegate_confirmed": Template(
        gettext_lazy("Delegate confirmed, to the focal point"),
        lambda: _("Confirmed for {member}: {consultation}"),
        lambda: _(
            "Dear {name},\n\nthe secretariat confirmed the registration for the consultation “{consultation}” on "
            "behalf of {member} for: {people}.\n\nThe delegation: {delegation_page}"
        ),
        registered=False,
        names=("people",),
        required=("people",),
    ),
    "delegate_refused": Template(
        gettext_lazy("Delegate refused, to the focal point"),
        lambda: _("Refused for {member}: {consultation}"),
        lambda: _(
            "Dear {name},\n\nthe registration for the consultation “{consultation}” on behalf of {member} was refused "
            "for: {people}.\n\n"
            "The reason is given here: {delegation_page}"
        ),
        registered=False,
        names=("people",),
        required=("people",),
    ),
    "delegate_withdrawn": Template(
        gettext_lazy("Delegate withdrawn, to the focal point"),
        lambda: _("Withdrawn for {member}: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "the registration for the consultation “{consultation}” on behalf of {member} was withdrawn for: "
            "{people}.\n\n"
            "To see the delegation, or to nominate another person: {delegation_page}"
        ),
        registered=False,
        names=("people",),
        required=("people",),
    ),
    "role_entered": Template(
        gettext_lazy("Secretariat or presiding officer entered, to their colleagues"),
        lambda: _("Entered for the secretariat or as presiding officer: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "{entered_by} entered for the consultation “{consultation}”: {people}.\n\n"
            "The registration is pending until another member of the secretariat confirms it. If you did not expect "
            "it, please write to the secretariat before it is confirmed: {home_page}"
        ),
        names=("people", "entered_by"),
        required=("people",),
    ),
    "role_confirmed": Template(
        gettext_lazy("Secretariat or presiding officer confirmed, to their colleagues"),
        lambda: _("Confirmed for the secretariat or as presiding officer: {consultation}"),
        lambda: _(
            "Dear {name},\n\n{confirmed_by} confirmed for the consultation “{consultation}”: {people}. Entered by: "
            "{entered_by}.\n\n"
            "If you did not expect it, please write to the secretariat: {home_page}"
        ),
        names=("people", "entered_by", "confirmed_by"),
        required=("people",),
    ),
    "mandate": Template(
        gettext_lazy("Focal point named, or authority delegated"),
        lambda: _("You act for {member}: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "you are the focal point of {member} for the consultation “{consultation}” ({dates}): you nominate its "
            "delegates, endorse those who register themselves, and act for it. The period of your mandate is shown "
            "here: {delegation_page}\n\n"
            "If you think that this is a mistake, please write to the secretariat."
        ),
        registered=False,
        required=("member", "delegation_page"),
    ),
    "mandate_to_accept": Template(
        gettext_lazy("Mandate to be accepted, to a person with another capacity"),
        lambda: _("You are asked to act for {member}: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "you are asked to act for {member} in the consultation “{consultation}” ({dates}). Because you have "
            "another capacity in this consultation, you act for {member} only after you have accepted.\n\n"
            "To accept or decline, and to see who asks you: {own_mandates_page}"
        ),
        registered=False,
        names=("own_mandates_page",),
        required=("member", "own_mandates_page"),
    ),
    "mandate_ended": Template(
        gettext_lazy("End of a focal point’s mandate"),
        lambda: _("The end of your mandate for {member}: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "your mandate as the focal point of {member} for the consultation “{consultation}” ends. The date and the "
            "reason are shown here: {delegation_page}\n\n"
            "Your actions under it remain valid. If you think that this is a mistake, please write to the secretariat."
        ),
        registered=False,
        required=("member",),
    ),
    "confirmed": Template(
        gettext_lazy("Registration confirmed"),
        lambda: _("Your registration is confirmed: {consultation}"),
        lambda: _(
            "Dear {name},\n\nyour registration for the consultation “{consultation}” ({dates}) is confirmed.\n\nYour "
            "personal link: {link}"
            "\nIt signs you in once and leads to the sitting. It is yours alone: do not pass it on. At any other time "
            "you sign in with a code that is sent to this address: {home_page}\n\nThe guide for your role: "
            "{guide_page}\nTo see or change your registration: {registration_page}\n\nPlease test your connection "
            "before the first day, in two minutes, from where you will take part: {test_link}"
        ),
        offered=True,
        names=LINKS,
        required=("link",),
    ),
    CONFIRMED_APART: Template(
        gettext_lazy("Registration confirmed, for a class without access to sittings"),
        lambda: _("Your registration is confirmed: {consultation}"),
        lambda: _(
            "Dear {name},\n\nyour registration for the consultation “{consultation}” ({dates}) is confirmed.\n\nYour "
            "personal link: {link}"
            "\nIt signs you in once. It is yours alone: do not pass it on. At any other time you sign in with a code "
            "that is sent to this address: {home_page}\n\nThe guide for your role: {guide_page}\nTo see or change your "
            "registration: {registration_page}"
        ),
        names=LINKS,
        required=("link",),
    ),
    "waiting": Template(
        gettext_lazy("On the waiting list"),
        lambda: _("You are on the waiting list: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "all places for the consultation “{consultation}” available to your registration are taken at present. It "
            "is on the waiting list, in order of receipt. You will be informed by e-mail when a place becomes "
            "free.\n\n"
            "To see, change or withdraw your registration: {registration_page}"
        ),
    ),
    "promoted": Template(
        gettext_lazy("A place became free"),
        lambda: _("There is a place for you: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "a place for the consultation “{consultation}” ({dates}) became free, and your registration has left the "
            "waiting list. You will be informed when it is confirmed.\n\n"
            "To see or change your registration: {registration_page}"
        ),
    ),
    "refused": Template(
        gettext_lazy("Registration refused"),
        lambda: _("Your registration was refused: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "your registration for the consultation “{consultation}” was refused, for the following reason:\n\n"
            "{words}\n\n"
            "If you think that this is a mistake, please write to the secretariat."
        ),
        required=("words",),
    ),
    "withdrawn": Template(
        gettext_lazy("Registration withdrawn"),
        lambda: _("Your registration was withdrawn: {consultation}"),
        lambda: _(
            "Dear {name},\n\nyour registration for the consultation “{consultation}” was withdrawn. {reason}\n\n"
            "If you think that this is a mistake, please write to the secretariat."
        ),
        names=("reason",),
    ),
    "enter_link": Template(
        gettext_lazy("Personal link to enter"),
        lambda: _("Your personal link: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "this is your personal link for the consultation “{consultation}”: {link}\n\n"
            "It signs you in once and leads to the sitting. It is yours alone: do not pass it on. If you did not ask "
            "for it, no action is needed."
        ),
        offered=True,
        names=LINKS,
        required=("link",),
    ),
    "registration_link": Template(
        gettext_lazy("Personal link to one’s registration"),
        lambda: _("Your registration: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "this link lets you see and change your registration for the consultation “{consultation}”, and nothing "
            "else: {registration_link}\n\n"
            "It is yours alone: do not pass it on. If you did not ask for it, no action is needed."
        ),
        offered=True,
        names=LINKS,
        required=("registration_link",),
    ),
    "connection_test_link": Template(
        gettext_lazy("Personal link to test the connection"),
        lambda: _("Please test your connection: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "please test your microphone, camera and network for the consultation “{consultation}” ({dates}), from "
            "where you will take part: {test_link}\n\n"
            "It takes two minutes, needs no sign-in, and can be repeated at any time. It is yours alone: do not pass "
            "it on."
        ),
        offered=True,
        names=LINKS,
        required=("test_link",),
    ),
    "connection_test_again": Template(
        gettext_lazy("Personal link to repeat a test that failed"),
        lambda: _("Please test your connection again: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "in your last connection test for the consultation “{consultation}” ({dates}) you would not have been "
            "heard. Please do what the result says, or use another device or network, and test again: {test_link}\n\n"
            "It takes two minutes, needs no sign-in, and can be repeated at any time. It is yours alone: do not pass "
            "it on."
        ),
        offered=True,
        names=LINKS,
        required=("test_link",),
    ),
    "reminder": Template(
        gettext_lazy("Reminder to Members without a registration or a focal point"),
        lambda: _("Please register: {consultation}"),
        lambda: _(
            "Dear {name},\n\n"
            "for the consultation “{consultation}” ({dates}) no one has been registered yet for {member}, or no focal "
            "point has been named. {closes}\n\n"
            "Please name a focal point to the secretariat, or register: {register_page}"
        ),
        registered=False,
        offered=True,
        required=("register_page",),
    ),
    "letter": Template(
        gettext_lazy("Letter to Members"),
        lambda: _("{symbol}: {subject}"),
        lambda: _(
            "Dear {name},\n\nletter {symbol} of {date} to {member} has been issued.\n\nSubject: {subject}\n\n"
            "{enclosed}\n\nTo read it in each language and to acknowledge its receipt: {receipt_link}\n\n{asks}"
        ),
        registered=False,
        names=LETTER,
        required=("symbol", "receipt_link"),
    ),
    "letter_copy": Template(
        gettext_lazy("Copy of a letter, to the further addresses of a Member"),
        lambda: _("Copy for information – {symbol}: {subject}"),
        lambda: _(
            "For information: this is a copy of letter {symbol} of {date} to {member}. {sent_to}\n\n"
            "Subject: {subject}\n\n{enclosed}\n\nTo read it in each language: {letter_link}"
        ),
        registered=False,
        names=COPY,
        required=("symbol", "sent_to", "letter_link"),
    ),
    "language_version": Template(
        gettext_lazy("Language version of a letter"),
        lambda: _("{symbol}: {subject}"),
        lambda: _(
            "Dear {name},\n\nletter {symbol} of {date} to {member} is now issued in {language} too. It takes the place "
            "of what was issued in another language.\n\nSubject: {subject}\n\n{enclosed}\n\nTo read it in each "
            "language and to acknowledge its receipt: {receipt_link}\n\n{asks}"
        ),
        registered=False,
        names=LETTER + VERSION,
        required=("symbol", "receipt_link"),
    ),
    "language_version_copy": Template(
        gettext_lazy("Copy of a language version of a letter, to the further addresses of a Member"),
        lambda: _("Copy for information – {symbol}: {subject}"),
        lambda: _(
            "For information: letter {symbol} of {date} to {member} is now issued in {language} too. This is a copy. "
            "{sent_to}\n\nSubject: {subject}\n\n{enclosed}\n\nTo read it in each language: {letter_link}"
        ),
        registered=False,
        names=COPY + VERSION,
        required=("symbol", "sent_to", "letter_link"),
    ),
    "invitation": Template(
        gettext_lazy("Invitation to register"),
        lambda: _("Invitation to register: {consultation}"),
        lambda: _(
            "Dear {name},\n\n{member} is invited to take part in the consultation “{consultation}” ({dates}). "
            "Registration is mandatory. {closes}\n\nPlease register here: {register_page}"
        ),
        registered=False,
        offered=True,
        required=("register_page",),
    ),
}


def worded(name: str, languages: Iterable[str] = LANGUAGES) -> tuple[Text, Text]:
    """Subject and body of one of our texts in some languages."""
    template, subject, body = TEMPLATES[name], {}, {}
    for code in languages:
        with translation.override(translation.get_supported_language_variant(code)):
            subject[code], body[code] = template.subject(), template.body()
    return subject, body
