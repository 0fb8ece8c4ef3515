"""Publishing the agenda and the time plan: what is new, in which words, as a version that never changes (rule 20)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.agenda import comparing, notices, snapshots
from hemicycle.agenda.actions.naming import name_states
from hemicycle.agenda.actions.publishing import publish_agenda
from hemicycle.agenda.advice import assessments, out_of_date, read_advice
from hemicycle.agenda.messages import refusal_message
from hemicycle.agenda.models import AgendaPublication
from hemicycle.agenda.publishing import is_same, latest, suggested_symbol
from hemicycle.agenda.queries import programme
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.agenda.untitled import Untitled, untitled
from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.consultations.settings import settings_of
from hemicycle.fields.keys import key_of
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.versions import Change, Mark, symbol
from hemicycle.sittings import forecast as forecast_
from hemicycle.sittings.actions.planning import publish_plan
from hemicycle.sittings.plan_content import time_plan
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, run, show
from hemicycle.web.access.permissions import may
from hemicycle.web.agenda.differences import differences
from hemicycle.web.agenda.published import titles
from hemicycle.web.toolkit.text_fields import sent_text, text_fields

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse

    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.access.permissions import InConsultation

_AGENDA, _PLAN = AgendaPublication.Kind.AGENDA, AgendaPublication.Kind.TIME_PLAN


@dataclass(frozen=True)
class Next:
    """The version that would be published now.

    Attributes:
        before: The one that it would replace.
        notes: What else whoever publishes should know.
        untitled: The items whose title some of the papers' languages lack.
    """

    kind: AgendaPublication.Kind
    before: AgendaPublication | None
    content: dict[str, Any]
    notes: list[str]
    untitled: list[Untitled]

    @property
    def symbol(self) -> str:
        """Of a revision."""
        if self.before is None:
            return ""
        return symbol(self.before.base, Mark(Change.REVISION, self.before.revision + 1))

    @property
    def changes(self) -> list[str]:
        """What is different, a sentence each."""
        if self.before is None:
            return []
        compare = comparing.agendas if self.kind is _AGENDA else comparing.plans
        return differences(compare(self.before.content, self.content), len(self.content.get("sittings", ())))

    @property
    def same(self) -> bool:
        """Whether nothing is different."""
        return self.before is not None and is_same(self.before.content, self.content)


@page(may(Action.PLAN_EDIT), FORM)
def agenda_publish(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Look at what is new in the agenda, and publish it."""
    if request.method != "POST":
        return _page(request, desk, _AGENDA)
    action = NAMES if NAMES.name in request.POST else AGENDA
    then = reverse("agenda_publish" if action is NAMES else "agenda", args=[desk.consultation.slug])
    return run(request, desk, action, then=then, again=lambda refused: _page(request, desk, _AGENDA, refused))


@page(may(Action.PLAN_EDIT), FORM)
def plan_publish(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Look at what is new in the time plan, and publish it."""
    if request.method != "POST":
        return _page(request, desk, _PLAN)
    then = reverse("time_plan", args=[desk.consultation.slug])
    return run(request, desk, TIME_PLAN, then=then, again=lambda refused: _page(request, desk, _PLAN, refused))


def _publish_agenda(desk: InConsultation, request: HttpRequest, _form: None) -> str:
    edition, _plan = _editions(request)
    named, words = request.POST.get("symbol", ""), sent_text(request.POST, "words")
    key = desk.consultation.pk
    ticked = _ticked(request)
    made = publish_agenda(key, desk.performer, desk.now, edition=edition, symbol=named, words=words, **ticked)
    return told(made)


def _publish_plan(desk: InConsultation, request: HttpRequest, _form: None) -> str:
    editions, named, words = _editions(request), request.POST.get("symbol", ""), sent_text(request.POST, "words")
    key = desk.consultation.pk
    ticked = _ticked(request)
    made = publish_plan(key, desk.performer, desk.now, editions=editions, symbol=named, words=words, **ticked)
    return told(made)


def _ticked(request: HttpRequest) -> dict[str, bool]:
    return {name: name in request.POST for name in ("tell", "titles_stand")}


def told(published: AgendaPublication) -> str:
    """That it is published, with how many are told of it: whom the form says, unless the tick was taken out."""
    number = notices.told(published)
    if not number:
        return _("%(symbol)s is published.") % {"symbol": published.symbol}
    words = ngettext(
        "%(symbol)s is published. %(number)d person is being informed by e-mail.",
        "%(symbol)s is published. %(number)d persons are being informed by e-mail.",
        number,
    )
    return words % {"symbol": published.symbol, "number": number}


def _editions(request: HttpRequest) -> tuple[int, int]:
    """The editions of the agenda and of the plan that were looked at.

    Raises:
        Refusal: the form does not say.
    """
    match [key_of(text) for text in request.POST.get("editions", "").split(".")]:
        case [int(agenda), int(plan)]:
            return agenda, plan
        case _:
            raise Refusal(AgendaCode.FORM_UNREADABLE)


def _name_states(desk: InConsultation, request: HttpRequest, _form: None) -> str:
    name_states(desk.consultation.pk, desk.performer, desk.now, named="states_on_agenda" in request.POST)
    return _("The setting is saved. It applies from the next version.")


AGENDA = PageAction("agenda", Action.PLAN_EDIT, _publish_agenda)
TIME_PLAN = PageAction("time_plan", Action.PLAN_EDIT, _publish_plan)
#: Named by the button itself.
NAMES = PageAction("names", Action.PLAN_EDIT, _name_states)


def _page(
    request: HttpRequest, desk: InConsultation, kind: AgendaPublication.Kind, refused: Again | None = None
) -> HttpResponse:
    consultation = desk.consultation
    draft = programme(consultation)
    to_come = _next_agenda(desk) if kind is _AGENDA else _next_plan(desk)
    context = {
        "consultation": consultation,
        "kind": kind.value,
        "title": titles()[kind],
        "next": to_come,
        "editions": f"{draft.agenda_edition}.{draft.plan_edition}",
        "symbol": request.POST.get("symbol", "") or suggested_symbol(consultation, kind),
        "words": text_fields("words", sent_text(request.POST, "words"), desk.consultation.languages.documents),
        "names_states": settings_of(consultation.settings).states_on_agenda,
        "readers": len(notices.readers(consultation, desk.now)),
        "titles_stand": "titles_stand" in request.POST,
        "tell": request.method != "POST" or "tell" in request.POST,
    }
    return show(request, "web/agenda/publish.html", context, refused, refusal_message, consultation.zone)


def _next_agenda(desk: InConsultation) -> Next:
    consultation = desk.consultation
    advice = read_advice(consultation)
    assessed = assessments(consultation, advice)
    notes = []
    before = latest(consultation, _AGENDA)
    notes += _of_correction(before)
    if out_of_date(assessed):
        notes.append(_("The agenda is not up to date with the replies. Update it before publishing."))
    content = snapshots.agenda(consultation, assessed, advice, desk.today)
    missing = [
        NATIVE_NAMES[code] for code in snapshots.languages_without_words(content, consultation.languages.documents)
    ]
    if missing:
        words = _("The Chair’s reasons are incomplete in these languages, whose papers omit them: %(languages)s")
        notes.append(words % {"languages": " · ".join(missing)})
    return Next(_AGENDA, before, content, notes, untitled(content, consultation.languages.documents))


def _of_correction(before: AgendaPublication | None) -> list[str]:
    """A correction is of what was published alone; the draft may have what it corrects."""
    if before is None or not before.correction:
        return []
    words = _("%(symbol)s corrected the published version only. Enter what it corrected here too, or it will be lost.")
    return [words % {"symbol": before.symbol}]


def _next_plan(desk: InConsultation) -> Next:
    consultation = desk.consultation
    sittings, items = forecast_.sittings_of(consultation), forecast_.agenda_of(consultation)
    made = forecast_.outlook(sittings, items, programme(consultation).frame, desk.now)
    agenda, before = latest(consultation, _AGENDA), latest(consultation, _PLAN)
    notes = _of_correction(before)
    if made.left:
        notes.append(_("Some items are not scheduled. The plan lists them, with the reasons."))
    if agenda is None:
        notes.append(_("No agenda to which this plan could refer has been published yet."))
    elif [row["item"] for row in agenda.content["items"]] != [item.pk for item in items]:
        notes.append(_("The plan differs from the published agenda in its items or their order."))
    content = time_plan(consultation, made, agenda.symbol if agenda else "")
    return Next(_PLAN, before, content, notes, untitled(content, consultation.languages.documents))
