"""What placeholders stand for in a preview of a text: real values of the consultation, and examples of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.consultations import local
from hemicycle.consultations.languages import NATIVE_NAMES, localized, reader_language
from hemicycle.mail.audience import Recipient
from hemicycle.mail.placeholders import GENERAL, LINKS, REGISTERED
from hemicycle.mail.values import page, values
from hemicycle.people import queries as people
from hemicycle.people.member_names import member_name
from hemicycle.people.models import Registration

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Person

_PEOPLE = ("people", "entered_by", "confirmed_by", "given_by", "by", "principal", "delegate")
_SYMBOLS = ("symbol", "letter", "replaces", "extended_letter", "publication")
_DAYS = ("date", "kept_until", "begins")
_MOMENTS = ("deadline", "former_deadline", "new_deadline", "received", "from_when", "until_when", "sealed")
_NUMBERS = ("number", "entries")
#: An example; the consultation's own symbols are its own.
_SYMBOL, _NUMBER, _RECEIPT = "ABC-1/23", "12", "ABC-1/23-0001"


def samples(names: Collection[str], consultation: Consultation, person: Person, now: datetime) -> dict[str, str]:
    """A value for each of these placeholders, in the language of this moment.

    Args:
        person: Who looks at the preview, and stands for whom the text names.
    """
    member = next(iter(people.invited(consultation)), None)
    reader = Recipient(person.name, person.email, person.language, person=person, member=member)
    ordinary = set(names) & {*GENERAL, *REGISTERED, *LINKS}
    own_link = f"[{_('each person’s own link')}]"
    found = values(reader, consultation, ordinary, lambda _purpose: own_link)
    found |= {"status": str(Registration.Status.CONFIRMED.label), "words": _words()}
    found["member"] = member_name(member) if member else _("[name of the Member]")
    found["physical_session"] = localized(consultation.physical_session) or _words()
    found["language"] = NATIVE_NAMES[reader_language()]
    found["receipt"] = _RECEIPT
    found |= dict.fromkeys(_PEOPLE, person.name) | dict.fromkeys(_SYMBOLS, _SYMBOL)
    found |= dict.fromkeys(_DAYS, local.long_date(consultation.first_day)) | dict.fromkeys(_NUMBERS, _NUMBER)
    found |= dict.fromkeys(_MOMENTS, local.moment(now, consultation.zone))
    return {name: found[name] if name in found else _other(name) for name in names}


def _other(name: str) -> str:
    return page("home") if name.endswith(("_page", "_link")) else _words()


def _words() -> str:
    return _("[text that belongs here]")
