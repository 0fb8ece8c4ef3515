"""Rows of sittings: day and hours, languages, and who presides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from hemicycle.agenda.order import programme_under
from hemicycle.consultations.languages import known_languages
from hemicycle.imports import moments, vocabulary
from hemicycle.imports.reasons import ImportCode
from hemicycle.imports.rows import Desk, Outcome
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.floor import SittingState
from hemicycle.rules.languages import may_have
from hemicycle.rules.local_time import clock_of, there
from hemicycle.rules.permissions import Action
from hemicycle.rules.presiding import may_designate
from hemicycle.rules.reasons import Reason, Refusal, Refused
from hemicycle.rules.time_plan import Window, may_reschedule, may_sit
from hemicycle.sittings.actions.languages import require_changeable
from hemicycle.sittings.actions.planning import added, keep, locked, tell_clients
from hemicycle.sittings.forecast import sittings_of
from hemicycle.sittings.shift_changes import follow
from hemicycle.sittings.sitting_columns import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.imports.rows import Row
    from hemicycle.people.act import Act
    from hemicycle.people.models import Registration
    from hemicycle.rules.reasons import Decision
    from hemicycle.sittings.models import Sitting

_APART = re.compile(r"[,;،、，\n]")


@dataclass(eq=False)
class Wanted:
    """A sitting as its row wants it.

    Attributes:
        sitting: Which one; none for a new one.
        languages: Its own; ``None`` where the file does not speak of them, and none for the consultation's.
        presiding: Who presides: registration or nobody; ``speaks_of_presiding`` where the file says so at all.
    """

    row: Row
    sitting: Sitting | None
    opens: datetime
    closes: datetime
    languages: list[str] | None = None
    presiding: Registration | None = None
    speaks_of_presiding: bool = False

    @property
    def moves(self) -> bool:
        """Whether the sitting has other hours now, or is new."""
        sitting = self.sitting
        return sitting is None or (sitting.opens_at, sitting.closes_at) != (self.opens, self.closes)

    @property
    def outcome(self) -> Outcome:
        """What it does."""
        if self.sitting is None:
            return Outcome.NEW
        speaks = self.languages is not None and self.languages != self.sitting.own_languages
        return Outcome.CHANGED if self.moves or speaks or self.led_otherwise else Outcome.UNCHANGED

    @property
    def led_otherwise(self) -> bool:
        """Whether the file says that somebody else presides than now, or nobody."""
        before = self.sitting.presiding_id if self.sitting else None
        return self.speaks_of_presiding and before != (self.presiding.pk if self.presiding else None)


class SittingDesk(Desk[Wanted]):
    """The rows of one file, within one act or before it. Sittings that it does not name stay as they are."""

    columns = COLUMNS
    action = Action.PLAN_EDIT

    def __init__(self, act: Act) -> None:
        self._act = act
        self._zone = act.consultation.zone
        self._sittings = {str(row.number): row for row in sittings_of(act.consultation)}
        rows = act.consultation.registrations.filter(status=RegistrationStatus.CONFIRMED.value)
        self._people = {row.person.email.lower(): row for row in rows.select_related("person") if row.person.email}
        self._rows: dict[int, int] = {}
        #: Of rows that were checked: where each sitting is now, by its key, and the new ones.
        self._held: dict[int, tuple[datetime, datetime]] = {}
        self._new: list[Wanted] = []
        #: The languages of those that get others.
        self._spoken: dict[int, tuple[str, ...]] = {}

    @cached_property
    def _languages(self) -> vocabulary.Names[str]:
        return vocabulary.languages(known_languages())

    def check(self, rows: Sequence[Row]) -> list[Wanted]:
        """As in ``Desk``."""
        named = {row.cells.get("sitting", "") for row in rows}
        opening = {row.opens_at: row for number, row in self._sittings.items() if number not in named}
        read = [one for row in rows if (one := self._read(row, opening)) is not None]
        for one in read:
            self._look(one)
        placed = self._placed([one for one in read if one.row.outcome is not Outcome.ERROR])
        for one in placed:
            one.row.changes = one.outcome
            if one.sitting is None:
                self._new.append(one)
            else:
                self._held[one.sitting.pk] = one.opens, one.closes
        return [one for one in placed if one.outcome is not Outcome.UNCHANGED]

    def _read(self, row: Row, opening: dict[datetime, Sitting]) -> Wanted | None:
        """Which sitting a row means, and when it is to be; nothing where that cannot be said."""
        day = moments.read_day(row, "day")
        opens, closes = (moments.read_clock(row, column, day, self._zone) for column in ("opens", "closes"))
        number = row.cells.get("sitting", "")
        if number and number not in self._sittings:
            row.error("sitting", ImportCode.IMPORT_SITTING_UNKNOWN)
        if opens is None or closes is None or row.outcome is Outcome.ERROR:
            return None
        sitting = self._sittings[number] if number else opening.get(opens)
        return Wanted(row, sitting, opens, closes)

    def _look(self, one: Wanted) -> None:
        """Look at a row by itself."""
        row, sitting = one.row, one.sitting
        if one.closes <= one.opens:
            row.error("closes", ImportCode.IMPORT_SITTING_WITHOUT_TIME)
        if sitting is not None:
            first = self._rows.setdefault(sitting.pk, row.number)
            if first != row.number:
                row.error("sitting", ImportCode.IMPORT_SITTING_TWICE, row=first)
            if one.moves:
                _require(row, "opens", may_reschedule(sitting.number, begun=_begun(sitting)))
        if "languages" in row.cells:
            one.languages = self._own_languages(one)
        if "presiding" in row.cells:
            self._look_who_presides(one)

    def _own_languages(self, one: Wanted) -> list[str] | None:
        row, common = one.row, self._act.settings.languages.of_sittings
        found = [self._languages.find(name) for name in _APART.split(row.cells["languages"]) if name.strip()]
        codes = tuple(dict.fromkeys(code for code in found if code))
        if None in found:
            row.error("languages", ImportCode.IMPORT_LANGUAGE)
            return None
        _require(row, "languages", may_have(common, "", codes))
        own = list(codes) if codes != common else []
        if one.sitting is not None and own != one.sitting.own_languages:
            after = tuple(own) or common
            try:
                require_changeable(self._act, [one.sitting], one.sitting.languages, after, self._spoken)
            except Refusal as refused:
                _say(row, "languages", refused.reason)
            else:
                self._spoken[one.sitting.pk] = after
        return own

    def _look_who_presides(self, one: Wanted) -> None:
        row, sitting = one.row, one.sitting
        address = row.cells["presiding"].lower()
        one.speaks_of_presiding, one.presiding = True, self._people.get(address)
        if address and one.presiding is None:
            row.error("presiding", RuleCode.NOT_REGISTERED)
        elif one.led_otherwise:
            role = Role(one.presiding.role) if one.presiding else None
            begun = sitting is not None and _begun(sitting)
            _require(row, "presiding", may_designate(role, sitting=sitting.number if sitting else 0, begun=begun))

    def _placed(self, wanted: list[Wanted]) -> list[Wanted]:
        """Those that have a place beside each other and beside the sittings that stay (rule 16).

        A sitting whose row has none stays where it is, and may be in the way of another row then.
        """
        while True:
            moved = {one.sitting.pk for one in wanted if one.sitting is not None}
            windows = [*self._staying(moved)]
            placed = []
            for one in wanted:
                window = Window(one.row.number, one.opens, one.closes)
                decision = may_sit([*windows, window], self._act.settings.days_limit())
                if isinstance(decision, Refused):
                    self._say_where(one, decision.reason)
                    continue
                windows.append(window)
                placed.append(one)
            if all(one.sitting is None for one in set(wanted) - set(placed)):
                return placed
            wanted = placed

    def _staying(self, moved: set[int]) -> Iterator[Window]:
        """The sittings that no row moves, under their numbers below zero; those of rows before under their rows."""
        for row in self._sittings.values():
            if row.pk not in moved:
                opens, closes = self._held.get(row.pk, (row.opens_at, row.closes_at))
                yield Window(-row.number, there(opens, self._zone), there(closes, self._zone))
        for one in self._new:
            yield Window(one.row.number, one.opens, one.closes)

    def _say_where(self, one: Wanted, reason: Reason) -> None:
        """Say what is wrong with the place of a row; a sitting in its way by its number or its row."""
        if reason.code is not RuleCode.SITTINGS_OVERLAP:
            _say(one.row, "day", reason)
            return
        keys = {int(str(reason.facts[name])) for name in ("sitting", "other")} - {one.row.number}
        other = keys.pop()
        if other < 0:
            one.row.error("opens", ImportCode.IMPORT_SITTING_OVERLAPS, sitting=-other)
        else:
            one.row.error("opens", ImportCode.IMPORT_SITTING_OVERLAPS_ROW, row=other)

    def write(self, wanted: Sequence[Wanted]) -> None:
        """As in ``Desk``."""
        if not wanted:
            return
        present = {row.pk: row for row in locked(self._act)}
        new, languages, led = [], [], []
        for one in wanted:
            row = present[one.sitting.pk] if one.sitting else added(self._act, present.values(), one.opens, one.closes)
            follow(self._act, row, one.opens)
            row.opens_at, row.closes_at = one.opens, one.closes
            if one.languages is not None and one.languages != row.own_languages:
                row.own_languages = one.languages
                languages.append(row)
            if one.speaks_of_presiding and row.presiding != one.presiding:
                led.append((row, row.presiding_id))
                row.presiding = one.presiding
            if one.sitting is None:
                new.append(row)
        rows = [*present.values(), *new]
        keep(self._act, programme_under(self._act), rows)
        facts = self._act.facts
        facts["sittings"] = [[row.pk, row.opens_at.isoformat(), row.closes_at.isoformat()] for row in rows]
        facts["languages"] = [*facts.get("languages", []), *([row.pk, row.own_languages] for row in languages)]
        facts["presiding"] = [*facts.get("presiding", []), *([row.pk, was, row.presiding_id] for row, was in led)]
        tell_clients(rows, "sitting", "items", "queue", "booths", "map")


def _begun(sitting: Sitting) -> bool:
    return sitting.state != SittingState.PLANNED.value


def _require(row: Row, column: str, decision: Decision) -> None:
    if isinstance(decision, Refused):
        _say(row, column, decision.reason)


def _say(row: Row, column: str, reason: Reason) -> None:
    row.error(column, reason.code, **reason.facts)


def present(consultation: Consultation) -> Iterator[dict[str, str]]:
    """A row for each sitting that is planned, in time."""
    zone = consultation.zone
    for sitting in sittings_of(consultation):
        opens, closes = (clock_of(at, zone).isoformat("minutes") for at in (sitting.opens_at, sitting.closes_at))
        yield {
            "sitting": str(sitting.number),
            "day": consultation.day(sitting.opens_at).isoformat(),
            "opens": opens,
            "closes": closes,
            "languages": ", ".join(sitting.own_languages),
            "presiding": (sitting.presiding.person.email or "") if sitting.presiding else "",
        }
