"""Rows of Members: their place, names in each language, seats, suspended votes and contacts."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.imports import vocabulary
from hemicycle.imports.duplicates import NamesSeen
from hemicycle.imports.member_columns import DEPUTY, columns_for
from hemicycle.imports.member_contacts import read_contacts
from hemicycle.imports.name_columns import for_languages, languages_of
from hemicycle.imports.reasons import ImportCode
from hemicycle.imports.rows import Desk, Outcome
from hemicycle.people.actions.members import write
from hemicycle.people.member_names import name_in_force, names_of_members
from hemicycle.people.member_record import MemberRecord, problems
from hemicycle.people.models import Member
from hemicycle.people.models.members import LAST_PLACE
from hemicycle.people.reasons import PeopleCode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hemicycle.consultations.languages import Text
    from hemicycle.consultations.models import Consultation
    from hemicycle.imports.columns import Column
    from hemicycle.imports.rows import Row
    from hemicycle.people.act import Act
    from hemicycle.rules.reasons import ReasonCode

#: By code of a problem, the column that it is about.
_COLUMNS: dict[ReasonCode, str] = {
    PeopleCode.MEMBER_KIND_MISSING: "kind",
    PeopleCode.MEMBER_KIND_FIXED: "kind",
    PeopleCode.MEMBER_CODE_COUNTRY: "code",
    PeopleCode.MEMBER_CODE_SLUG: "code",
    PeopleCode.MEMBER_REGION: "region",
    PeopleCode.KIND_WITHOUT_REGION: "region",
    PeopleCode.MEMBER_GROUP: "group",
    PeopleCode.KIND_WITHOUT_GROUP: "group",
    PeopleCode.MEMBER_PLACE: "place",
    PeopleCode.KIND_WITHOUT_SEATS: "seats",
    PeopleCode.KIND_WITHOUT_VOTES: "vote_suspensions",
}


@dataclass(frozen=True)
class Days:
    """A period, and the words that stand behind it."""

    start: date
    end: date | None
    words: str


class MemberDesk(Desk[MemberRecord]):
    """The rows of one file, within one act or before it."""

    def __init__(self, act: Act) -> None:
        self._act = act
        self._body = act.consultation.body
        self._kinds = vocabulary.kinds(self._body.has)
        self._spoken = act.consultation.languages
        self._languages = vocabulary.languages(dict.fromkeys([*self._spoken.documents, *LANGUAGES]))
        self._about = {**_COLUMNS, PeopleCode.MEMBER_NAME_MISSING: f"name_{self._spoken.last_resort}"}
        self._rows: dict[str, int] = {}
        self._names = NamesSeen(names_of_members(self._body.pk), same=True)

    @classmethod
    def columns_for(cls, consultation: Consultation) -> tuple[Column, ...]:
        """As in ``Desk``."""
        return for_languages(columns_for(consultation.body), consultation.languages.documents)

    def check(self, rows: Sequence[Row]) -> list[MemberRecord]:
        """As in ``Desk``. What a row changes is found by writing it and taking that back."""
        has = self._body.has
        codes = [
            MemberRecord(row.cells.get("code", ""), self._kinds.find(row.cells.get("kind", ""))).cleaned(has).code
            for row in rows
        ]
        members = Member.objects.filter(body=self._body, code__in=codes).prefetch_related("names", "contacts")
        known = {member.code: member for member in members}
        wanted = []
        for row, code in zip(rows, codes, strict=True):
            before = known.get(code)
            record = self._record(row, before).cleaned(has)
            self._look(row, record, before)
            if row.outcome is Outcome.ERROR:
                continue
            row.changes = self._changes(record, before)
            if row.changes is not Outcome.UNCHANGED:
                wanted.append(record)
        return wanted

    def _look(self, row: Row, record: MemberRecord, before: Member | None) -> None:
        first = self._rows.setdefault(record.code, row.number)
        if not record.code:
            row.error("code", ImportCode.IMPORT_CODE_MISSING)
        elif first != row.number:
            row.error("code", ImportCode.IMPORT_CODE_TWICE, row=first)
        else:
            # Each contact says itself what is wrong with it.
            for reason in problems(replace(record, contacts=None), self._body.has, self._spoken.every, before):
                row.error(self._about.get(reason.code, ""), reason.code, **reason.facts)
            kept: Text = before.own_names(self._act.day) if before else {}
            for language, (short, _official) in (record.names or {}).items():
                if short and short != kept.get(language):
                    self._names.look(row, f"name_{language}", record.code, short)

    def _changes(self, record: MemberRecord, before: Member | None) -> Outcome:
        if before is None:
            return Outcome.NEW
        tried = copy(self._act)
        tried.facts = {}
        with transaction.atomic():
            write(tried, record)
            transaction.set_rollback(True)
        return Outcome.CHANGED if "members" in tried.facts else Outcome.UNCHANGED

    def _record(self, row: Row, before: Member | None) -> MemberRecord:
        seats, suspensions = self._days(row, "seats"), self._days(row, "vote_suspensions")
        if seats and any(days.words not in {"", DEPUTY} for days in seats):
            row.error("seats", ImportCode.IMPORT_PERIOD)
        since = self._day(row, "names_since")
        return MemberRecord(
            code=row.cells.get("code", ""),
            kind=self._kind(row),
            region=_place(row, "region", before),
            group=_place(row, "group", before),
            list_place=self._list_place(row),
            names=dict(_names(row, before, self._act.day, since)) or None,
            names_from="import",
            names_since=since,
            seats=None if seats is None else [(days.start, days.end, bool(days.words)) for days in seats],
            suspensions=None if suspensions is None else [(days.start, days.end, days.words) for days in suspensions],
            contacts=read_contacts(row, before, self._languages),
        )

    def _kind(self, row: Row) -> str | None:
        asked = row.cells.get("kind", "")
        kind = self._kinds.find(asked)
        if asked and kind is None:
            row.error("kind", ImportCode.IMPORT_KIND, kinds=[one.key for one in self._body.has.kinds])
        return kind

    def _list_place(self, row: Row) -> int | None:
        """The number of a cell, nought where it is empty; nothing where the file has no such column."""
        asked = row.cells.get("place")
        if asked is None or asked.isdecimal():
            return None if asked is None else int(asked)
        if asked:
            row.error("place", PeopleCode.MEMBER_PLACE, last=LAST_PLACE)
        return 0

    def _days(self, row: Row, column: str) -> list[Days] | None:
        """Periods of a cell; nothing where the file has no such column."""
        if column not in row.cells:
            return None
        try:
            return list(_periods(row.cells[column]))
        except ValueError:
            row.error(column, ImportCode.IMPORT_PERIOD)
            return None

    def _day(self, row: Row, column: str) -> date | None:
        """A day of a cell; nothing where it is empty."""
        try:
            return datetime.fromisoformat(row.cells[column]).date() if row.cells.get(column) else None
        except ValueError:
            row.error(column, ImportCode.IMPORT_DATE)
            return None

    def write(self, wanted: Sequence[MemberRecord]) -> None:
        """As in ``Desk``."""
        for record in wanted:
            write(self._act, record)


def _place(row: Row, column: str, before: Member | None) -> str | None:
    """Its region or group, where the file says otherwise than what is kept."""
    asked = row.cells.get(column)
    return None if before is not None and asked == getattr(before, column) else asked


def _names(row: Row, before: Member | None, on: date, since: date | None) -> Iterator[tuple[str, tuple[str, str]]]:
    """Both forms of the name in each language of the file; one whose column is missing stays as it is.

    Args:
        since: From when they are new names: a language that the row leaves empty keeps the one it has.
    """
    for language in languages_of(row.cells):
        short, official = f"name_{language}", f"official_{language}"
        if since is not None and not row.cells.get(short):
            continue
        if short in row.cells or official in row.cells:
            own = name_in_force(before, language, on) if before and since is None else None
            yield (
                language,
                (
                    row.cells.get(short, own.name if own else ""),
                    row.cells.get(official, own.official if own else ""),
                ),
            )


def _periods(text: str) -> Iterator[Days]:
    """As in ``2018-11-01/2022-10-31; 2022-11-01/ words``."""
    for part in filter(None, (part.strip() for part in re.split(r"[;；؛\n]", text))):
        days, _space, words = part.partition(" ")
        start, _slash, end = days.partition("/")
        yield Days(date.fromisoformat(start), date.fromisoformat(end) if end else None, words.strip())
