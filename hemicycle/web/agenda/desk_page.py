"""The desk of the agenda: 67 items, what the States said of them, what follows, and the chair's choice (rule 14)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.agenda.actions import items
from hemicycle.agenda.advice import assessments, read_advice
from hemicycle.agenda.messages import refusal_message
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.contributions.queries import contributions_of
from hemicycle.fields.keys import key_of
from hemicycle.people.member_names import member_name
from hemicycle.rules.candidates import Choice
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings.forecast import sittings_of
from hemicycle.sittings.item_history import MINUTE
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, run, show
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.agenda.candidates import SHOWS, candidates, columns, narrowed
from hemicycle.web.agenda.labels import length
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.tables import Table, TableQuery, narrowed_by
from hemicycle.web.toolkit.text_fields import sent_text, text_fields

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse

    from hemicycle.agenda.advice import Advice
    from hemicycle.agenda.models import Item
    from hemicycle.consultations.models import Consultation
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.agenda.candidates import Candidate

#: What a form asks for, as it is done; ``back`` takes the choice back.
_CHOICES = {"confirm": Choice.CONFIRMED, "remove": Choice.REMOVED, "back": None}


@page(may(Action.PLAN_EDIT, to_send=Action.AGENDA_CHOOSE), FORM)
def agenda_desk(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Every item with what follows; who leads confirms those that are ticked."""
    if request.method != "POST":
        return _desk(request, desk)
    here = reverse("agenda_desk", args=[desk.consultation.slug])
    return run(request, desk, CONFIRM, then=here, again=lambda refused: _desk(request, desk, refused))


def _confirm(desk: InConsultation, request: HttpRequest, _form: None) -> str:
    keys = [key for text in request.POST.getlist("item") if (key := key_of(text)) is not None]
    number = items.confirm(desk.consultation.pk, desk.performer, desk.now, keys)
    words = ngettext("%(number)d item is confirmed.", "%(number)d items are confirmed.", number)
    return words % {"number": number}


CONFIRM = PageAction("confirm", Action.AGENDA_CHOOSE, _confirm)


def _desk(request: HttpRequest, desk: InConsultation, refused: Again | None = None) -> HttpResponse:
    consultation = desk.consultation
    advice, rows = _assessed(desk)
    query = TableQuery(request.GET)
    shows = query.filter("show", _("Show"), [(name, str(label)) for name, label in SHOWS.items()])
    table = Table(columns(), narrowed(rows, shows.value), query, narrowed_by([shows]))
    if table.query.format:
        return export(table, f"agenda-items-{consultation.slug}")
    context = {
        "consultation": consultation,
        "table": table,
        "sections": _sections(table),
        "shows": shows,
        "heard": advice,
        "facts": _facts(consultation, advice, rows),
        "stale": [row for row in rows if row.stale],
        "chooses": desk.visitor.may(Action.AGENDA_CHOOSE),
        "ticked": set(request.POST.getlist("item")) if refused else set(),
    }
    return show(request, "web/agenda/desk.html", context, refused, refusal_message, desk.consultation.zone)


def _assessed(desk: InConsultation) -> tuple[Advice, list[Candidate]]:
    advice = read_advice(desk.consultation)
    return advice, candidates(assessments(desk.consultation, advice), advice, desk.consultation)


def _sections(table: Table[Candidate]) -> list[tuple[str, list[Candidate]]]:
    """The lines of each list; one section where they are sorted otherwise."""
    if table.sort:
        return [("", table.rows)]
    return [(label, list(rows)) for label, rows in groupby(table.rows, key=lambda row: row.listing)]


def _facts(consultation: Consultation, advice: Advice, rows: list[Candidate]) -> dict[str, Any]:
    """What the head of the page counts."""
    belong = [row for row in rows if row.assessment.belongs]
    needed = sum(row.item.minutes if row.item.position else row.assessment.estimate.minutes for row in belong)
    available = sum((sitting.closes_at - sitting.opens_at) // MINUTE for sitting in sittings_of(consultation))
    return {
        "answered": sum(bool(advice.said.get(state.code)) for state in advice.states),
        "states": len(advice.states),
        "retained": sum(row.stays for row in belong),
        "confirmed": sum(not row.stays for row in belong),
        "waiting": sum(row.waits for row in rows),
        "needed": length(needed),
        "available": length(available),
    }


@dataclass(frozen=True)
class _AtItem(InConsultation):
    """Somebody who chooses what becomes of an item."""

    item: Item


@page(may(Action.PLAN_EDIT, to_send=Action.AGENDA_CHOOSE), FORM)
def agenda_item(request: HttpRequest, desk: InConsultation, pk: int) -> HttpResponse:
    """One item: each State's answer, the reasons, and the form with which the chair chooses."""
    advice, row = _row(desk, pk)
    if request.method != "POST":
        return _item(request, desk, advice, row)

    def again(refused: Again) -> HttpResponse:
        return _item(request, desk, *_row(desk, pk), refused)

    at = _AtItem(desk.consultation, desk.visitor, desk.performer, desk.now, row.item)
    return run(request, at, CHOOSE, then=reverse("agenda_item", args=[desk.consultation.slug, pk]), again=again)


def _row(desk: InConsultation, pk: int) -> tuple[Advice, Candidate]:
    advice, rows = _assessed(desk)
    row = next((row for row in rows if row.item.pk == pk), None)
    if row is None:
        raise Http404
    return advice, row


def _choose(at: _AtItem, request: HttpRequest, _form: None) -> str:
    chosen, seen = (request.POST.get(name, "") for name in ("choice", "seen"))
    known = {"": None, **{choice.value: choice for choice in Choice}}
    if chosen not in _CHOICES or seen not in known:
        raise Refusal(AgendaCode.FORM_UNREADABLE)
    words = sent_text(request.POST, "words")
    items.choose(at.item, at.performer, at.now, _CHOICES[chosen], words=words, seen=known[seen])
    return _("The choice is recorded, and the agenda has been renumbered.")


CHOOSE = PageAction("choose", Action.AGENDA_CHOOSE, _choose)


def _item(
    request: HttpRequest, desk: InConsultation, advice: Advice, row: Candidate, refused: Again | None = None
) -> HttpResponse:
    languages = desk.consultation.languages.documents
    context = {
        "consultation": desk.consultation,
        "row": row,
        "heard": advice,
        "silent": _silent(advice, row),
        "contributions": [
            seen for seen in contributions_of(desk.consultation) if seen.place == (row.item.listing, row.item.number)
        ],
        "chooses": desk.visitor.may(Action.AGENDA_CHOOSE),
        "words": text_fields("words", sent_text(request.POST, "words"), languages),
        "said": text_fields("words", row.item.choice_words, languages, key="said"),
    }
    return show(request, "web/agenda/item.html", context, refused, refusal_message, desk.consultation.zone)


def _silent(advice: Advice, row: Candidate) -> list[str]:
    """The States that were asked and did not say anything of the item."""
    spoken = {*row.assessment.asked.yes, *row.assessment.asked.no}
    return [member_name(state) for state in advice.states if state.code not in spoken]
