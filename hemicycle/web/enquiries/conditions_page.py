"""The conditions of an enquiry: under their headings, gathered in clusters, met or withdrawn."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from hemicycle.consultations.alphabetical import sort_key
from hemicycle.consultations.condition_headings import label_in
from hemicycle.consultations.language_parts import Wording
from hemicycle.consultations.languages import NATIVE_NAMES, localized, reader_language
from hemicycle.correspondence import told
from hemicycle.correspondence.actions import condition_states
from hemicycle.correspondence.actions import conditions as acts
from hemicycle.correspondence.conditions import find_condition, sorted_conditions, stated
from hemicycle.correspondence.headings import headings_for
from hemicycle.correspondence.messages import refusal_message
from hemicycle.correspondence.models import Condition
from hemicycle.correspondence.models.letters import SUBJECT_LENGTH, WORDS_LENGTH
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.fields.keys import key_of
from hemicycle.people.member_names import member_name
from hemicycle.people.uploads import ENDINGS, look
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent
from hemicycle.web.enquiries.desk_access import at_enquiry
from hemicycle.web.toolkit.downloads import stored_file
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.language_fields import text_in
from hemicycle.web.toolkit.tables import Column, Table, TableQuery, narrowed_by

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict

    from hemicycle.consultations.condition_headings import ConditionHeading
    from hemicycle.correspondence.conditions import Stated
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.enquiries.desk_access import AtEnquiry
    from hemicycle.web.toolkit.tables import Filter

#: Which conditions are shown: also those of versions that do not count.
ALL = "all"
_TONES = {Condition.State.STANDING: "", Condition.State.WITHDRAWN: "", Condition.State.MET: "live"}


@page(at_enquiry(Action.REPLIES_SEE, to_send=Action.CONDITIONS_SORT), FORM)
def enquiry_conditions(request: HttpRequest, at: AtEnquiry) -> HttpResponse | FileResponse:
    """See them; by POST with ``act``, one of ``ACTIONS``, sort them or write down what became of one."""
    if not at.enquiry.conditions:
        raise Http404
    if request.method != "POST":
        return _source(request, at) if "source" in request.GET else _page(request, at)

    here = reverse("enquiry_conditions", args=[at.consultation.slug, at.enquiry.pk])
    then = here + (f"?show={ALL}" if request.GET.get("show") == ALL else "")
    return run(request, at, sent(request, ACTIONS), then=then, again=lambda refused: _page(request, at, refused))


def _source(request: HttpRequest, at: AtEnquiry) -> FileResponse:
    """The paper or mail from which it was written down what became of a condition, to be saved."""
    row = find_condition(at.enquiry, key_of(request.GET["source"]) or 0)
    if row is None:
        raise Http404
    return stored_file(row.source)


def _title(asked: QueryDict) -> dict[str, str]:
    return text_in(asked, "title")


def _make(at: AtEnquiry, request: HttpRequest, _form: None) -> str:
    heading, title = request.POST.get("heading", ""), _title(request.POST)
    acts.make_cluster(at.enquiry, at.performer, at.now, heading=heading, title=title)
    return _("The cluster is created. Move conditions into it.")


def _rename(at: AtEnquiry, request: HttpRequest, _form: None) -> str:
    key, seen = key_of(request.POST.get("cluster", "")) or 0, request.POST.get("seen", "")
    acts.rename_cluster(at.enquiry, at.performer, at.now, key=key, title=_title(request.POST), seen=seen)
    return _("The cluster is renamed.")


def _dissolve(at: AtEnquiry, request: HttpRequest, _form: None) -> str:
    key = key_of(request.POST.get("cluster", "")) or 0
    acts.dissolve_cluster(at.enquiry, at.performer, at.now, key=key)
    return _("The cluster is dissolved. Its conditions remain under their heading.")


def _lead_in(at: AtEnquiry, request: HttpRequest, _form: None) -> str:
    heading, words, seen = request.POST.get("heading", ""), _title(request.POST), request.POST.get("seen", "")
    acts.lead_in(at.enquiry, at.performer, at.now, heading=heading, words=words, seen=seen)
    return _("The lead-in is saved.")


def _gather(at: AtEnquiry, request: HttpRequest, _form: None) -> str:
    """What is ticked goes where ``into`` says: a cluster, or ``0`` for none."""
    keys = [key for text in request.POST.getlist("condition") if (key := key_of(text)) is not None]
    into = key_of(request.POST.get("into", ""))
    if into is None:
        raise BadRequest
    number = acts.gather(at.enquiry, at.performer, at.now, conditions=keys, cluster=into or None)
    words = ngettext("%(number)d condition is moved.", "%(number)d conditions are moved.", number)
    return words % {"number": number}


def _condition(at: AtEnquiry, request: HttpRequest) -> Condition:
    row = find_condition(at.enquiry, key_of(request.POST.get("condition", "")) or 0)
    if row is None:
        raise BadRequest
    return row


def _mark(at: AtEnquiry, request: HttpRequest, _form: None) -> str:
    row, state = _condition(at, request), request.POST.get("state", "")
    if state not in Condition.State.values:
        raise BadRequest
    to, words = Condition.State(state), request.POST.get("words", "")
    sent = request.FILES.get("file")
    looked = look(sent) if sent else None
    condition_states.write_down(row, at.performer, at.now, to, words=words, file=looked)
    return f"{_('Recorded. It counts once a colleague has compared it with its source.')} {_who_is_told(at, row)}"


def _confirm(at: AtEnquiry, request: HttpRequest, _form: None) -> str:
    row = _condition(at, request)
    condition_states.confirm(row, at.performer, at.now)
    return f"{_('Confirmed.')} {_who_is_told(at, row)}"


def _drop(at: AtEnquiry, request: HttpRequest, _form: None) -> str:
    row = _condition(at, request)
    condition_states.drop(row, at.performer, at.now)
    return f"{_('The condition stays as it was.')} {_who_is_told(at, row)}"


def _who_is_told(at: AtEnquiry, condition: Condition) -> str:
    version = condition.version
    return told.who_is_told(at.consultation, version.reply.member, at.now, version.person)


ACTIONS = registered(
    PageAction("make", Action.CONDITIONS_SORT, _make),
    PageAction("rename", Action.CONDITIONS_SORT, _rename),
    PageAction("dissolve", Action.CONDITIONS_SORT, _dissolve),
    PageAction("lead_in", Action.CONDITIONS_SORT, _lead_in),
    PageAction("gather", Action.CONDITIONS_SORT, _gather),
    PageAction("mark", Action.CONDITIONS_SORT, _mark),
    PageAction("confirm", Action.CONDITIONS_SORT, _confirm),
    PageAction("drop", Action.CONDITIONS_SORT, _drop),
)


def _filters(query: TableQuery, known: Mapping[str, ConditionHeading]) -> list[Filter]:
    headings = [(key, heading.label) for key, heading in known.items()]
    states = [(value, str(label)) for value, label in Condition.State.choices]
    by_heading = [query.filter("heading", pgettext("of a condition", "Heading"), headings)] if headings else []
    return [
        *by_heading,
        query.filter("state", _("Status"), states),
        query.filter("show", _("Replies"), [(ALL, _("Including those not counted"))], _("Counted only")),
    ]


def _columns(known: Mapping[str, ConditionHeading]) -> list[Column[Stated]]:
    def cluster(statement: Stated) -> str:
        return localized(statement.condition.cluster.title) if statement.condition.cluster else ""

    def heading(statement: Stated) -> str:
        return label_in(known, statement.condition.heading)

    return [
        *([Column("heading", pgettext("of a condition", "Heading"), heading)] if known else []),
        Column("cluster", _("Cluster"), cluster),
        Column("member", _("Member"), lambda statement: member_name(statement.member)),
        Column("words", _("Condition"), lambda statement: statement.condition.words),
        Column("state", _("Status"), lambda statement: statement.condition.get_state_display()),
        Column("state_words", _("Outcome"), lambda statement: statement.condition.state_words),
        Column("receipt", _("Receipt"), lambda statement: statement.condition.version.receipt),
        Column("counts", _("Counts"), lambda statement: _("yes") if statement.counts else _("no")),
        Column("code", _("Code"), lambda statement: statement.member.code),
    ]


def _narrowed(every: list[Stated], filter_values: dict[str, str]) -> list[Stated]:
    return [
        statement
        for statement in every
        if (statement.counts or filter_values.get("show") == ALL)
        and filter_values.get("heading", statement.condition.heading) == statement.condition.heading
        and filter_values.get("state", statement.condition.state) == statement.condition.state
    ]


def _page(request: HttpRequest, at: AtEnquiry, refused: Again | None = None) -> HttpResponse:
    reason = refused.reason if refused else None
    query = TableQuery(request.GET)
    known = headings_for(at.enquiry)
    filters = _filters(query, known)
    filter_values = narrowed_by(filters)
    every = stated(at.enquiry)
    table = Table(_columns(known), _narrowed(every, filter_values), query, filter_values)
    if table.query.format:
        return export(table, f"conditions-{at.enquiry.letter.symbol.replace('/', '-')}")
    headed = sorted_conditions(at.enquiry, table.rows)
    own = reader_language()
    context: dict[str, Any] = {
        **at.context("conditions"),
        "table": table,
        "filters": filters,
        "headed": headed,
        "lead_ins": {row.heading: row.words for row in at.enquiry.lead_ins.all()},
        "every": len(every),
        "states": [(value, label) for value, label in Condition.State.choices],
        "tones": {state.value: tone for state, tone in _TONES.items()},
        "clusters": sorted(
            (
                (gathered.cluster.pk, group.label, Wording.of(gathered.cluster.title))
                for group in headed
                for gathered in group.clusters
                if gathered.cluster
            ),
            key=lambda cluster: (cluster[1], sort_key(cluster[2])),
        ),
        "languages": [
            (code, NATIVE_NAMES[code])
            for code in sorted(at.consultation.languages.documents, key=lambda code: code != own)
        ],
        "title_length": SUBJECT_LENGTH,
        "words_length": WORDS_LENGTH,
        "person": at.visitor.registration.person_id,
        "changes": not at.declared,
        "endings": ENDINGS,
        "refused": refusal_message(reason, at.enquiry.first_deadline.zone) if reason else "",
        "meanwhile": reason is not None and reason.code is CorrespondenceCode.SUMMARY_CHANGED_MEANWHILE,
        "typed": request.POST if refused else {},
        "ticked": request.POST.getlist("condition") if refused else [],
    }
    status = refused.status if refused else HTTPStatus.OK
    return render(request, "web/enquiries/conditions.html", context, status=status)
