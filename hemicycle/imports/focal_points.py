"""Rows of focal points: each named as by hand, by the same rules, with a note or letter behind it (rules 5 and 39)."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.imports import moments, vocabulary
from hemicycle.imports.duplicates import NamesSeen
from hemicycle.imports.files import Files, look_at_table
from hemicycle.imports.focal_point_columns import COLUMNS
from hemicycle.imports.reasons import ImportCode
from hemicycle.imports.registration_cells import address_in, words_in
from hemicycle.imports.rows import Desk, Outcome
from hemicycle.people import queries
from hemicycle.people.actions import focal_points, mandate_ends
from hemicycle.people.actions.focal_points import Mandate
from hemicycle.people.details import has_pictures
from hemicycle.people.models import FocalPoint, Person
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Reason, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from django.core.files.base import File

    from hemicycle.consultations.models import Consultation
    from hemicycle.imports.models import Import
    from hemicycle.imports.rows import Row
    from hemicycle.people.act import Act
    from hemicycle.people.models import Member, Upload
    from hemicycle.people.uploads import Looked
    from hemicycle.rules.reasons import ReasonCode

#: By code of a refusal, the column that it is about.
_COLUMNS: dict[ReasonCode, str] = {
    RuleCode.MEMBER_NOT_INVITED: "member",
    RuleCode.STARTS_IN_THE_PAST: "start",
    RuleCode.ENDS_BEFORE_IT_STARTS: "end",
    RuleCode.ONE_CAPACITY: "email",
    RuleCode.MANDATE_OF_WITHDRAWN: "email",
    RuleCode.INSTRUMENT_MISSING: "instrument",
    PeopleCode.PERSON_INACTIVE: "email",
}


@dataclass(frozen=True)
class Beside:
    """What came with the table: the files of its ZIP, that ZIP (or the table alone), and a letter for all rows."""

    files: Files
    upload: Upload
    instrument: Upload | None


@dataclass(frozen=True)
class Wanted:
    """A focal point to be named; without a file in the ZIP the mandate has the note or letter of the whole import."""

    member: Member
    mandate: Mandate
    file: Looked | None


class FocalPointDesk(Desk[Wanted]):
    """The rows of one file, within one act or before it. Who is not named stays as they are."""

    columns = COLUMNS
    action = Action.FOCAL_POINT_NAME
    with_instrument = True

    def __init__(self, act: Act) -> None:
        self._act = act
        self._zone = act.consultation.zone
        self._files = Files()
        self._packed: Upload | None = None
        self._instrument: Upload | None = None
        self._members = vocabulary.members(act.consultation.body_id)
        own = act.consultation.languages
        self._instead = own.last_resort
        self._languages = vocabulary.languages(dict.fromkeys([*own.documents, *LANGUAGES]))
        self._names = NamesSeen(queries.names_by_address(act.consultation))
        self._mandates: dict[tuple[int, str], list[FocalPoint]] = {}
        for row in _named(act.consultation, act.at):
            self._mandates.setdefault((row.member_id, row.person.email.lower()), []).append(row)
        #: By Member and start, which row names somebody.
        self._rows: dict[tuple[int, datetime], int] = {}
        #: By digest, what this import keeps: one letter for several Members is kept once.
        self._kept: dict[str, Upload | None] = {}

    @classmethod
    def look(cls, file: File[bytes]) -> Looked:
        """As in ``Desk``: a table, or a ZIP with one."""
        return look_at_table(file)

    @classmethod
    def beside(cls, import_: Import) -> Beside:
        """The notes and letters."""
        return Beside(Files.beside(import_.upload), import_.upload, import_.instrument)

    def accompany(self, beside: object) -> None:
        """As in ``Desk``."""
        if isinstance(beside, Beside):
            self._files, self._packed, self._instrument = beside.files, beside.upload, beside.instrument

    def check(self, rows: Sequence[Row]) -> list[Wanted]:
        """As in ``Desk``. What a row does is found by doing it after those before it, and taking all of it back."""
        addresses = {row.cells.get("email", "").lower() for row in rows}
        people = Person.objects.annotate(address=Lower("email")).filter(address__in=addresses)
        known = {person.email.lower() for person in people}
        wanted = []
        with transaction.atomic():
            for row in rows:
                one = self._read(row, known)
                if one is not None and self._try(row, one):
                    wanted.append(one)
            transaction.set_rollback(True)
        return wanted

    def _read(self, row: Row, known: set[str]) -> Wanted | None:
        """What a row wants, where nothing is wrong with it and it is not so already."""
        member, email = self._member(row), address_in(row)
        name = self._name(row, is_known=email in known)
        language = self._language(row)
        start, end = moments.read(row, "start", self._zone), moments.read(row, "end", self._zone, ends=True)
        file = self._file(row)
        if member is None or row.outcome is Outcome.ERROR:
            return None
        first = self._rows.get((member.pk, start or self._act.at))
        if first is not None:
            row.error("member", ImportCode.IMPORT_FOCAL_POINT_TWICE, row=first)
            return None
        if self._is_so(member, email, start, end):
            row.changes = Outcome.UNCHANGED
            self._rows[member.pk, start or self._act.at] = row.number
            return None
        if email not in known:
            self._names.look(row, "name", email, name)
        return Wanted(member, Mandate(email, name, language, start, end, self._instrument), file)

    def _member(self, row: Row) -> Member | None:
        asked = row.cells.get("member", "")
        member = self._members.find(asked)
        if member is None:
            row.error("member", ImportCode.IMPORT_MEMBER_UNKNOWN if asked else ImportCode.IMPORT_MEMBER_OF_FOCAL_POINT)
        return member

    def _name(self, row: Row, *, is_known: bool) -> str:
        name = words_in(row, "name")
        if not is_known and not any(character.isalpha() for character in name):
            row.error("name", ImportCode.IMPORT_NAME_MISSING)
        if has_pictures(name):
            row.error("name", PeopleCode.NAME_HAS_PICTURES)
        return name

    def _language(self, row: Row) -> str:
        asked = row.cells.get("language", "")
        language = self._languages.find(asked)
        if asked and language is None:
            row.error("language", ImportCode.IMPORT_LANGUAGE)
        return language or self._instead

    def _file(self, row: Row) -> Looked | None:
        """The note or letter that the row names."""
        name = row.cells.get("instrument", "")
        if not name:
            return None
        if name not in self._files:
            # As what is kept now is written: it is there already, and the rest of the row is the same.
            if not self._names_present(name):
                row.error("instrument", ImportCode.IMPORT_INSTRUMENT_MISSING)
            return None
        looked = self._files.look(name)
        if isinstance(looked, Reason):
            row.error("instrument", looked.code, **looked.facts)
            return None
        return looked

    def _names_present(self, name: str) -> bool:
        rows = (row for kept in self._mandates.values() for row in kept)
        return any(row.instrument is not None and row.instrument.name == name for row in rows)

    def _is_so(self, member: Member, email: str, start: datetime | None, end: datetime | None) -> bool:
        """Whether the person has this mandate already."""
        asked_start, asked_end = (moments.written(moment, self._zone) for moment in (start, end))
        return any(
            moments.written(kept.end, self._zone) == asked_end
            and (moments.written(kept.start, self._zone) == asked_start if start else kept.start <= self._act.at)
            for kept in self._mandates.get((member.pk, email), [])
        )

    def _try(self, row: Row, wanted: Wanted) -> bool:
        """Name the focal point, inside what is taken back; note what keeps it from being so, and what follows."""
        # Nothing is kept yet of a file in the ZIP: that stands for it.
        mandate = wanted.mandate if wanted.file is None else replace(wanted.mandate, instrument=self._packed)
        tried = copy(self._act)
        tried.facts = {}
        try:
            given, ended = focal_points.write(tried, wanted.member, mandate)
        except Refusal as refused:
            column = _COLUMNS.get(refused.reason.code, "")
            row.error(column, refused.reason.code, **refused.reason.facts)
            return False
        self._rows[wanted.member.pk, given.start] = row.number
        if not given.mandate.accepted:
            row.warn("email", ImportCode.IMPORT_MANDATE_TO_ACCEPT)
        others = FocalPoint.objects.filter(pk__in=ended).exclude(person=given.person)
        names = list(dict.fromkeys(others.values_list("person__name", flat=True)))
        if names:
            row.warn("member", ImportCode.IMPORT_MANDATE_ENDS, names=names)
        row.changes = Outcome.CHANGED if ended else Outcome.NEW
        return True

    def write(self, wanted: Sequence[Wanted]) -> None:
        """As in ``Desk``: each as by hand, and all of them told together."""
        given, ended = [], []
        for one in wanted:
            mandate, file = one.mandate, one.file
            if file is not None:
                mandate = replace(mandate, instrument=self._kept.get(file.sha256, file))
            within = copy(self._act)
            within.facts = {}
            row, over = focal_points.write(within, one.member, mandate)
            if file is not None:
                self._kept[file.sha256] = row.instrument
            named = self._act.facts.setdefault("mandates", {})
            named[str(row.pk)] = {"member": one.member.code, **within.facts}
            given.append(row.pk)
            ended.extend(over)
        mandate_ends.tell(given=given, ended=list(dict.fromkeys(ended)))


def _named(consultation: Consultation, at: datetime) -> list[FocalPoint]:
    """The mandates that the secretariat entered and that are not over, by Member and start."""
    rows = consultation.focal_points.filter(delegated_by=None).select_related("member", "person", "instrument")
    return [row for row in rows.order_by("member__code", "start", "pk") if row.end is None or row.end > at]


def present(consultation: Consultation) -> Iterator[dict[str, str]]:
    """A row for each focal point who was named and is not over."""
    zone = consultation.zone
    for row in _named(consultation, timezone.now()):
        yield {
            "member": row.member.code,
            "email": row.person.email,
            "name": row.person.name,
            "language": row.person.language,
            "start": moments.written(row.start, zone),
            "end": moments.written(row.end, zone, ends=True),
            "instrument": row.instrument.name if row.instrument else "",
        }
