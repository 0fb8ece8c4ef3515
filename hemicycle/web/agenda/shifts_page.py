"""Who interprets in which booth of a sitting, and when: a picture, what is left open, and the form (rule 57)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.agenda.messages import refusal_message
from hemicycle.agenda.queries import programme
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.consultations.settings import settings_of
from hemicycle.fields.keys import key_of
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.floor import SittingState
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Reason, Refusal
from hemicycle.rules.shifts import split_evenly, warnings
from hemicycle.sittings import queries
from hemicycle.sittings.actions.shifts import set_shifts
from hemicycle.sittings.booth_plan import booths_for, duties
from hemicycle.sittings.shifts import as_planned, interpreter, interpreters, left_behind, of_sitting
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent, show
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.agenda import shifts_form
from hemicycle.web.agenda.shifts_files import FILES, file_of
from hemicycle.web.agenda.shifts_picture import Lane, lanes_of
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest, HttpResponse

    from hemicycle.people.models import Registration
    from hemicycle.rules.shifts import Shift
    from hemicycle.sittings.models import BoothShift, Sitting
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.agenda.shifts_form import ShiftRow


@dataclass(frozen=True)
class AtShifts(InConsultation):
    """A sitting whose shifts are planned, and the interpreters of the consultation."""

    sitting: Sitting
    people: list[Registration]

    @property
    def names(self) -> dict[int, str]:
        """Of everybody who can be chosen."""
        return {row.pk: row.person.name for row in self.people}

    @property
    def booths(self) -> dict[str, str]:
        """The languages that have a booth there, with their names in themselves."""
        return {code: NATIVE_NAMES[code] for code in self.sitting.booths}

    @property
    def minutes(self) -> int:
        """So long one interpreter works before another one takes over."""
        return settings_of(self.consultation.settings).on_air_minutes


@dataclass(frozen=True)
class BoothShifts:
    """A booth on the page.

    Attributes:
        choices: Who works there: keys as they are sent, and names.
        lanes: A line of the picture for each person.
    """

    code: str
    name: str
    rows: list[ShiftRow]
    choices: list[tuple[str, str]]
    lanes: list[Lane]


def _save(at: AtShifts, request: HttpRequest, _form: None) -> str:
    edition = key_of(request.POST.get("edition", ""))
    if edition is None:
        raise Refusal(AgendaCode.FORM_UNREADABLE)
    wanted = shifts_form.shifts_in(at.sitting, shifts_form.typed(at.sitting, request.POST), at.names)
    told = set_shifts(at.consultation.pk, at.performer, at.now, wanted, sitting=at.sitting.pk, edition=edition)
    if not told:
        return _("Nothing was changed.")
    words = ngettext(
        "The shifts are saved. %(number)d interpreter is informed by e-mail.",
        "The shifts are saved. %(number)d interpreters are informed by e-mail.",
        told,
    )
    return words % {"number": told}


def _split(at: AtShifts, request: HttpRequest, _form: None) -> HttpResponse:
    """The page with the booths filled in turns; nothing is saved."""
    before, sitting = shifts_form.typed(at.sitting, request.POST), at.sitting
    shifts, planned = shifts_form.readable(sitting, before, at.names), duties(at.consultation)
    asked = request.POST.get("split", "")
    rows = dict(before)
    for code in sitting.booths:
        duty = {row.pk: planned.get((sitting.pk, row.pk)) for row in at.people}
        assigned = [person for person, language in duty.items() if language == code]
        # Who said that they work into all languages cannot be in every booth at once.
        able = [row.pk for row in at.people if duty[row.pk] is None and code in row.booth_languages]
        people = shifts_form.of_booth(shifts, code, assigned or able)
        if people and asked in {"", code}:
            turns = split_evenly(people, code, sitting.opens_at, sitting.ends_at, minutes=at.minutes)
            turns = turns[: shifts_form.MOST]
            rows[code] = shifts_form.rows_of(sitting, turns)[code]
    return _page(request, at, rows=rows)


def _more(at: AtShifts, request: HttpRequest, _form: None) -> HttpResponse:
    """The page as it was typed, with rows to be filled in; nothing is saved."""
    return _page(request, at, rows=shifts_form.typed(at.sitting, request.POST))


ACTIONS = registered(
    PageAction[AtShifts]("shifts", Action.PLAN_EDIT, _save),
    PageAction[AtShifts]("split", Action.PLAN_EDIT, _split),
    PageAction[AtShifts]("rows", Action.PLAN_EDIT, _more),
)


@page(may(Action.PLAN_EDIT), FORM)
def plan_shifts(request: HttpRequest, desk: InConsultation, pk: int) -> HttpResponse:
    """The shifts of a sitting, by booth; ``format`` is one of ``shifts_files.FILES``."""
    sitting = queries.sitting_in(desk.consultation, pk)
    if sitting is None:
        raise Http404
    people = interpreters(desk.consultation)
    at = AtShifts(desk.consultation, desk.visitor, desk.performer, desk.now, sitting, people)
    if request.method != "POST":
        kind = request.GET.get("format", "")
        return file_of(sitting, kind, desk.now) if kind in FILES else _page(request, at)
    then = reverse("plan_shifts", args=[desk.consultation.slug, pk])
    action = sent(request, ACTIONS, otherwise="shifts")
    return run(request, at, action, then=then, again=lambda refused: _page(request, at, refused))


def _page(
    request: HttpRequest, at: AtShifts, refused: Again | None = None, rows: Mapping[str, list[ShiftRow]] | None = None
) -> HttpResponse:
    sitting = at.sitting
    kept = [as_planned(row) for row in of_sitting(sitting)]
    if refused:
        rows = shifts_form.typed(sitting, request.POST)
    shifts = kept if rows is None else shifts_form.readable(sitting, rows, at.names)
    ended = sitting.state == SittingState.ENDED.value
    shown = shifts_form.rows_of(sitting, kept) if rows is None else rows
    if not ended:
        shown = _marked(at, shown)
    context = {
        "consultation": at.consultation,
        "sitting": sitting,
        "title": labels.sitting_number(sitting),
        "booths": _booths(at, shifts, shown),
        "people": at.people,
        "minutes": at.minutes,
        "warnings": [] if ended else _to_check(at, shifts, shown, refused),
        "unsaved": rows is not None,
        "kept": bool(kept),
        "edition": programme(at.consultation).plan_edition,
        "fixed": ended,
    }
    return show(request, "web/agenda/plan_shifts.html", context, refused, refusal_message, at.consultation.zone)


def _booths(at: AtShifts, shifts: Sequence[Shift], rows: Mapping[str, list[ShiftRow]]) -> list[BoothShifts]:
    found = []
    for code in at.sitting.booths:
        choices = [(str(row.pk), row.person.name) for row in at.people if booths_for(row, [code])]
        own = [shift for shift in shifts if shift.booth == code]
        lanes = lanes_of(at.sitting, own, at.names)
        found.append(BoothShifts(code, NATIVE_NAMES[code], shifts_form.with_empty(rows[code]), choices, lanes))
    return found


def _marked(at: AtShifts, rows: Mapping[str, list[ShiftRow]]) -> dict[str, list[ShiftRow]]:
    """The rows with what is wrong with each, as after hours of the sitting were changed."""
    people = {row.pk: interpreter(row) for row in at.people}
    words = partial(refusal_message, zone=at.consultation.zone)
    return shifts_form.marked(at.sitting, rows, people, at.booths, words)


def _to_check(
    at: AtShifts, shifts: Sequence[Shift], rows: Mapping[str, list[ShiftRow]], refused: Again | None
) -> list[str]:
    """What is wrong, but for what the page was refused for, whom the plan has lost, and what it leaves open."""
    sitting, zone = at.sitting, at.consultation.zone
    said = refusal_message(refused.reason, zone) if refused and refused.reason else ""
    wrong = [row.error for of_booth in rows.values() for row in of_booth if row.error not in {"", said}]
    known = [shift for shift in shifts if shift.person in at.names]
    reasons = [
        *(_lost(row) for row in left_behind(sitting) if row.language in at.booths),
        *warnings(known, at.names, sitting.opens_at, sitting.ends_at, at.booths, minutes=at.minutes),
    ]
    return [*wrong, *(refusal_message(reason, zone) for reason in reasons)]


def _lost(row: BoothShift) -> Reason:
    facts = {"booth": NATIVE_NAMES[row.language], "name": row.registration.person.name}
    hours = {"starts": row.begins_at.isoformat(), "until": row.ends_at.isoformat()}
    return Reason(RuleCode.SHIFT_LEFT_BEHIND, {**facts, **hours})
