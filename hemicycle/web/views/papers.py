"""The secretariat's papers: badges and name plates, for one person, a selection or everybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hemicycle.people.participants import participants
from hemicycle.people.queries import french_order
from hemicycle.rules.permissions import Action
from hemicycle.web import access
from hemicycle.web.forms.papers import PapersForm
from hemicycle.web.papers.badges import AT_ONCE, badges, plates
from hemicycle.web.papers.printing import PDF, file_response, in_language
from hemicycle.web.registration_list import chosen as chosen_keys

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.participants import Participant


@dataclass(frozen=True)
class Part:
    """So many papers of the choice as are made at once.

    Attributes:
        address: Query string of the file.
    """

    first: int
    last: int
    address: str


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def papers(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose papers and for whom; with ``format=pdf``, or by ``POST``, the file itself.

    ``registration``, repeated, names single people: in the address, or in the form where there are many.
    """
    consultation, _visitor = access.at_desk(request, slug, Action.BADGES_PRINT)
    at = timezone.now()
    people = participants(consultation, at.astimezone(consultation.zone).date())
    asked = request.POST if request.method == "POST" else request.GET
    if "all" in asked:
        # The desk's list sends what it was filtered by; of those, whoever is confirmed has papers.
        named = set(chosen_keys(consultation, at, asked)) & {person.registration.pk for person in people}
        if not named:
            messages.warning(request, _("None of those chosen is confirmed: there is nothing to print for them."))
            return redirect("people_desk", slug)
        asked = asked.copy()
        asked.setlist("registration", [str(key) for key in named])
    members = french_order(
        {p.registration.member_id: p.registration.member for p in people if p.registration.member}.values()
    )
    form = PapersForm(asked, people, members)
    chosen = form.chosen(people) if form.is_valid() else []
    errors = _errors(form, single=request.method == "POST")
    if chosen and not errors and (request.method == "POST" or asked.get("format") == "pdf"):
        return _file(consultation, form, chosen, asked.get("part", "1"))
    context = {
        "consultation": consultation,
        "form": form,
        "chosen": chosen,
        "parts": [] if request.method == "POST" else _parts(request, len(chosen)),
        "at_once": AT_ONCE,
        "errors": errors,
    }
    return render(request, "web/papers.html", context, status=422 if errors or not form.is_valid() else 200)


def _errors(form: PapersForm, *, single: bool) -> list[str]:
    """What is wrong with whom the papers are for; ``single`` people are ticked, so many as are made at once."""
    if not form.is_valid():
        return [str(error) for error in form.errors.get("registration", [])]
    ticked = len(form.cleaned_data["registration"])
    if single and not ticked:
        return [_("Tick the people whose papers you want.")]
    if single and ticked > AT_ONCE:
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
    number = int(part) if part.isdecimal() else 0
    people = chosen[(number - 1) * AT_ONCE : number * AT_ONCE] if number else []
    if not people:
        raise BadRequest
    paper, _dash, layout = str(form.cleaned_data["paper"]).partition("-")
    with in_language(form.cleaned_data["language"]):
        content = badges(consultation, people, layout) if paper == "badges" else plates(people)
    return file_response(content, f"{paper}-{consultation.slug}-{number}.pdf", PDF)
