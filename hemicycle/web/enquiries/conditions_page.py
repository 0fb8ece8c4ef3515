"""The conditions of an enquiry: under their headings, gathered in clusters, met or withdrawn."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods

from hemicycle.consultations.languages import LANGUAGES, NATIVE_NAMES, reader_language, say
from hemicycle.consultations.text import folded
from hemicycle.correspondence.actions import conditions as acts
from hemicycle.correspondence.actions.enquiries import change_condition
from hemicycle.correspondence.conditions import sorted_conditions, stated
from hemicycle.correspondence.messages import say as say_reason
from hemicycle.correspondence.models import Condition
from hemicycle.correspondence.models.letters import SUBJECT_LENGTH, WORDS_LENGTH
from hemicycle.people.queries import member_name
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.web.access import visitors
from hemicycle.web.enquiries.desk_access import at_desk
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.forms import key_of
from hemicycle.web.toolkit.tables import Column, Table, TableQuery, narrowed_by

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse, QueryDict

    from hemicycle.correspondence.conditions import Stated
    from hemicycle.web.enquiries.desk_access import AtDesk
    from hemicycle.web.toolkit.tables import Filter

#: Which conditions are shown: also those of versions that do not count.
ALL = "all"
_TONES = {Condition.State.STANDING: "", Condition.State.WITHDRAWN: "", Condition.State.MET: "live"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def enquiry_conditions(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """See them; by POST with ``act``, one of ``ACTS``, sort them or write down what became of one."""
    posted = request.method == "POST"
    found = at_desk(request, slug, pk, Action.CONDITIONS_SORT if posted else Action.REPLIES_SEE)
    if not found.enquiry.conditions:
        raise Http404
    if not posted:
        return _page(request, found)
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise BadRequest
    try:
        messages.success(request, act(request, found))
    except Refusal as refusal:
        return _page(request, found, say_reason(refusal.reason, found.enquiry.first_deadline.zone))
    address = reverse("enquiry_conditions", args=[slug, pk])
    return redirect(address + (f"?show={ALL}" if request.GET.get("show") == ALL else ""))


def _title(asked: QueryDict) -> dict[str, str]:
    return {code: asked.get(f"title_{code}", "") for code in LANGUAGES}


def _make(request: HttpRequest, found: AtDesk) -> str:
    heading, title = request.POST.get("heading", ""), _title(request.POST)
    acts.make_cluster(found.enquiry, visitors.performer(request), found.now, heading=heading, title=title)
    return _("The cluster is made. Move conditions into it.")


def _rename(request: HttpRequest, found: AtDesk) -> str:
    key, performer = key_of(request.POST.get("cluster", "")) or 0, visitors.performer(request)
    acts.rename_cluster(found.enquiry, performer, found.now, key=key, title=_title(request.POST))
    return _("The cluster has its new title.")


def _dissolve(request: HttpRequest, found: AtDesk) -> str:
    key = key_of(request.POST.get("cluster", "")) or 0
    acts.dissolve_cluster(found.enquiry, visitors.performer(request), found.now, key=key)
    return _("The cluster is dissolved. Its conditions stand under their heading.")


def _gather(request: HttpRequest, found: AtDesk) -> str:
    """What is ticked goes where ``into`` says: a cluster, or ``0`` for none."""
    keys = [key for text in request.POST.getlist("condition") if (key := key_of(text)) is not None]
    into = key_of(request.POST.get("into", ""))
    if into is None:
        raise BadRequest
    number = acts.gather(found.enquiry, visitors.performer(request), found.now, conditions=keys, cluster=into or None)
    words = ngettext("%(number)d condition is moved.", "%(number)d conditions are moved.", number)
    return words % {"number": number}


def _mark(request: HttpRequest, found: AtDesk) -> str:
    rows = Condition.objects.filter(version__reply__enquiry=found.enquiry)
    related = rows.select_related("version__reply__enquiry__letter", "version__reply__member")
    row = related.filter(pk=key_of(request.POST.get("condition", "")) or 0).first()
    state = request.POST.get("state", "")
    if row is None or state not in Condition.State.values:
        raise BadRequest
    to, words = Condition.State(state), request.POST.get("words", "")
    change_condition(row, visitors.performer(request), found.now, to, words=words, recorded=True)
    return _("It is written down what became of the condition.")


ACTS: dict[str, Callable[[HttpRequest, AtDesk], str]] = {
    "make": _make,
    "rename": _rename,
    "dissolve": _dissolve,
    "gather": _gather,
    "mark": _mark,
}


def _filters(query: TableQuery) -> list[Filter]:
    headings = [(value, str(label)) for value, label in Condition.Heading.choices]
    states = [(value, str(label)) for value, label in Condition.State.choices]
    return [
        query.filter("heading", pgettext("of a condition", "Heading"), headings),
        query.filter("state", pgettext("status", "State"), states),
        query.filter("show", _("Replies"), [(ALL, _("Those that do not count, too"))], _("Those that count")),
    ]


def _columns() -> list[Column[Stated]]:
    def cluster(one: Stated) -> str:
        return say(one.condition.cluster.title) if one.condition.cluster else ""

    return [
        Column("heading", pgettext("of a condition", "Heading"), lambda one: one.condition.get_heading_display()),
        Column("cluster", _("Cluster"), cluster),
        Column("member", _("Member"), lambda one: member_name(one.member)),
        Column("words", _("Condition"), lambda one: one.condition.words),
        Column("state", pgettext("status", "State"), lambda one: one.condition.get_state_display()),
        Column("state_words", _("What became of it"), lambda one: one.condition.state_words),
        Column("receipt", _("Receipt"), lambda one: one.condition.version.receipt),
        Column("counts", _("Counts"), lambda one: _("yes") if one.counts else _("no")),
        Column("code", _("Code"), lambda one: one.member.code),
    ]


def _narrowed(every: list[Stated], kept: dict[str, str]) -> list[Stated]:
    return [
        one
        for one in every
        if (one.counts or kept.get("show") == ALL)
        and kept.get("heading", one.condition.heading) == one.condition.heading
        and kept.get("state", one.condition.state) == one.condition.state
    ]


def _page(request: HttpRequest, found: AtDesk, refused: str = "") -> HttpResponse:
    query = TableQuery(request.GET)
    filters = _filters(query)
    kept = narrowed_by(filters)
    every = stated(found.enquiry)
    table = Table(_columns(), _narrowed(every, kept), query, kept)
    if table.query.format:
        return export(table, f"conditions-{found.enquiry.letter.symbol.replace('/', '-')}")
    headed = sorted_conditions(found.enquiry, table.rows)
    own = reader_language()
    context: dict[str, Any] = {
        **found.context("conditions"),
        "table": table,
        "filters": filters,
        "filtered": table.filtered,
        "headed": headed,
        "every": len(every),
        "states": [(value, label) for value, label in Condition.State.choices],
        "tones": {state.value: tone for state, tone in _TONES.items()},
        "clusters": sorted(
            (
                (gathered.cluster.pk, str(of.heading.label), say(gathered.cluster.title))
                for of in headed
                for gathered in of.clusters
                if gathered.cluster
            ),
            key=lambda one: (one[1], folded(one[2])),
        ),
        "languages": [(code, NATIVE_NAMES[code]) for code in sorted(LANGUAGES, key=lambda code: code != own)],
        "title_length": SUBJECT_LENGTH,
        "words_length": WORDS_LENGTH,
        "refused": refused,
        "typed": request.POST if refused else {},
        "ticked": request.POST.getlist("condition") if refused else [],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "web/enquiries/conditions.html", context, status=status)
