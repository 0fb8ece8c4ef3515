"""From which languages the booths of a sitting work, and which booth would hear which (rule 53)."""

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
from hemicycle.fields.keys import key_of
from hemicycle.rules.floor import SittingState
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.relay import RELAYS, WorksFrom
from hemicycle.sittings import queries
from hemicycle.sittings.actions.relay import Wanted, set_relay
from hemicycle.sittings.booth_plan import interpreted
from hemicycle.sittings.relay import alike, booths_of
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent, show
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.agenda.relay_trees import trees_of
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from hemicycle.sittings.models import Sitting
    from hemicycle.web.access.page_actions import Again


@dataclass(frozen=True)
class AtRelay(InConsultation):
    """A sitting whose booths are set."""

    sitting: Sitting


@dataclass(frozen=True)
class BoothRow:
    """A booth with what it works from.

    Attributes:
        languages: ``(code, name, field, ticked)`` of every language of the floor; no field for its own.
        pivots: What is chosen of the first pivot and of its deputy, with the name of the field.
        choices: Codes of the other booths, with their names.
    """

    code: str
    name: str
    languages: list[tuple[str, str, str, bool]]
    pivots: list[tuple[str, str]]
    choices: list[tuple[str, str]]


#: Fields of the first pivot, and of the one that is heard where that booth is empty.
_PIVOTS = ("pivot", "deputy")


def _typed(sitting: Sitting, post: QueryDict) -> dict[str, WorksFrom]:
    found = {}
    for code in sitting.booths:
        languages = frozenset(other for other in sitting.booths if f"from-{code}-{other}" in post)
        pivots = dict.fromkeys(pivot for name in _PIVOTS if (pivot := post.get(f"{name}-{code}", "")))
        found[code] = WorksFrom(languages - {code}, tuple(pivots))
    return found


def _save(at: AtRelay, request: HttpRequest, _form: None, *, others: bool) -> str:
    edition, most = (key_of(request.POST.get(name, "")) for name in ("edition", "most"))
    if edition is None:
        raise Refusal(AgendaCode.FORM_UNREADABLE)
    wanted = Wanted(_typed(at.sitting, request.POST), -1 if most is None else most)
    where = at.consultation.pk, at.performer, at.now, wanted
    number = set_relay(*where, sitting=at.sitting.pk, others=others, edition=edition)
    if not number:
        return _("Nothing was changed.")
    words = ngettext(
        "The booths of %(number)d sitting are saved.", "The booths of %(number)d sittings are saved.", number
    )
    return words % {"number": number}


ACTIONS = registered(
    PageAction[AtRelay]("relay", Action.PLAN_EDIT, partial(_save, others=False)),
    PageAction[AtRelay]("relay-everywhere", Action.PLAN_EDIT, partial(_save, others=True)),
)


@page(may(Action.PLAN_EDIT), FORM)
def plan_relay(request: HttpRequest, desk: InConsultation, pk: int) -> HttpResponse:
    """The booths of a sitting: what each works from, and what it would hear by language of the floor."""
    sitting = queries.sitting_in(desk.consultation, pk)
    if sitting is None:
        raise Http404
    at = AtRelay(desk.consultation, desk.visitor, desk.performer, desk.now, sitting)
    if request.method != "POST":
        return _page(request, at)
    then = reverse("plan_relay", args=[desk.consultation.slug, pk])
    action = sent(request, ACTIONS, otherwise="relay")
    return run(request, at, action, then=then, again=lambda refused: _page(request, at, refused))


def _page(request: HttpRequest, at: AtRelay, refused: Again | None = None) -> HttpResponse:
    sitting = at.sitting
    booths = _typed(sitting, request.POST) if refused else booths_of(sitting)
    typed_most = key_of(request.POST.get("most", "")) if refused else None
    most = sitting.most_relays if typed_most is None else typed_most
    planned = interpreted(at.consultation).get(sitting.pk, set())
    context = {
        "consultation": at.consultation,
        "sitting": sitting,
        "title": labels.sitting_number(sitting),
        "rows": [_row(code, booths) for code in booths],
        "most": most,
        "relays": list(RELAYS),
        "trees": trees_of(booths, planned or set(booths), min(most, RELAYS[-1])),
        "unplanned": [NATIVE_NAMES[code] for code in booths if code not in planned] if planned else [],
        "edition": programme(at.consultation).plan_edition,
        "fixed": sitting.state == SittingState.ENDED.value,
        "others": len(alike(sitting)),
    }
    return show(request, "web/agenda/plan_relay.html", context, refused, refusal_message, at.consultation.zone)


def _row(code: str, booths: dict[str, WorksFrom]) -> BoothRow:
    booth = booths[code]
    languages = [
        (other, NATIVE_NAMES[other], f"from-{code}-{other}" if other != code else "", other in booth.languages)
        for other in booths
    ]
    chosen = [*booth.pivots, "", ""]
    pivots = [(f"{name}-{code}", chosen[place]) for place, name in enumerate(_PIVOTS)]
    choices = [(other, NATIVE_NAMES[other]) for other in booths if other != code]
    return BoothRow(code, NATIVE_NAMES[code], languages, pivots, choices)
