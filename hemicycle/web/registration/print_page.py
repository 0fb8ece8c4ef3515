"""The secretariat's papers: badges and name plates, for one person, a selection or everybody."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.core.exceptions import BadRequest
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.fields.keys import key_of
from hemicycle.people.member_names import in_list_order
from hemicycle.people.participants import members_of, participants
from hemicycle.people.uploads import PDF
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.permissions import may
from hemicycle.web.registration import tables
from hemicycle.web.registration.badges import AT_ONCE, badges, plates
from hemicycle.web.registration.print_form import PapersForm
from hemicycle.web.toolkit.downloads import download
from hemicycle.web.toolkit.pdf import in_language

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.participants import Participant
    from hemicycle.web.access.permissions import InConsultation

#: Of an address: what the form asks anew, and what makes it a file.
_NOT_KEPT = {"paper", "paper_language", "capacity", "member", "format", "part", "csrfmiddlewaretoken"}


@dataclass(frozen=True)
class Part:
    """So many papers of the choice as are made at once.

    Attributes:
        address: Query string of the file.
    """

    first: int
    last: int
    address: str


@dataclass(frozen=True)
class Named:
    """People whom an address names one by one, or by the filter of the desk's list.

    Attributes:
        confirmed: Those of them who are; everybody, where it names nobody.
        others: How many are not, and have no badge.
        keys: Of the registrations that it names, as asked for.
    """

    confirmed: list[Participant]
    others: int
    keys: frozenset[int]


def _named(desk: InConsultation, asked: QueryDict) -> Named:
    usual = PapersForm.usual(desk.consultation.languages)["paper_language"]
    # In the order that readers of the papers expect.
    with in_language(asked.get("paper_language", usual)):
        people = participants(desk.consultation, desk.today)
    if not {"registration", "all"} & asked.keys():
        return Named(people, 0, frozenset())
    keys = frozenset(tables.chosen(desk.consultation, desk.now, asked))
    confirmed = [person for person in people if person.registration.pk in keys]
    return Named(confirmed, len(keys) - len(confirmed), keys)


@page(may(Action.BADGES_PRINT), FORM)
def papers(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Choose papers and for whom; with ``format=pdf``, or by ``POST`` for people who were ticked, the file itself."""
    consultation = desk.consultation
    single = request.method == "POST"
    asked = request.POST if single else request.GET
    named = _named(desk, asked)
    form = PapersForm(asked, consultation, in_list_order(members_of(consultation), consultation.body))
    chosen = form.chosen(named.confirmed) if form.is_valid() else []
    errors = _errors(named) if single else []
    if chosen and not errors and (single or asked.get("format") == "pdf"):
        return _file(consultation, form, chosen, asked.get("part", "1"))
    context = {
        "consultation": consultation,
        "form": form,
        "named": named,
        "chosen": chosen,
        "kept": [(name, value) for name in asked for value in asked.getlist(name) if name not in _NOT_KEPT],
        "parts": [] if single else _parts(request, len(chosen)),
        "at_once": AT_ONCE,
        "errors": errors,
    }
    # Nothing is changed by what is sent here: a form that asks for a file, and no action.
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors or not form.is_valid() else HTTPStatus.OK
    return render(request, "web/registration/print.html", context, status=status)


def _errors(ticked: Named) -> list[str]:
    """What is wrong with single people: nobody, or more than are made at once."""
    if not ticked.keys:
        return [_("Tick the people whose papers you need.")]
    if len(ticked.confirmed) > AT_ONCE:
        words = ngettext("Tick %(number)d person at most.", "Tick %(number)d people at most.", AT_ONCE)
        return [words % {"number": AT_ONCE}]
    return []


def _parts(request: HttpRequest, number: int) -> list[Part]:
    """The parts in which so many papers are made."""
    made = []
    for index, start in enumerate(range(0, number, AT_ONCE), 1):
        address = request.GET.copy()
        address.update({"format": "pdf", "part": str(index)})
        made.append(Part(start + 1, min(start + AT_ONCE, number), f"?{address.urlencode()}"))
    return made


def _file(consultation: Consultation, form: PapersForm, chosen: list[Participant], part: str) -> HttpResponse:
    """One part of the papers.

    Raises:
        BadRequest: there is no such part.
    """
    number = key_of(part) or 0
    people = chosen[(number - 1) * AT_ONCE : number * AT_ONCE] if number else []
    if not people:
        raise BadRequest
    paper, _dash, layout = str(form.cleaned_data["paper"]).partition("-")
    with in_language(form.cleaned_data["paper_language"]):
        content = badges(consultation, people, layout) if paper == "badges" else plates(consultation, people)
    return download(content, f"{paper}-{consultation.slug}-{number}.pdf", PDF)
