"""What stands in braces in a letter, and is filled in when it is shown, and for good when it is sent."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.consultations import local
from hemicycle.consultations.item_lists import lists_of
from hemicycle.consultations.joins import listed
from hemicycle.consultations.languages import django_language, localized
from hemicycle.correspondence import letter_queries
from hemicycle.correspondence.procedures import procedure_of
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.mail.placeholders import fill, require_known, used
from hemicycle.mail.values import page
from hemicycle.rules.deadlines import Deadline, in_force
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hemicycle.correspondence.models import Enquiry, Letter

#: What any letter may say.
GENERAL = ("symbol", "date", "consultation", "dates", "physical_session", "lists", "letter_page")
#: What only a letter that asks has; it may be written before that.
ASKING = ("deadline",)
#: What only a letter that corrects another one has.
CORRECTING = ("replaces", "what_changes")
#: What only a letter that extends a deadline has.
EXTENDING = ("extended_letter", "former_deadline", "new_deadline")
#: What only a decision by correspondence has that is begun again.
BEGUN_AGAIN = ("earlier_letter",)
_PAIR = re.compile(r"\{[^{}]*\}")


def known(letter: Letter) -> tuple[str, ...]:
    """What a letter may name, by what it does."""
    again = BEGUN_AGAIN if _earlier(letter) else ()
    return (
        GENERAL + ASKING + (CORRECTING if letter.replaces_id else ()) + (EXTENDING if letter.extends_id else ()) + again
    )


def _earlier(letter: Letter) -> str:
    """Symbol of the letter whose decision by correspondence this one begins again; empty for none."""
    enquiry: Enquiry | None = getattr(letter, "enquiry", None)
    procedure = procedure_of(enquiry) if enquiry is not None else None
    return procedure.follows.letter.symbol if procedure is not None and procedure.follows is not None else ""


def require_sound(texts: Iterable[str], names: Iterable[str]) -> None:
    """Let no text pass that could not be filled in.

    Raises:
        Refusal: one names what nobody can fill in, or has a brace without its other half.
    """
    for text in texts:
        require_known([text], names)
        if set(_PAIR.sub("", text)) & set("{}"):
            raise Refusal(CorrespondenceCode.LETTER_BRACE_ALONE)


class Filler:
    """Fills in the texts of one letter in one language; each value is looked up once.

    What is written for a letter that was sent is filled in as the letter was, with the deadlines of its own day.

    Args:
        marking: What cannot be filled in yet is marked in the text, which is shown while the letter is written.
        what_changes: In this language, where the letter itself does not say it.
    """

    def __init__(self, letter: Letter, language: str, *, marking: bool = False, what_changes: str = "") -> None:
        self._letter, self._language, self._marking = letter, language, marking
        self._what_changes = what_changes
        self._values: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        """The text with its values.

        Raises:
            Refusal: as for ``require_sound``; or it names what there is not, such as a deadline. Nothing of a letter
            goes out half filled in.
        """
        wanted = used(text)
        if not wanted and not set("{}") & set(text):
            return text
        if not self._marking:
            require_sound([text], known(self._letter))
        with translation.override(django_language(self._language)):
            for name in wanted - self._values.keys():
                self._values[name] = self._marked(name) if self._marking else self._value(name)
        return fill(text, self._values)

    def _value(self, name: str) -> str:
        value = self._every[name]()
        if not value:
            raise Refusal(CorrespondenceCode.LETTER_PLACEHOLDER_EMPTY, name=f"{{{name}}}")
        return value

    def _marked(self, name: str) -> str:
        try:
            if name in known(self._letter):
                return self._value(name)
        except Refusal:  # nothing is done here: what is missing is said in the text
            pass
        return _("[%(name)s: not known yet]") % {"name": name}

    @property
    def _every(self) -> dict[str, Callable[[], str]]:
        letter, consultation = self._letter, self._letter.consultation
        return {
            "symbol": lambda: letter.symbol,
            "date": lambda: local.long_date(letter.dated),
            "consultation": lambda: localized(consultation.title, self._language),
            "dates": lambda: local.long_period(consultation.first_day, consultation.last_day),
            "physical_session": lambda: localized(consultation.physical_session, self._language),
            "lists": lambda: listed(row.in_a_sentence for row in lists_of(consultation).values()),
            "letter_page": lambda: page("letter", consultation.slug, letter.symbol),
            "deadline": self._deadline,
            "replaces": lambda: letter.replaces.symbol if letter.replaces else "",
            "what_changes": lambda: self._what_changes or localized(letter.what_changes, self._language),
            "extended_letter": lambda: letter.extends.letter.symbol if letter.extends else "",
            "earlier_letter": lambda: _earlier(letter),
            "former_deadline": self._former_deadline,
            "new_deadline": self._new_deadline,
        }

    def _deadline(self) -> str:
        enquiry = letter_queries.enquiry_of(self._letter)
        if enquiry is None:
            raise Refusal(CorrespondenceCode.DEADLINE_OF_NOTHING)
        if enquiry.waits_for_sending:
            return deadline_words(enquiry)
        return local.deadline(deadline_then(self._letter, enquiry))

    def _former_deadline(self) -> str:
        extends = self._letter.extends
        return local.deadline(deadline_then(self._letter, extends)) if extends else ""

    def _new_deadline(self) -> str:
        new = new_deadline(self._letter)
        if new is None:
            raise Refusal(CorrespondenceCode.NEW_DEADLINE_MISSING)
        return local.deadline(new)


def deadline_words(enquiry: Enquiry) -> str:
    """The deadline that holds now; before it is sent, that of one which is given in hours from then."""
    if not enquiry.waits_for_sending or enquiry.hours is None:
        return local.deadline(enquiry.deadline)
    words = ngettext("%(number)d hour after it is sent", "%(number)d hours after it is sent", enquiry.hours)
    return words % {"number": enquiry.hours}


def deadline_then(letter: Letter, enquiry: Enquiry) -> Deadline:
    """The deadline of an enquiry as it was before a letter went out; that which holds now, of a draft."""
    if letter.sent_at is None:
        return enquiry.deadline
    return in_force(
        enquiry.first_deadline, [row.extension for row in enquiry.extensions.all() if row.given_at < letter.sent_at]
    )


def new_deadline(letter: Letter) -> Deadline | None:
    """The deadline that a letter gives in the place of an earlier one (rule 19)."""
    if letter.extends is None or letter.new_day is None:
        return None
    return Deadline(datetime.combine(letter.new_day, letter.new_time), ZoneInfo(letter.extends.zone))
