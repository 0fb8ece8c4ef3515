"""Rows of shifts: who interprets in which booth, from when until when (rule 57)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from hemicycle.agenda.order import programme_under
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.imports.columns import Column
from hemicycle.imports.moments import read_clock
from hemicycle.imports.reasons import ImportCode
from hemicycle.imports.rows import Desk, Outcome
from hemicycle.imports.vocabulary import languages
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.floor import SittingState
from hemicycle.rules.local_time import clock_of
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refused
from hemicycle.rules.shifts import Shift, may_work, may_work_beside, warnings
from hemicycle.sittings.actions.shifts import keep
from hemicycle.sittings.booth_plan import by_address
from hemicycle.sittings.forecast import sittings_of
from hemicycle.sittings.shifts import as_planned, interpreter, of_sittings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.imports.models import Import
    from hemicycle.imports.rows import Row
    from hemicycle.people.act import Act
    from hemicycle.sittings.models import Sitting

_DAY = timedelta(days=1)
COLUMNS: tuple[Column, ...] = (
    Column("sitting", _("Sitting"), _("Number of the sitting. Its shifts become those of the file."), required=True),
    Column("email", _("E-mail"), _("Address of a confirmed interpreter."), required=True),
    Column("booth", _("Booth"), _("Language of the booth."), required=True),
    Column("begins", _("Begins"), _("Time in the time zone of the consultation, as in 14:30."), required=True),
    Column("ends", _("Ends"), _("Time in the time zone of the consultation, as in 15:00."), required=True),
)


class ShiftDesk(Desk["tuple[Sitting, list[Shift]]"]):
    """The rows of one file, within one act or before it. Sittings that it does not name stay as they are."""

    columns = COLUMNS
    action = Action.PLAN_EDIT

    def __init__(self, act: Act) -> None:
        self._act = act
        self._sittings = {str(row.number): row for row in sittings_of(act.consultation)}
        self._people = by_address(act.consultation)
        self._names = {row.pk: row.person.name for row in self._people.values()}
        kept = of_sittings(list(self._sittings.values()))
        self._before = {key: [as_planned(row) for row in shifts] for key, shifts in kept.items()}
        self._languages = languages({code: None for row in self._sittings.values() for code in row.booths})
        #: As far as they were read: the shifts of each sitting that is named, by its key, and its last row.
        self._shifts: dict[int, list[Shift]] = {}
        self._last: dict[int, Row] = {}
        self._seen, self._total = 0, 0

    @classmethod
    def beside(cls, import_: Import) -> object:
        """How many rows the file has: a sitting is known as a whole once all of them are read."""
        return import_.total

    def accompany(self, beside: object) -> None:
        """As in ``Desk``."""
        self._total = int(str(beside))

    def check(self, rows: Sequence[Row]) -> list[tuple[Sitting, list[Shift]]]:
        """As in ``Desk``, without a query; what is to be written follows from the last row."""
        for row in rows:
            self._one(row)
        self._seen += len(rows)
        if self._seen < self._total:
            return []
        for key, row in self._last.items():
            self._point_out(key, row if row in rows else rows[-1])
        return [(row, self._shifts[row.pk]) for row in self._sittings.values() if row.pk in self._last]

    def _one(self, row: Row) -> None:
        sitting = self._sittings.get(row.cells.get("sitting", ""))
        person = self._people.get(row.cells.get("email", "").lower())
        if sitting is None:
            row.error("sitting", AgendaCode.NO_SUCH_SITTING)
        if person is None:
            row.error("email", RuleCode.NOT_REGISTERED)
        if sitting is None or person is None:
            return
        booth = self._languages.find(row.cells.get("booth", ""))
        if booth not in sitting.booths:
            row.error("booth", ImportCode.IMPORT_LANGUAGE)
        begins, ends = (self._moment(row, column, sitting) for column in ("begins", "ends"))
        if booth is None or begins is None or ends is None or row.outcome is Outcome.ERROR:
            return
        shift = Shift(person.pk, booth, begins, ends)
        names = {code: NATIVE_NAMES[code] for code in sitting.booths}
        ended = sitting.state == SittingState.ENDED.value and shift not in self._before[sitting.pk]
        decision = may_work(shift, interpreter(person), sitting.opens_at, sitting.closes_at, names, ended=ended)
        planned = self._shifts.setdefault(sitting.pk, [])
        if not isinstance(decision, Refused):
            decision = may_work_beside(shift, planned, person.person.name, names)
        if isinstance(decision, Refused):
            row.error("", decision.reason.code, **decision.reason.facts)
            return
        row.changes = Outcome.UNCHANGED if shift in self._before[sitting.pk] else Outcome.NEW
        planned.append(shift)
        self._last[sitting.pk] = row

    def _moment(self, row: Row, column: str, sitting: Sitting) -> datetime | None:
        """A time on the day of a sitting; on the next one, where the sitting goes on after midnight."""
        zone = self._act.consultation.zone
        day = sitting.opens_at.astimezone(zone).date()
        found = read_clock(row, column, day, zone)
        if found is not None and found < sitting.opens_at and sitting.closes_at.astimezone(zone).date() > day:
            return read_clock(row, column, day + _DAY, zone)
        return found

    def _point_out(self, key: int, row: Row) -> None:
        """What the plan of a sitting leaves open, and what it takes away."""
        sitting = next(one for one in self._sittings.values() if one.pk == key)
        shifts = self._shifts[key]
        names = {code: NATIVE_NAMES[code] for code in sitting.booths if any(one.booth == code for one in shifts)}
        minutes = self._act.settings.on_air_minutes
        for reason in warnings(shifts, self._names, sitting.opens_at, sitting.closes_at, names, minutes=minutes):
            row.warn("", reason.code, **reason.facts)
        if removed := len([one for one in self._before[key] if one not in shifts]):
            row.warn("", ImportCode.IMPORT_SHIFTS_REMOVED, number=removed)

    def write(self, wanted: Sequence[tuple[Sitting, list[Shift]]]) -> None:
        """As in ``Desk``: a sitting that has ended stays as it is."""
        plans = {sitting: shifts for sitting, shifts in wanted if sitting.state != SittingState.ENDED.value}
        if keep(self._act, plans):
            programme = programme_under(self._act)
            programme.plan_edition += 1
            programme.save(update_fields=["plan_edition"])


def present(consultation: Consultation) -> Iterator[dict[str, str]]:
    """A row for each shift that is planned, by sitting and in time."""
    sittings, zone = sittings_of(consultation), consultation.zone
    shifts = of_sittings(sittings)
    for sitting in sittings:
        for row in shifts[sitting.pk]:
            begins, ends = (clock_of(at, zone).isoformat("minutes") for at in (row.begins_at, row.ends_at))
            yield {
                "sitting": str(sitting.number),
                "email": row.registration.person.email or "",
                "booth": row.language,
                "begins": begins,
                "ends": ends,
            }
