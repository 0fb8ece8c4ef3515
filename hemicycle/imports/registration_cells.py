"""The cells of a registration, read into ``Details``; what is wrong with them is noted in the row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.imports import vocabulary
from hemicycle.imports.reasons import ImportCode
from hemicycle.imports.sources import FORMULA_STARTS
from hemicycle.people.details import LINES, NAMES, TELEPHONES, Details, clean, has_pictures, limit
from hemicycle.people.models import Registration
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.capacity import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from hemicycle.consultations.models import Consultation
    from hemicycle.imports.rows import Row
    from hemicycle.people.models import Member

_APART = re.compile(r"[,;،、\s]+")
_PHONE_DIGITS = range(5, 22)


@dataclass(frozen=True)
class Entry:
    """What a row says: who, as what, for which Member, or in which class of persons who represent none."""

    row: Row
    details: Details
    role: Role
    member: Member | None
    person_class: str = ""


class Cells:
    """Reads rows for one consultation."""

    def __init__(self, consultation: Consultation) -> None:
        self._first, self._last = consultation.first_day, consultation.last_day
        self._invited = set(consultation.invitations.values_list("member", flat=True))
        self._members = vocabulary.members(consultation.body_id)
        self._classes = vocabulary.classes_of_persons(consultation.classes)
        own = consultation.languages
        self._instead = own.last_resort
        self._languages = vocabulary.languages(dict.fromkeys([*own.documents, *own.of_sittings, *LANGUAGES]))
        self._roles = vocabulary.choices(Registration.RoleChoice)
        self._parts = vocabulary.parts(consultation.body.has)
        self._zones = available_timezones()

    def read(self, row: Row) -> Entry:
        """What the row says; where errors are noted in it, it is not for use."""
        role = self._role(row)
        chosen: dict[str, Callable[[], object]] = {
            "email": lambda: address_in(row),
            "language": lambda: self._language(row),
            "time_zone": lambda: self._time_zone(row),
            "delegation_role": lambda: self._part(row),
            "days": lambda: self._days(row),
            "booth_languages": lambda: self._booths(row, role),
        }
        # In this order, in which findings are shown.
        given: dict[str, Any] = {name: chosen[name]() if name in chosen else words_in(row, name) for name in NAMES}
        details = Details(**given)
        if not any(character.isalpha() for character in details.name):
            row.error("name", ImportCode.IMPORT_NAME_MISSING)
        for name in ("name", "family_name"):
            if has_pictures(given[name]):
                row.error(name, PeopleCode.NAME_HAS_PICTURES)
        for name in TELEPHONES:
            if given[name] and sum(character.isdigit() for character in given[name]) not in _PHONE_DIGITS:
                row.error(name, ImportCode.IMPORT_PHONE)
        person_class = self._class(row, role)
        return Entry(row, details, role, self._member(row, role, person_class), person_class)

    def _role(self, row: Row) -> Role:
        asked = row.cells.get("role", "")
        role = self._roles.find(asked) if asked else Role.DELEGATE.value
        if role is None:
            row.error("role", ImportCode.IMPORT_ROLE)
        return Role(role or Role.DELEGATE.value)

    def _class(self, row: Row, role: Role) -> str:
        asked = row.cells.get("person_class", "")
        if not asked:
            return ""
        if role is not Role.DELEGATE or row.cells.get("member", ""):
            row.error("person_class", ImportCode.IMPORT_CLASS_OF_OTHERS)
            return ""
        found = self._classes.find(asked)
        if found is None:
            row.error("person_class", ImportCode.IMPORT_CLASS_UNKNOWN)
        return found or ""

    def _member(self, row: Row, role: Role, person_class: str) -> Member | None:
        asked = row.cells.get("member", "")
        if role is not Role.DELEGATE:
            if asked:
                row.warn("member", ImportCode.IMPORT_ROLE_WITHOUT_MEMBER)
            return None
        if not asked and (person_class or row.cells.get("person_class", "")):
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
        language = self._languages.find(asked)
        if asked and language is None:
            row.error("language", ImportCode.IMPORT_LANGUAGE)
        return language or self._instead

    def _part(self, row: Row) -> str:
        asked = row.cells.get("delegation_role", "")
        part = self._parts.find(asked)
        if asked and part is None:
            row.error("delegation_role", ImportCode.IMPORT_PART)
        elif asked and row.cells.get("person_class", ""):
            row.warn("delegation_role", ImportCode.IMPORT_PART_WITHOUT_MEMBER)
            return ""
        return part or ""

    def _time_zone(self, row: Row) -> str:
        asked = row.cells.get("time_zone", "")
        if asked and asked not in self._zones:
            row.error("time_zone", ImportCode.IMPORT_TIME_ZONE)
        return asked

    def _days(self, row: Row) -> tuple[str, ...]:
        days = set()
        for word in filter(None, _APART.split(row.cells.get("days", ""))):
            try:
                day = datetime.fromisoformat(word).date()  # a workbook may keep a time with it
            except ValueError:
                row.error("days", ImportCode.IMPORT_DAY)
                return ()
            if not self._first <= day <= self._last:
                row.error(
                    "days", ImportCode.IMPORT_DAY_OUTSIDE, first=self._first.isoformat(), last=self._last.isoformat()
                )
                return ()
            days.add(day.isoformat())
        return tuple(sorted(days))

    def _booths(self, row: Row, role: Role) -> tuple[str, ...]:
        words = list(filter(None, _APART.split(row.cells.get("booth_languages", ""))))
        languages = [self._languages.find(word) for word in words]
        if None in languages:
            row.error("booth_languages", ImportCode.IMPORT_LANGUAGE)
        elif role is Role.INTERPRETER and not languages:
            row.error("booth_languages", ImportCode.IMPORT_BOOTHS_MISSING)
        elif role is not Role.INTERPRETER and languages:
            row.error("booth_languages", ImportCode.IMPORT_BOOTHS_OF_OTHERS)
        return tuple(dict.fromkeys(language for language in languages if language))


def address_in(row: Row) -> str:
    """The address of a person, in small letters; what is wrong with it is noted."""
    address = clean(row.cells.get("email", "")[: limit("email") + 1]).lower()
    if not address:
        row.error("email", ImportCode.IMPORT_ADDRESS_MISSING)
        return ""
    try:
        validate_email(address)
    except ValidationError:
        row.error("email", ImportCode.IMPORT_ADDRESS)
    return address


def words_in(row: Row, column: str) -> str:
    """A text, safe to keep; too long, it is refused. A formula or a tag is a sign that something went wrong."""
    typed = row.cells.get(column, "")
    text = clean(typed, lines=column in LINES)
    if len(text) > limit(column):
        row.error(column, PeopleCode.TEXT_TOO_LONG, limit=limit(column))
    elif column not in TELEPHONES and text.startswith(FORMULA_STARTS):
        row.warn(column, ImportCode.IMPORT_FORMULA)
    elif "<" in text and ">" in text:
        row.warn(column, ImportCode.IMPORT_MARKUP)
    elif text and len("".join(text.split())) < len("".join(typed.split())):
        row.warn(column, ImportCode.IMPORT_CHARACTERS_REMOVED)
    return text
