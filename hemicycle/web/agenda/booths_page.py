"""Who is to sit in which booth of each sitting: interpreters and captioners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.agenda.messages import refusal_message
from hemicycle.agenda.queries import programme
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.fields.keys import key_of
from hemicycle.rules.capacity import Role
from hemicycle.rules.floor import SittingState
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings.actions.booth_plan import plan_booths
from hemicycle.sittings.booth_plan import booths_for, duties, of_booths
from hemicycle.sittings.forecast import sittings_of
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, run, show
from hemicycle.web.access.permissions import may
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from hemicycle.people.models import Registration
    from hemicycle.sittings.models import Sitting
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.access.permissions import InConsultation


@dataclass(frozen=True)
class DutyRow:
    """Somebody of the booths, in one sitting.

    Attributes:
        field: Name of the choice.
        booths: What can be chosen: codes of languages, with their names.
        chosen: As it was typed, or as it is; empty for no booth.
    """

    registration: Registration
    role: str
    field: str
    booths: list[tuple[str, str]]
    chosen: str


@dataclass(frozen=True)
class SittingBooths:
    """A sitting with everybody of the booths.

    Attributes:
        silent: Names of the languages for which no interpreter is planned.
        fixed: It is over.
    """

    sitting: Sitting
    title: str
    rows: list[DutyRow]
    silent: list[str]
    fixed: bool


def _field(sitting: int, registration: int) -> str:
    return f"booth-{sitting}-{registration}"


def _save(desk: InConsultation, request: HttpRequest, _form: None) -> str:
    edition = key_of(request.POST.get("edition", ""))
    if edition is None:
        raise Refusal(AgendaCode.FORM_UNREADABLE)
    people = of_booths(desk.consultation)
    typed = {
        (sitting.pk, person.pk): request.POST[name]
        for sitting in sittings_of(desk.consultation)
        for person in people
        if (name := _field(sitting.pk, person.pk)) in request.POST
    }
    number = plan_booths(desk.consultation.pk, desk.performer, desk.now, typed, edition=edition)
    if not number:
        return _("Nothing was changed.")
    return ngettext("%(number)d assignment is saved.", "%(number)d assignments are saved.", number) % {"number": number}


BOOTHS = PageAction("booths", Action.PLAN_EDIT, _save)


@page(may(Action.PLAN_EDIT), FORM)
def plan_booths_page(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Each sitting with its interpreters and captioners, and the booth of each."""
    if request.method != "POST":
        return _page(request, desk)
    then = reverse("plan_booths", args=[desk.consultation.slug])
    return run(request, desk, BOOTHS, then=then, again=lambda refused: _page(request, desk, refused))


def _page(request: HttpRequest, desk: InConsultation, refused: Again | None = None) -> HttpResponse:
    people, planned = of_booths(desk.consultation), duties(desk.consultation)
    typed = request.POST if refused else {}
    sittings = [_sitting(row, people, planned, typed) for row in sittings_of(desk.consultation)]
    context = {
        "consultation": desk.consultation,
        "sittings": sittings,
        "people": people,
        "edition": programme(desk.consultation).plan_edition,
    }
    return show(request, "web/agenda/plan_booths.html", context, refused, refusal_message, desk.consultation.zone)


def _sitting(
    sitting: Sitting, people: list[Registration], planned: dict[tuple[int, int], str], typed: Mapping[str, str]
) -> SittingBooths:
    rows = []
    for person in people:
        field = _field(sitting.pk, person.pk)
        booths = [(code, NATIVE_NAMES[code]) for code in booths_for(person, sitting.booths)]
        chosen = typed.get(field, planned.get((sitting.pk, person.pk), ""))
        rows.append(DutyRow(person, labels.capacity(Role(person.role)), field, booths, chosen))
    staffed = {planned.get((sitting.pk, row.pk)) for row in people if row.role == Role.INTERPRETER.value}
    silent = [NATIVE_NAMES[code] for code in sitting.booths if code not in staffed]
    ended = sitting.state == SittingState.ENDED.value
    return SittingBooths(sitting, labels.sitting_number(sitting), rows, silent, fixed=ended)
