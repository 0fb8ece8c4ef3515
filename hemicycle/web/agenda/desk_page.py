"""The desk of the agenda: 67 items, what the States said of them, what follows, and the chair's choice (rule 14)."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.agenda import advice as advice_
from hemicycle.agenda.actions import items
from hemicycle.agenda.messages import say
from hemicycle.agenda.models import Item
from hemicycle.agenda.models.items import WORDS_LENGTH
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.people.queries import member_name
from hemicycle.rules.candidates import Choice
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings.forecast import sittings_of
from hemicycle.sittings.item_history import MINUTE
from hemicycle.web.access import visitors
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.permissions import may
from hemicycle.web.agenda.candidates import SHOWS, candidates, columns, narrowed
from hemicycle.web.agenda.labels import length
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.forms import key_of
from hemicycle.web.toolkit.tables import Table, TableQuery, narrowed_by

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse

    from hemicycle.agenda.advice import Advice
    from hemicycle.consultations.models import Consultation
    from hemicycle.web.access.permissions import InConsultation
    from hemicycle.web.agenda.candidates import Candidate

#: What a form asks for, as it is done; ``back`` takes the choice back.
_CHOICES = {"confirm": Choice.CONFIRMED, "remove": Choice.REMOVED, "back": None}


@page(may(Action.PLAN_EDIT, to_send=Action.AGENDA_CHOOSE), FORM)
def agenda_desk(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Every item with what follows; who leads confirms those that are ticked."""
    consultation, visitor, posted = desk.consultation, desk.visitor, request.method == "POST"
    refusal = ""
    if posted:
        try:
            _confirm(request, consultation)
        except Refusal as refused:
            refusal = say(refused.reason, consultation.zone)
        else:
            return redirect("agenda_desk", consultation.slug)
    heard, rows = _heard(consultation)
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
        "heard": heard,
        "facts": _facts(consultation, heard, rows),
        "stale": [row for row in rows if row.stale],
        "chooses": visitor.may(Action.AGENDA_CHOOSE),
        "ticked": set(request.POST.getlist("item")) if refusal else set(),
        "refusal": refusal,
    }
    return render(request, "web/agenda/desk.html", context, status=HTTPStatus.CONFLICT if refusal else HTTPStatus.OK)


def _heard(consultation: Consultation) -> tuple[Advice, list[Candidate]]:
    heard = advice_.advice(consultation, timezone.now().astimezone(consultation.zone).date())
    return heard, candidates(advice_.standings(consultation, heard), heard)


def _confirm(request: HttpRequest, consultation: Consultation) -> None:
    keys = [key for text in request.POST.getlist("item") if (key := key_of(text)) is not None]
    number = items.confirm(consultation.pk, visitors.performer(request), timezone.now(), keys)
    words = ngettext("%(number)d item is confirmed.", "%(number)d items are confirmed.", number)
    messages.success(request, words % {"number": number})


def _sections(table: Table[Candidate]) -> list[tuple[str, list[Candidate]]]:
    """The lines of each list; one section where they are sorted otherwise."""
    if table.sort:
        return [("", table.rows)]
    lists: dict[str, list[Candidate]] = {
        str(Item.Listing(value).label): [] for value in (Item.Listing.URGENT, Item.Listing.DEFERRED)
    }
    for row in table.rows:
        lists[row.listing].append(row)
    return [(label, rows) for label, rows in lists.items() if rows]


def _facts(consultation: Consultation, heard: Advice, rows: list[Candidate]) -> dict[str, Any]:
    """What the head of the page counts."""
    belong = [row for row in rows if row.standing.belongs]
    needed = sum(row.item.minutes if row.item.position else row.standing.estimate.minutes for row in belong)
    available = sum((sitting.closes_at - sitting.opens_at) // MINUTE for sitting in sittings_of(consultation))
    return {
        "answered": sum(bool(heard.said.get(state.code)) for state in heard.states),
        "states": len(heard.states),
        "urgent": sum(row.item.listing == Item.Listing.URGENT for row in belong),
        "others": sum(row.item.listing == Item.Listing.DEFERRED for row in belong),
        "waiting": sum(row.waits for row in rows),
        "needed": length(needed),
        "available": length(available),
    }


@page(may(Action.PLAN_EDIT, to_send=Action.AGENDA_CHOOSE), FORM)
def agenda_item(request: HttpRequest, desk: InConsultation, pk: int) -> HttpResponse:
    """One item: each State's answer, the reasons, and the form with which the chair chooses."""
    consultation, visitor, posted = desk.consultation, desk.visitor, request.method == "POST"
    heard, rows = _heard(consultation)
    row = next((row for row in rows if row.item.pk == pk), None)
    if row is None:
        raise Http404
    refusal, typed = "", ""
    if posted:
        typed = request.POST.get("words", "")
        try:
            _choose(request, row.item, typed)
        except Refusal as refused:
            refusal = say(refused.reason, consultation.zone)
            heard, rows = _heard(consultation)
            row = next(row for row in rows if row.item.pk == pk)
        else:
            messages.success(request, _("The choice is recorded, and the agenda is numbered anew."))
            return redirect("agenda_item", consultation.slug, pk)
    context = {
        "consultation": consultation,
        "row": row,
        "heard": heard,
        "silent": _silent(heard, row),
        "chooses": visitor.may(Action.AGENDA_CHOOSE),
        "refusal": refusal,
        "typed": typed,
        "longest": WORDS_LENGTH,
    }
    return render(request, "web/agenda/item.html", context, status=HTTPStatus.CONFLICT if refusal else HTTPStatus.OK)


def _silent(heard: Advice, row: Candidate) -> list[str]:
    """The States that were asked and did not say anything of the item."""
    spoken = {*row.standing.asked.yes, *row.standing.asked.no}
    return [member_name(state) for state in heard.states if state.code not in spoken]


def _choose(request: HttpRequest, item: Item, words: str) -> None:
    """Do what the form asks for.

    Raises:
        Refusal: a rule stands against it, or the form asks for nothing that is known.
    """
    asked, seen = request.POST.get("choice", ""), request.POST.get("seen", "")
    known = {"": None, **{choice.value: choice for choice in Choice}}
    if asked not in _CHOICES or seen not in known:
        raise Refusal(AgendaCode.FORM_UNREADABLE)
    items.choose(item, visitors.performer(request), timezone.now(), _CHOICES[asked], words=words, seen=known[seen])
