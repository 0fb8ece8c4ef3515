"""Rows of the people of each sitting: who presides over it, who interprets and captions in which booth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from hemicycle.agenda.order import programme_under
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.imports.columns import Column
from hemicycle.imports.reasons import ImportCode
from hemicycle.imports.rows import Desk, Outcome, Row
from hemicycle.imports.vocabulary import languages
from hemicycle.rules.booths import may_be_planned
from hemicycle.rules.capacity import PRESIDING_ROLES, Role
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.floor import SittingState
from hemicycle.rules.permissions import Action
from hemicycle.rules.presiding import may_designate
from hemicycle.rules.reasons import Refused
from hemicycle.sittings.actions.planning import tell_clients
from hemicycle.sittings.booth_plan import by_address, duties
from hemicycle.sittings.forecast import sittings_of
from hemicycle.sittings.models import BoothDuty, Sitting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.act import Act
    from hemicycle.people.models import Registration
    from hemicycle.rules.reasons import Decision

COLUMNS: tuple[Column, ...] = (
    Column("sitting", _("Sitting"), _("Number of the sitting."), required=True),
    Column("email", _("E-mail"), _("Address of somebody who is registered and confirmed."), required=True),
    Column(
        "booth",
        _("Booth"),
        _("Language of the booth, of an interpreter or captioner; empty for the Chair or Vice-Chair who presides."),
    ),
)


@dataclass
class Wanted:
    """Somebody to be written down for a sitting; without a language they preside."""

    sitting: Sitting
    registration: Registration
    language: str


class DutyDesk(Desk[Wanted]):
    """The rows of one file, within one act or before it. Who is not named stays as they are."""

    columns = COLUMNS
    action = Action.PLAN_EDIT

    def __init__(self, act: Act) -> None:
        self._act = act
        self._sittings = {str(row.number): row for row in sittings_of(act.consultation)}
        self._people = by_address(act.consultation)
        self._duties = duties(act.consultation)
        self._languages = languages({code: None for row in self._sittings.values() for code in row.booths})
        self._rows: dict[tuple[int, int], int] = {}
        self._presided: dict[int, int] = {}

    def check(self, rows: Sequence[Row]) -> list[Wanted]:
        """As in ``Desk``, without a query."""
        found = [one for row in rows if (one := self._one(row)) is not None]
        return [one for row, one in found if row.changes is not Outcome.UNCHANGED]

    def _one(self, row: Row) -> tuple[Row, Wanted] | None:
        """What a row says, where nothing is wrong with it."""
        sitting = self._sittings.get(row.cells.get("sitting", ""))
        person = self._people.get(row.cells.get("email", "").lower())
        if sitting is None:
            row.error("sitting", AgendaCode.NO_SUCH_SITTING)
        if person is None:
            row.error("email", RuleCode.NOT_REGISTERED)
        if sitting is None or person is None:
            return None
        presides = Role(person.role) in PRESIDING_ROLES
        language = self._language(row, sitting, presides=presides)
        self._require_once(row, sitting, person, presides=presides)
        if language is not None:
            self._require(row, self._decision(sitting, person, language, presides=presides))
        if language is None or row.outcome is Outcome.ERROR:
            return None
        before = person.pk == sitting.presiding_id if presides else self._duties.get((sitting.pk, person.pk))
        row.changes = Outcome.CHANGED if before else Outcome.NEW
        if before in {True, language or None}:
            row.changes = Outcome.UNCHANGED
        return row, Wanted(sitting, person, language)

    def _language(self, row: Row, sitting: Sitting, *, presides: bool) -> str | None:
        """The booth; empty for who presides, nothing where something is wrong with it."""
        typed = row.cells.get("booth", "")
        if presides or not typed:
            if bool(typed) is presides:
                row.error("booth", ImportCode.IMPORT_BOOTHS_OF_OTHERS if presides else ImportCode.IMPORT_BOOTH_MISSING)
                return None
            return ""
        found = self._languages.find(typed)
        if found not in sitting.booths:
            row.error("booth", ImportCode.IMPORT_LANGUAGE)
        return found if found in sitting.booths else None

    def _require_once(self, row: Row, sitting: Sitting, person: Registration, *, presides: bool) -> None:
        """One person has one duty in a sitting, and one person presides over it."""
        first = self._rows.setdefault((sitting.pk, person.pk), row.number)
        if presides:
            first = min(first, self._presided.setdefault(sitting.pk, row.number))
        if first != row.number:
            row.error("", ImportCode.IMPORT_DUTY_TWICE, row=first)

    def _decision(self, sitting: Sitting, person: Registration, language: str, *, presides: bool) -> Decision:
        if presides:
            begun = sitting.state != SittingState.PLANNED.value and sitting.presiding_id != person.pk
            return may_designate(Role(person.role), sitting=sitting.number, begun=begun)
        ended = sitting.state == SittingState.ENDED.value and self._duties.get((sitting.pk, person.pk)) != language
        return may_be_planned(Role(person.role), person.booth_languages, language, ended=ended)

    def _require(self, row: Row, decision: Decision) -> None:
        if isinstance(decision, Refused):
            row.error("booth", decision.reason.code, **decision.reason.facts)

    def write(self, wanted: Sequence[Wanted]) -> None:
        """As in ``Desk``."""
        led = []
        for one in wanted:
            if one.language:
                booth = {"language": one.language}
                BoothDuty.objects.update_or_create(booth, sitting=one.sitting, registration=one.registration)
            else:
                one.sitting.presiding = one.registration
                one.sitting.raise_sequence()
                one.sitting.save(update_fields=["presiding", "sequence"])
                led.append(one.sitting)
        if wanted:
            programme = programme_under(self._act)
            programme.plan_edition += 1
            programme.save(update_fields=["plan_edition"])
            tell_clients(led, "sitting", "queue")


def present(consultation: Consultation) -> Iterator[dict[str, str]]:
    """A row for each duty that is written down, by sitting."""
    sittings = {row.pk: row for row in sittings_of(consultation)}
    rows = BoothDuty.objects.filter(sitting__in=sittings).select_related("registration__person").order_by("pk")
    by_sitting: dict[int, list[BoothDuty]] = {}
    for duty in rows:
        by_sitting.setdefault(duty.sitting_id, []).append(duty)
    for sitting in sittings.values():
        number = str(sitting.number)
        if sitting.presiding is not None:
            yield {"sitting": number, "email": sitting.presiding.person.email or "", "booth": ""}
        for duty in by_sitting.get(sitting.pk, []):
            yield {"sitting": number, "email": duty.registration.person.email or "", "booth": duty.language}
