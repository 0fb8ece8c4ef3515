"""The desk of one enquiry, live: who answered what, who is missing, and what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render

from hemicycle.correspondence import declared, queries
from hemicycle.correspondence.messages import choice_label
from hemicycle.people.member_names import member_name
from hemicycle.rules.permissions import Action
from hemicycle.rules.replies import Status
from hemicycle.web.access.page import page
from hemicycle.web.enquiries.desk_access import at_enquiry
from hemicycle.web.enquiries.labels import STATUSES, TONES, label_of
from hemicycle.web.enquiries.list_page import state_of
from hemicycle.web.enquiries.reply_map import heading, picture
from hemicycle.web.enquiries.tables import ReplyTable
from hemicycle.web.toolkit.bars import length_of
from hemicycle.web.toolkit.downloads import download
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.tables import TableQuery

if TYPE_CHECKING:
    from django.http import HttpRequest

    from hemicycle.correspondence.models import Question
    from hemicycle.correspondence.results import Returns
    from hemicycle.web.enquiries.desk_access import AtEnquiry

#: The result of so many questions stands on the page; that of more, on the pages of the matrix and of the items.
SHOWN_RESULTS = 6
#: The page asks so often whether anything changed, in seconds.
EVERY = 5


@dataclass(frozen=True)
class Chosen:
    """An option with who chose it.

    Attributes:
        length: Of its bar, of those who count.
        address: Query string of the table narrowed to them.
    """

    label: str
    number: int
    length: str
    members: list[str]
    address: str


@dataclass(frozen=True)
class Result:
    """The counted answers to a question."""

    question: Question
    options: list[Chosen]


def _results(returned: Returns) -> list[Result]:
    if returned.sealed or len(returned.questions) > SHOWN_RESULTS:
        return []
    counted = returned.counts[Status.COUNTED]
    return [
        Result(
            question,
            [
                Chosen(
                    choice_label(question, option),
                    len(members),
                    length_of(len(members), counted),
                    [member_name(member) for member in members],
                    f"?answer={question.pk}.{option}#list",
                )
                for option, members in returned.tally[question.pk].items()
            ],
        )
        for question in returned.questions
    ]


@page(at_enquiry(Action.REPLIES_SEE))
def enquiry_desk(request: HttpRequest, at: AtEnquiry) -> HttpResponse:
    """The whole desk; with ``live``, what changes of it, or nothing where it is as the browser has ``seen`` it."""
    live = "live" in request.GET
    # Most of the time nothing has changed: no version and no condition is read for that.
    if live and request.GET.get("seen") == at.returned().mark:
        return HttpResponse(status=204)
    returned = at.returned(*ReplyTable.READS)
    replies = ReplyTable(returned, TableQuery(request.GET))
    if replies.query.format:
        return export(replies.for_file, f"replies-{at.enquiry.letter.symbol.replace('/', '-')}")
    counts = [
        (status.value, label_of(status, at.enquiry.kind), str(sign), returned.counts[status], TONES[status])
        for status, (_label, sign) in STATUSES.items()
    ]
    context = {
        **at.context("state"),
        "state": state_of(at.enquiry, at.now, at.broken),
        "returned": returned,
        "counts": counts,
        "waits": queries.needing_action(at.enquiry),
        "unsettled": queries.unsettled(at.enquiry) if at.may_declare else 0,
        "result": returned.declared,
        "picture": picture(returned),
        "picture_heading": heading(returned),
        "results": _results(returned),
        "replies": replies,
        "table": replies.table,
        "has_regions": bool(at.consultation.body.has.regions),
        "every": EVERY,
        "extensions": list(at.enquiry.extensions.all()),
        "withdrawn": [question for question in returned.questions if question.withdrawn_at],
    }
    return render(request, "web/enquiries/parts/live.html" if live else "web/enquiries/desk.html", context)


@page(at_enquiry(Action.REPLIES_SEE))
def enquiry_result(_request: HttpRequest, at: AtEnquiry) -> HttpResponse:
    """The declared result in its canonical form: its SHA-256 is the digest that the desk shows (rule 18)."""
    result = declared.result_of(at.enquiry)
    if result is None:
        raise Http404
    name = f"result-{at.enquiry.letter.symbol.replace('/', '-')}.json"
    return download(declared.canonical(result.content), name, "application/json")
