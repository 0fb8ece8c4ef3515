"""Our own texts, in the six languages by the catalogue: subject and body, with placeholders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.languages import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.utils.functional import _StrPromise

    from hemicycle.consultations.languages import Text

#: What the sender wrote.
WORDS = "words"


@dataclass(frozen=True)
class Template:
    """A mail of ours.

    Attributes:
        title: What the desk calls it.
        subject, body: Worded when they are called, in the language of that moment.
        registered: It is for people with a registration; else it goes to Members as well.
        offered: The desk may send it; the others go out by themselves.
    """

    title: str | _StrPromise
    subject: Callable[[], str]
    body: Callable[[], str]
    registered: bool = True
    offered: bool = False


TEMPLATES: dict[str, Template] = {
    "received": Template(
        gettext_lazy("Registration received"),
        lambda: _("Your registration was received: {consultation}"),
        lambda: _(
            "Dear {name},\n\nyour registration for {consultation} ({dates}) on behalf of {member} was received.\n\n"
            "The focal point of {member} is asked to endorse it; the secretariat then confirms it. You are told of "
            "each step by mail.\n\nTo see or change your registration: {registration_page}"
        ),
    ),
    "nominated": Template(
        gettext_lazy("Entered by somebody else"),
        lambda: _("You were registered: {consultation}"),
        lambda: _(
            "Dear {name},\n\nyou were registered for {consultation} ({dates}). The secretariat confirms the "
            "registration; you are told of it by mail.\n\nPlease check what was entered about you, and complete it: "
            "{registration_page}"
        ),
    ),
    "endorsed": Template(
        gettext_lazy("Registration endorsed"),
        lambda: _("Your registration was endorsed: {consultation}"),
        lambda: _(
            "Dear {name},\n\nyour registration for {consultation} ({dates}) on behalf of {member} was endorsed. The "
            "secretariat has yet to confirm it; you are told of it by mail.\n\nTo see or change your registration: "
            "{registration_page}"
        ),
    ),
    "endorsement_wanted": Template(
        gettext_lazy("Endorsement wanted, to the focal point"),
        lambda: _("A registration waits for you: {consultation}"),
        lambda: _(
            "Dear {name},\n\nthese people registered for {consultation} on behalf of {member}: {people}.\n\nAs the "
            "focal point, please endorse each registration or refuse it: {delegation_page}"
        ),
        registered=False,
    ),
    "delegate_endorsed": Template(
        gettext_lazy("Delegate endorsed, to the focal point"),
        lambda: _("Endorsed for {member}: {consultation}"),
        lambda: _(
            "Dear {name},\n\nthe registration for {consultation} on behalf of {member} was endorsed for: {people}. "
            "The secretariat has yet to confirm it.\n\nThe delegation: {delegation_page}"
        ),
        registered=False,
    ),
    "delegate_confirmed": Template(
        gettext_lazy("Delegate confirmed, to the focal point"),
        lambda: _("Confirmed for {member}: {consultation}"),
        lambda: _(
            "Dear {name},\n\nthe secretariat confirmed the registration for {consultation} on behalf of {member} for: "
            "{people}.\n\nThe delegation: {delegation_page}"
        ),
        registered=False,
    ),
    "delegate_refused": Template(
        gettext_lazy("Delegate refused, to the focal point"),
        lambda: _("Refused for {member}: {consultation}"),
        lambda: _(
            "Dear {name},\n\nthe registration for {consultation} on behalf of {member} was refused for: {people}.\n\n"
            "The reason is given here: {delegation_page}"
        ),
        registered=False,
    ),
    "delegate_withdrawn": Template(
        gettext_lazy("Delegate withdrawn, to the focal point"),
        lambda: _("Withdrawn for {member}: {consultation}"),
        lambda: _(
            "Dear {name},\n\nthe registration for {consultation} on behalf of {member} was withdrawn for: "
            "{people}.\n\nTo see the delegation, or to nominate somebody else: {delegation_page}"
        ),
        registered=False,
    ),
    "role_entered": Template(
        gettext_lazy("Secretariat or presiding officer entered, to their colleagues"),
        lambda: _("Entered for the secretariat or as presiding officer: {consultation}"),
        lambda: _(
            "Dear {name},\n\nfor {consultation} {entered_by} entered: {people}.\n\nThe registration waits until "
            "another person of the secretariat confirms it. If you did not expect it, please write to the "
            "secretariat before it is confirmed: {home_page}"
        ),
    ),
    "role_confirmed": Template(
        gettext_lazy("Secretariat or presiding officer confirmed, to their colleagues"),
        lambda: _("Confirmed for the secretariat or as presiding officer: {consultation}"),
        lambda: _(
            "Dear {name},\n\nfor {consultation} {confirmed_by} confirmed: {people}. Entered by: {entered_by}.\n\n"
            "If you did not expect it, please write to the secretariat: {home_page}"
        ),
    ),
    "mandate": Template(
        gettext_lazy("Focal point named, or authority delegated"),
        lambda: _("You answer for {member}: {consultation}"),
        lambda: _(
            "Dear {name},\n\nyou are the focal point of {member} for {consultation} ({dates}): you nominate its "
            "people, endorse those who register by themselves, and answer for it. From when to when is shown here: "
            "{delegation_page}\n\nIf you think that this is a mistake, please write to the secretariat."
        ),
        registered=False,
    ),
    "mandate_to_accept": Template(
        gettext_lazy("Mandate to be accepted, to somebody with another capacity"),
        lambda: _("You are asked to answer for {member}: {consultation}"),
        lambda: _(
            "Dear {name},\n\nyou are asked to answer for {member} in {consultation} ({dates}). Because you have "
            "another capacity in this consultation, you answer for {member} only after you have accepted.\n\nTo "
            "accept or decline, and to see who asks you: {own_mandates_page}"
        ),
        registered=False,
    ),
    "mandate_ended": Template(
        gettext_lazy("End of a focal point’s mandate"),
        lambda: _("The end of your mandate for {member}: {consultation}"),
        lambda: _(
            "Dear {name},\n\nyour mandate as the focal point of {member} for {consultation} ends. From when on, and "
            "why, is shown here: {delegation_page}\n\nWhat you did under it stays. If you think that this is a "
            "mistake, please write to the secretariat."
        ),
        registered=False,
    ),
    "confirmed": Template(
        gettext_lazy("Registration confirmed"),
        lambda: _("Your registration is confirmed: {consultation}"),
        lambda: _(
            "Dear {name},\n\nyour registration for {consultation} ({dates}) is confirmed.\n\nYour personal link: {link}"
            "\nIt signs you in once and leads to the sitting. It is yours alone: do not pass it on. At any other time "
            "you sign in with a code that is sent to this address: {home_page}\n\nThe guide for your role: "
            "{guide_page}\nTo see or change your registration: {registration_page}\n\nPlease try your microphone and "
            "camera before the first day."
        ),
        offered=True,
    ),
    "waiting": Template(
        gettext_lazy("On the waiting list"),
        lambda: _("You are on the waiting list: {consultation}"),
        lambda: _(
            "Dear {name},\n\nall places for {consultation} that your registration may take are taken at present. "
            "It is on the waiting list, in the order of arrival. When a place becomes free you are told by mail.\n\n"
            "To see, change or withdraw your registration: {registration_page}"
        ),
    ),
    "promoted": Template(
        gettext_lazy("A place became free"),
        lambda: _("There is a place for you: {consultation}"),
        lambda: _(
            "Dear {name},\n\na place for {consultation} ({dates}) became free, and your registration has left the "
            "waiting list. You are told when it is confirmed.\n\nTo see or change your registration: "
            "{registration_page}"
        ),
    ),
    "refused": Template(
        gettext_lazy("Registration refused"),
        lambda: _("Your registration was refused: {consultation}"),
        lambda: _(
            "Dear {name},\n\nyour registration for {consultation} was refused, with these words:\n\n{words}\n\n"
            "If you think that this is a mistake, please write to the secretariat."
        ),
    ),
    "withdrawn": Template(
        gettext_lazy("Registration withdrawn"),
        lambda: _("Your registration was withdrawn: {consultation}"),
        lambda: _(
            "Dear {name},\n\nyour registration for {consultation} was withdrawn. {words}\n\n"
            "If you think that this is a mistake, please write to the secretariat."
        ),
    ),
    "enter_link": Template(
        gettext_lazy("Personal link to enter"),
        lambda: _("Your personal link: {consultation}"),
        lambda: _(
            "Dear {name},\n\nthis is your personal link for {consultation}: {link}\n\nIt signs you in once and leads "
            "to the sitting. It is yours alone: do not pass it on. If you did not ask for it, you need not do "
            "anything."
        ),
        offered=True,
    ),
    "registration_link": Template(
        gettext_lazy("Personal link to one’s registration"),
        lambda: _("Your registration: {consultation}"),
        lambda: _(
            "Dear {name},\n\nby this link you see and change your registration for {consultation}, and nothing else: "
            "{registration_link}\n\nIt is yours alone: do not pass it on. If you did not ask for it, you need not do "
            "anything."
        ),
        offered=True,
    ),
    "reminder": Template(
        gettext_lazy("Reminder to Members without a registration or a focal point"),
        lambda: _("Please register: {consultation}"),
        lambda: _(
            "Dear {name},\n\nfor {consultation} ({dates}) nobody has been registered yet for {member}, or no focal "
            "point has been named. {closes}\n\nPlease name a focal point to the secretariat, or register: "
            "{register_page}"
        ),
        registered=False,
        offered=True,
    ),
    "letter": Template(
        gettext_lazy("Letter to Members"),
        lambda: _("{symbol}: {subject}"),
        lambda: _(
            "Dear {name},\n\nletter {symbol} of {date} to {member} has been issued.\n\nSubject: {subject}\n\n"
            "{enclosed}\n\nTo read it in each language and to acknowledge its receipt: {receipt_link}\n\n{asks}"
        ),
        registered=False,
    ),
    "language_version": Template(
        gettext_lazy("Language version of a letter"),
        lambda: _("{symbol}: {subject}"),
        lambda: _(
            "Dear {name},\n\nletter {symbol} of {date} to {member} is now issued in {language} too. It takes the place "
            "of what was issued in another language.\n\nSubject: {subject}\n\n{enclosed}\n\nTo read it in "
            "each language and to acknowledge its receipt: {receipt_link}\n\n{asks}"
        ),
        registered=False,
    ),
    "invitation": Template(
        gettext_lazy("Invitation to register"),
        lambda: _("Invitation to register: {consultation}"),
        lambda: _(
            "Dear {name},\n\n{member} is invited to take part in {consultation} ({dates}). Registration is mandatory. "
            "{closes}\n\nPlease register here: {register_page}"
        ),
        registered=False,
        offered=True,
    ),
}


def worded(name: str, languages: Iterable[str] = LANGUAGES) -> tuple[Text, Text]:
    """Subject and body of one of our texts in some languages."""
    template, subject, body = TEMPLATES[name], {}, {}
    for code in languages:
        with translation.override(translation.get_supported_language_variant(code)):
            subject[code], body[code] = template.subject(), template.body()
    return subject, body
