"""The page behind the link in a mail: a Member's contact confirms its name, or withdraws it (rule 24)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from hemicycle.contributions import queries
from hemicycle.contributions.actions import names
from hemicycle.contributions.links import named_in
from hemicycle.contributions.messages import refusal_message
from hemicycle.journal.address import address_of
from hemicycle.people.member_names import member_name
from hemicycle.rules.contributions import Name
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent, show
from hemicycle.web.access.permissions import NOBODY
from hemicycle.web.contributions.contribution_page import ShownName, facts_of, shown_names

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from hemicycle.contributions.models import Submitter
    from hemicycle.contributions.queries import SeenContribution
    from hemicycle.mail.models import Delivery
    from hemicycle.web.access.page_actions import Again


@dataclass(frozen=True)
class _AtName:
    """The reader who opened the link, and the submitter whose name it is about."""

    submitter: Submitter
    delivery: Delivery
    seen: SeenContribution
    now: datetime


def _answered(at: _AtName, request: HttpRequest, *, confirmed: bool) -> str:
    names.answer_by_link(at.submitter, at.delivery, address_of(request), at.now, confirmed=confirmed)
    words = _("The name of %(member)s is confirmed.") if confirmed else _("The name of %(member)s is withdrawn.")
    return words % {"member": member_name(at.submitter.member)}


def _confirm(at: _AtName, request: HttpRequest, _form: None) -> str:
    return _answered(at, request, confirmed=True)


def _withdraw(at: _AtName, request: HttpRequest, _form: None) -> str:
    return _answered(at, request, confirmed=False)


ACTIONS = registered(
    PageAction("confirm", Action.CONTRIBUTION_NAME, _confirm),
    PageAction("withdraw", Action.CONTRIBUTION_NAME, _withdraw),
)


@page(NOBODY, FORM)
def contribution_name_link(request: HttpRequest, _visit: None, token: str) -> HttpResponse:
    """The contribution, and the two answers; a link opens it without an account, and nothing else."""
    now = timezone.now()
    found = named_in(token, now)
    seen = queries.contribution(found[0].contribution.consultation, found[0].contribution_id) if found else None
    if found is None or seen is None:
        raise Http404
    at = _AtName(*found, seen, now)
    if request.method != "POST":
        return _page(request, at, None)
    action = sent(request, ACTIONS)
    return run(request, at, action, then=request.path, again=lambda refused: _page(request, at, refused))


def _page(request: HttpRequest, at: _AtName, refused: Again | None) -> HttpResponse:
    consultation, code = at.seen.row.consultation, at.submitter.member.code
    shown = shown_names(at.seen, {code}, request.GET.get("withdraw", ""))
    context = {
        "consultation": consultation,
        "member": member_name(at.submitter.member),
        "own": next((one for one in shown if one.row.pk == at.submitter.pk), ShownName(at.submitter, Name.WITHDRAWN)),
        "names": shown,
        **facts_of(at.seen),
    }
    return show(request, "web/contributions/name.html", context, refused, refusal_message, consultation.zone)
