"""The queue of the help desk: every case of a consultation, and the hand-over of all of one's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from hemicycle.rules.permissions import Action
from hemicycle.support import queries
from hemicycle.support.actions import cases as actions
from hemicycle.support.messages import refusal_message
from hemicycle.support.models import HelpCase
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent, show
from hemicycle.web.support import case_words as words
from hemicycle.web.support.case_access import DESK
from hemicycle.web.support.case_forms import HandOverForm
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.tables import Column, Table, TableQuery, narrowed_by

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from hemicycle.people.models import Registration
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.access.permissions import InConsultation
    from hemicycle.web.toolkit.tables import Filter

_OPEN, _MINE, _NOBODY = "open", "mine", "nobody"


@dataclass(frozen=True)
class CaseRow:
    """A case as the table shows it."""

    case: HelpCase
    now: datetime

    @property
    def member(self) -> str:
        """The Member's name; empty for who represents none."""
        return words.member(self.case)

    @property
    def tone(self) -> str:
        """The colour of its status."""
        return words.tone(self.case)

    @property
    def holder(self) -> str:
        """Who has it; empty for nobody."""
        return words.holder(self.case)

    @property
    def minutes(self) -> float | None:
        """How long its person has waited; none while they do not."""
        since = self.case.waiting_since
        return words.minutes(self.now - since) if since else None

    @property
    def last(self) -> str:
        """What was written last."""
        return words.last_words(self.case)

    def day(self, at: datetime) -> str:
        """The day of a moment, in the consultation's zone."""
        return self.case.consultation.day(at).isoformat()


def _hand_over_all(desk: InConsultation, _request: HttpRequest, form: HandOverForm) -> str:
    to, text = int(form.cleaned_data["to"]), form.cleaned_data["text"]
    number = actions.hand_over_all(desk.consultation.pk, desk.performer, desk.now, to=to, text=text)
    told = ngettext("%(number)d case is handed over.", "%(number)d cases are handed over.", number)
    return told % {"number": number}


def _form(desk: InConsultation, request: HttpRequest | None) -> HandOverForm:
    workers = queries.workers(desk.consultation, desk.today)
    return HandOverForm(request.POST if request else None, "all", workers, desk.visitor.registration)


HAND_OVER = PageAction("hand_over_all", Action.HELP_ANSWER, _hand_over_all, _form)
ACTIONS = registered(HAND_OVER)


@page(DESK, FORM)
def help_cases(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """The table, and its files."""
    if request.method != "POST":
        return _page(request, desk)
    here = reverse("help_cases", args=[desk.consultation.slug])
    return run(request, desk, sent(request, ACTIONS), then=here, again=lambda refused: _page(request, desk, refused))


def _page(request: HttpRequest, desk: InConsultation, refused: Again | None = None) -> HttpResponse:
    query, me = TableQuery(request.GET), desk.visitor.registration
    rows = [CaseRow(case, desk.now) for case in queries.of_consultation(desk.consultation)]
    filters = _filters(query, rows)
    chosen = narrowed_by(filters)
    days = query.keeping("day") if query.chosen("day") else {}
    shown = [row for row in rows if _matches(row, {**chosen, **days}, me)]
    table = Table(_columns(desk), shown, query, {**chosen, **days})
    if table.query.format:
        return export(table, f"help-desk-{desk.consultation.slug}")
    mine = sum(row.case.assignee_id == me.pk and not row.case.solved for row in rows)
    context = {
        "consultation": desk.consultation,
        "table": table,
        "filters": filters,
        "told": _("%(shown)d of %(total)d") % {"shown": len(table.rows), "total": len(rows)},
        "waiting": sum(row.case.waiting_since is not None for row in rows),
        "mine": mine,
        "may_work": desk.may_send(Action.HELP_ANSWER),
        "form": refused.form if refused else _form(desk, None) if mine else None,
    }
    return show(request, "web/support/cases.html", context, refused, refusal_message, desk.consultation.zone)


def _filters(query: TableQuery, rows: list[CaseRow]) -> list[Filter]:
    holders = {str(row.case.assignee_id): row.holder for row in rows if row.case.assignee_id}
    named = sorted(holders.items(), key=lambda one: one[1])
    return [
        query.filter("status", _("Status"), [(_OPEN, _("All but solved")), *HelpCase.Status.choices]),
        query.filter("holder", _("Assigned to"), [(_MINE, _("Me")), (_NOBODY, _("Nobody")), *named]),
        query.filter("channel", pgettext("of a case", "Channel"), HelpCase.Channels.choices),
        query.filter("cause", _("Cause"), HelpCase.Cause.choices),
    ]


def _matches(row: CaseRow, chosen: dict[str, str], me: Registration) -> bool:
    case = row.case
    status, holder = chosen.get("status", ""), chosen.get("holder", "")
    return (
        (not status or (not case.solved if status == _OPEN else case.status == status))
        and (
            not holder
            or (holder == _MINE and case.assignee_id == me.pk)
            or (holder == _NOBODY and case.assignee_id is None)
            or holder == str(case.assignee_id)
        )
        and chosen.get("channel", case.channel) == case.channel
        and chosen.get("cause", case.cause) == case.cause
        and chosen.get("day", row.day(case.opened_at)) == row.day(case.opened_at)
    )


def _columns(desk: InConsultation) -> list[Column[CaseRow]]:
    zone = desk.consultation.zone

    def written(at: datetime | None) -> str:
        return at.astimezone(zone).strftime("%Y-%m-%d %H:%M") if at else ""

    return [
        Column("number", pgettext("of a case", "Number"), lambda row: row.case.number),
        Column("name", _("Name"), lambda row: row.case.who),
        Column("member", _("Member"), lambda row: row.member),
        Column("status", _("Status"), lambda row: row.case.get_status_display()),
        Column("waiting", _("Waiting (minutes)"), lambda row: row.minutes),
        Column("holder", _("Assigned to"), lambda row: row.holder),
        Column("channel", pgettext("of a case", "Channel"), lambda row: row.case.get_channel_display()),
        Column("opened", _("Opened"), lambda row: written(row.case.opened_at)),
        Column("last", _("Last message"), lambda row: row.last),
        Column("cause", _("Cause"), lambda row: row.case.get_cause_display() if row.case.cause else "", shown=False),
        Column("answered", _("First answer"), lambda row: written(row.case.answered_at), shown=False),
        Column("solved", _("Solved"), lambda row: written(row.case.solved_at), shown=False),
        Column("call_back", _("Call-back number"), lambda row: row.case.call_back, shown=False),
        Column("everything", _("Messages and notes"), lambda row: words.everything(row.case), shown=False),
    ]
