"""The cells of a registration, read into ``Details``; what is wrong with them is noted in the row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from hemicycle.consultations.languages import FALLBACK
from hemicycle.imports import vocabulary
from hemicycle.imports.reasons import ImportCode
from hemicycle.imports.sources import FORMULA_STARTS
from hemicycle.people.details import Details, clean
from hemicycle.people.models import Registration
from hemicycle.people.models.members import NAME_LENGTH
from hemicycle.people.models.registrations import WORDS_LENGTH
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.capacity import Role

if TYPE_CHECKING:
    from hemicycle.consultations.models import Consultation
    from hemicycle.imports.rows import Row
    from hemicycle.people.models import Member

_APART = re.compile(r"[,;،、\s]+")
#: As the fields have them.
_LIMITS = {
    "email": 254,
    "name": NAME_LENGTH,
    "family_name": NAME_LENGTH,
    "phone": 40,
    "function": 300,
    "accessibility": WORDS_LENGTH,
}
_PHONE_DIGITS = range(5, 22)
#: Said by people of themselves, where a formula or a tag is a sign that something went wrong.
_WORDS = ("name", "family_name", "function", "accessibility")


@dataclass(frozen=True)
class Entry:
    """What a row says: who, as what, for which Member."""

    row: Row
    details: Details
    role: Role
    member: Member | None


class Cells:
    """Reads rows for one consultation."""

    def __init__(self, consultation: Consultation) -> None:
        self._first, self._last = consultation.first_day, consultation.last_day
        self._invited = set(consultation.invitations.values_list("member", flat=True))
        self._members = vocabulary.members()
        self._languages = vocabulary.languages()
        self._roles = vocabulary.choices(Registration.RoleChoice)
        self._parts = vocabulary.choices(Registration.DelegationRole)
        self._zones = available_timezones()

    def read(self, row: Row) -> Entry:
        """What the row says; where errors are noted in it, it is not for use."""
        role = self._role(row)
        details = Details(
            email=_address(row),
            name=_words(row, "name"),
            family_name=_words(row, "family_name"),
            language=self._language(row),
            phone=_words(row, "phone"),
            time_zone=self._time_zone(row),
            function=_words(row, "function"),
            delegation_role=self._part(row),
            accessibility=_words(row, "accessibility", lines=True),
            days=self._days(row),
            booth_languages=self._booths(row, role),
        )
        if not any(character.isalpha() for character in details.name):
            row.error("name", ImportCode.IMPORT_NAME_MISSING)
        if details.phone and sum(character.isdigit() for character in details.phone) not in _PHONE_DIGITS:
            row.error("phone", ImportCode.IMPORT_PHONE)
        return Entry(row, details, role, self._member(row, role))

    def _role(self, row: Row) -> Role:
        asked = row.cells.get("role", "")
        found = self._roles.find(asked) if asked else Role.DELEGATE.value
        if found is None:
            row.error("role", ImportCode.IMPORT_ROLE)
        return Role(found or Role.DELEGATE.value)

    def _member(self, row: Row, role: Role) -> Member | None:
        asked = row.cells.get("member", "")
        if role is not Role.DELEGATE:
            if asked:
                row.warn("member", ImportCode.IMPORT_ROLE_WITHOUT_MEMBER)
            return None
        member = self._members.find(asked)
        if not asked:
            row.error("member", ImportCode.IMPORT_MEMBER_MISSING)
        elif member is None:
            row.error("member", ImportCode.IMPORT_MEMBER_UNKNOWN)
        elif member.pk not in self._invited:
            row.error("member", ImportCode.IMPORT_MEMBER_NOT_INVITED)
        return member

    def _language(self, row: Row) -> str:
        asked = row.cells.get("language", "")
        found = self._languages.find(asked)
        if asked and found is None:
            row.error("language", ImportCode.IMPORT_LANGUAGE)
        return found or FALLBACK

    def _part(self, row: Row) -> str:
        asked = row.cells.get("delegation_role", "")
        found = self._parts.find(asked)
        if asked and found is None:
            row.error("delegation_role", ImportCode.IMPORT_PART)
        return found or ""

    def _time_zone(self, row: Row) -> str:
        asked = row.cells.get("time_zone", "")
        if asked and asked not in self._zones:
            row.error("time_zone", ImportCode.IMPORT_TIME_ZONE)
        return asked

    def _days(self, row: Row) -> tuple[str, ...]:
        found = set()
        for word in filter(None, _APART.split(row.cells.get("days", ""))):
            try:
                day = date.fromisoformat(word)
            except ValueError:
                row.error("days", ImportCode.IMPORT_DAY)
                return ()
            if not self._first <= day <= self._last:
                row.error(
                    "days", ImportCode.IMPORT_DAY_OUTSIDE, first=self._first.isoformat(), last=self._last.isoformat()
                )
                return ()
            found.add(day.isoformat())
        return tuple(sorted(found))

    def _booths(self, row: Row, role: Role) -> tuple[str, ...]:
        words = list(filter(None, _APART.split(row.cells.get("booth_languages", ""))))
        found = [self._languages.find(word) for word in words]
        if None in found:
            row.error("booth_languages", ImportCode.IMPORT_LANGUAGE)
        elif role is Role.INTERPRETER and not found:
            row.error("booth_languages", ImportCode.IMPORT_BOOTHS_MISSING)
        elif role is not Role.INTERPRETER and found:
            row.error("booth_languages", ImportCode.IMPORT_BOOTHS_OF_OTHERS)
        return tuple(dict.fromkeys(language for language in found if language))


def _address(row: Row) -> str:
    address = clean(row.cells.get("email", "")[: _LIMITS["email"] + 1]).lower()
    if not address:
        row.error("email", ImportCode.IMPORT_ADDRESS_MISSING)
        return ""
    try:
        validate_email(address)
    except ValidationError:
        row.error("email", ImportCode.IMPORT_ADDRESS)
    return address


def _words(row: Row, column: str, *, lines: bool = False) -> str:
    """A text, safe to keep; too long, it is refused."""
    typed = row.cells.get(column, "")
    text = clean(typed, lines=lines)
    if len(text) > _LIMITS[column]:
        row.error(column, PeopleCode.TEXT_TOO_LONG, limit=_LIMITS[column])
    elif column in _WORDS and text.startswith(FORMULA_STARTS):
        row.warn(column, ImportCode.IMPORT_FORMULA)
    elif "<" in text and ">" in text:
        row.warn(column, ImportCode.IMPORT_MARKUP)
    elif text and len("".join(text.split())) < len("".join(typed.split())):
        row.warn(column, ImportCode.IMPORT_CHARACTERS_REMOVED)
    return text
