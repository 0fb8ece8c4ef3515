"""Mails about clearance: to those who may clear a letter, and to whoever handed it in (rule 40)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.correspondence.models import Clearance, LanguageVersionClearance
from hemicycle.mail.audience import Recipient, Selection, To, recipients
from hemicycle.mail.queueing import queue, within_the_act
from hemicycle.mail.texts import TEMPLATES, Template
from hemicycle.mail.values import page
from hemicycle.people import scopes
from hemicycle.people.independence import are_independent
from hemicycle.people.queries import capacity
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.permissions import PERMISSIONS, Action
from hemicycle.rules.reasons import Allowed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.correspondence.models import Letter
    from hemicycle.correspondence.models.clearances import HandedInForClearance

WANTED, CLEARED, RETURNED = "clearance_wanted", "letter_cleared", "letter_returned"
#: What these texts name beside what every mail may: filled in when they are queued.
PLACEHOLDERS = ("letter", "by", "note", "preview_page")
TEXTS: dict[str, Template] = {
    WANTED: Template(
        gettext_lazy("A letter is awaiting clearance"),
        lambda: _("Letter {letter} is awaiting clearance: {consultation}"),
        lambda: _(
            "Dear {name},\n\n{by} has submitted letter {letter} for clearance. It cannot be sent before a second "
            "person has cleared it.\n\n{note}\n\nTo read the letter, and to clear or return it: {preview_page}"
        ),
        registered=False,
        names=PLACEHOLDERS,
        required=("letter", "preview_page"),
    ),
    CLEARED: Template(
        gettext_lazy("A letter was cleared"),
        lambda: _("Letter {letter} is cleared: {consultation}"),
        lambda: _(
            "Dear {name},\n\n{by} has cleared letter {letter}, which you submitted. It can be sent as it is; a change "
            "would need a new clearance.\n\nThe letter: {preview_page}"
        ),
        registered=False,
        names=PLACEHOLDERS,
        required=("letter",),
    ),
    RETURNED: Template(
        gettext_lazy("A letter was returned without clearance"),
        lambda: _("Letter {letter} is returned: {consultation}"),
        lambda: _(
            "Dear {name},\n\n{by} has returned letter {letter}, which you submitted.\n\n{note}\n\nChange the letter, "
            "then submit it again: {preview_page}"
        ),
        registered=False,
        names=PLACEHOLDERS,
        required=("letter", "note"),
    ),
}


def listen() -> None:
    """The desk knows these mails by their names."""
    TEMPLATES.update(TEXTS)


def tell_of_handing_in(row: HandedInForClearance, at: datetime) -> None:
    """Queue, within the act, the mails to those who may clear a letter: not who handed it in, nor whom they let in."""
    consultation = _letter(row).consultation
    chosen = Selection(To.REGISTERED, classes=_who_clears(), statuses=(RegistrationStatus.CONFIRMED.value,))
    with within_the_act(f"{row._meta.verbose_name} {row.pk}"):
        to = [
            recipient
            for recipient in recipients(consultation, chosen, at)
            if recipient.person is not None
            and recipient.person.pk != row.handed_in_by_id
            and _may_clear(recipient, consultation, at)
            and are_independent(consultation, row.handed_in_by_id, recipient.person)
        ]
        _queue(row, WANTED, to, at, row.handed_in_by.name, row.words)


def tell_of_decision(row: HandedInForClearance, at: datetime) -> None:
    """Queue, within the act, the mail to whoever handed the letter in: it is cleared, or why it is returned."""
    person = row.handed_in_by
    if person.forgotten_at is not None or row.decided_by is None:
        return
    template = CLEARED if row.outcome == Clearance.Outcome.CLEARED else RETURNED
    with within_the_act(f"{row._meta.verbose_name} {row.pk}"):
        to = [Recipient(person.name, person.email, person.language, person=person)]
        _queue(row, template, to, at, row.decided_by.name, row.outcome_words)


def _who_clears() -> tuple[str, ...]:
    return tuple(capacity.value for capacity in PERMISSIONS[Action.LETTER_CLEAR])


def _may_clear(recipient: Recipient, consultation: Consultation, at: datetime) -> bool:
    """Whether somebody may, within their roles of the secretariat."""
    registration, day = recipient.registration, consultation.day(at)
    if registration is None:
        return False
    return isinstance(
        scopes.may(registration, capacity(registration, consultation.classes, day), Action.LETTER_CLEAR, day), Allowed
    )


def _letter(row: HandedInForClearance) -> Letter:
    """The letter that was handed in, or whose language version was."""
    match row:
        case LanguageVersionClearance():
            return row.version.letter
        case Clearance():
            return row.letter
    raise TypeError(row)


def _queue(
    row: HandedInForClearance, template: str, to: Iterable[Recipient], at: datetime, by: str, words: str
) -> None:
    recipients_, letter = list(to), _letter(row)
    if not recipients_:
        return
    preview: tuple[str, ...]
    symbol, preview = letter.symbol, ("letter_preview", letter.consultation.slug, str(letter.pk))
    if isinstance(row, LanguageVersionClearance):
        symbol = f"{symbol} ({NATIVE_NAMES[row.version.language]})"
        preview = ("letter_language_preview", *preview[1:], row.version.language)

    def known() -> dict[str, str]:
        return {
            "letter": symbol,
            "by": by,
            "note": _("Note: {words}").replace("{words}", words) if words else "",
            "preview_page": page(*preview),
        }

    queue(letter.consultation, template, recipients_, at, known)
