"""Mails to many, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.consultations.alphabetical import sort_key
from hemicycle.consultations.joins import beside
from hemicycle.consultations.languages import NATIVE_NAMES, localized
from hemicycle.fields.keys import key_of
from hemicycle.mail import answers, mailings, progress
from hemicycle.mail.messages import refusal_message
from hemicycle.mail.models import Delivery, Mailing
from hemicycle.mail.placeholders import fill_known
from hemicycle.mail.texts import TEMPLATES
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import Done, PageAction, registered, run, sent, told_there
from hemicycle.web.access.permissions import may
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.queryset_table import QuerysetTable, SearchIndex
from hemicycle.web.toolkit.refreshing import refreshed
from hemicycle.web.toolkit.tables import Column, TableQuery

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation
    from hemicycle.web.access.permissions import InConsultation
    from hemicycle.web.toolkit.queryset_table import IndexLine

State = Delivery.State
_INDEX = SearchIndex(
    ("person__name", "contact__name", "address", "answer"), lambda line: " ".join(str(text or "") for text in line[1:])
)


def title(mailing: Mailing) -> str:
    """What the desk calls a mail: the name of our text, or its subject."""
    named = {"consultation": str(mailing.consultation)}
    return title_of(mailing.template) or fill_known(localized(mailing.subject), named)


def title_of(template: str) -> str:
    """The name of one of our texts; empty for the sender's own words."""
    return str(TEMPLATES[template].title) if template in TEMPLATES else ""


@page(may(Action.MAIL_SEND))
def mailings_page(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Every mail with its progress; with people chosen in the desk's list, a new mail to them."""
    consultation = desk.consultation
    if "registration" in request.GET or "all" in request.GET:
        return redirect(f"{reverse('write_mail', args=[consultation.slug])}?{request.GET.urlencode()}")
    written = [(row, title(row), done) for row, done in progress.written(consultation)]
    by_itself = [(name, title_of(name) or name, done) for name, done in progress.by_itself(consultation)]
    running = any(done.queued for _row, _title, done in written)
    context = {"consultation": consultation, "written": written, "by_itself": by_itself, "running": running}
    return refreshed(request, render(request, "web/mail/mailings.html", context), running=running)


@page(may(Action.MAIL_SEND), FORM)
def mailing(request: HttpRequest, desk: InConsultation, pk: int) -> HttpResponse:
    """The log of one mail; by POST, cancel what waits, or send again what failed."""
    row = progress.find(desk.consultation, pk)
    if row is None:
        raise Http404
    if request.method == "POST":
        return _act(request, desk, row)
    texts = [
        (code, NATIVE_NAMES[code], subject[code], body[code])
        for subject, body in (row.words(copy=False), row.words(copy=True))
        for code in body
    ]
    context = {"mailing": row, "title": title(row), "texts": texts}
    return _log(request, desk.consultation, progress.deliveries(row), context)


@page(may(Action.MAIL_SEND), FORM)
def mails_by_itself(request: HttpRequest, desk: InConsultation, template: str) -> HttpResponse:
    """The log of what went out by itself with one of our texts."""
    if template not in TEMPLATES:
        raise Http404
    if request.method == "POST":
        return _act(request, desk, None)
    rows = progress.deliveries_by_itself(desk.consultation, template)
    return _log(request, desk.consultation, rows, {"title": title_of(template), "template": template})


@dataclass(frozen=True)
class _Log:
    """Where an action on the log of a mail stands: at the desk, and at which mail, if it is one that somebody wrote."""

    desk: InConsultation
    mailing: Mailing | None


def _cancel(log: _Log, _request: HttpRequest, _form: None) -> str:
    if log.mailing is None:
        return ""
    desk = log.desk
    number = mailings.cancel(desk.consultation.pk, desk.performer, desk.now, log.mailing.pk)
    said = ngettext("%(number)d message was cancelled.", "%(number)d messages were cancelled.", number)
    return said % {"number": number}


def _send_again(log: _Log, request: HttpRequest, _form: None) -> str | Done:
    key, desk = key_of(request.POST.get("delivery", "")), log.desk
    if key is None:
        return ""
    again = mailings.resend(desk.consultation.pk, desk.performer, desk.now, key, request.POST.get("address", ""))
    if again.pk == key:
        words = _("%(address)s is proposed. Nothing is sent until a second member of the secretariat confirms it here.")
        return Done(words % {"address": again.proposed_address}, less=True)
    return _("The message to %(address)s is being sent.") % {"address": again.address}


ACTIONS = registered(
    PageAction("cancel", Action.MAIL_SEND, _cancel),
    PageAction("again", Action.MAIL_SEND, _send_again),
)


def _act(request: HttpRequest, desk: InConsultation, row: Mailing | None) -> HttpResponse:
    here = request.get_full_path()

    again = told_there(request, here, lambda reason: refusal_message(reason, desk.consultation.zone))
    return run(request, _Log(desk, row), sent(request, ACTIONS, otherwise="again"), then=here, again=again)


def _log(
    request: HttpRequest, consultation: Consultation, rows: QuerySet[Delivery], context: dict[str, object]
) -> HttpResponse:
    done = progress.progress(rows)
    table = _table(rows, consultation, TableQuery(request.GET))
    if table.query.format:
        return export(table, "mail")
    shown = [(row, answers.words(row), row.state in mailings.AGAIN) for row in table.rows]
    states = [(value, label) for value, label in State.choices if value != State.SENDING]
    chosen = table.query.filter("state", _("Status"), states)
    context |= {"consultation": consultation, "done": done, "table": table, "rows": shown, "filter": chosen}
    return refreshed(request, render(request, "web/mail/mailing.html", context), running=bool(done.queued))


def _table(rows: QuerySet[Delivery], consultation: Consultation, query: TableQuery) -> QuerysetTable[Delivery]:
    named = progress.listed(rows, query.chosen("state"))
    return QuerysetTable(_columns(consultation), named, _INDEX, query, query.keeping("state", "still"))


def _name(row: Delivery) -> str:
    who = row.person or row.contact
    return beside([who.name if who else "", _("copy") if row.copy else ""])


def _columns(consultation: Consultation) -> list[Column[Delivery]]:
    def name(line: IndexLine) -> str:
        return sort_key(str(line[1] or line[2] or ""))

    def sent(row: Delivery) -> str:
        return row.sent_at.astimezone(consultation.zone).isoformat(" ", "minutes")[:16] if row.sent_at else ""

    return [
        Column("name", _("Name"), _name, sort_key=name),
        Column("address", _("Address"), lambda row: row.address, order_by=("address",)),
        Column("language", _("Language"), lambda row: NATIVE_NAMES[row.language], order_by=("language",)),
        Column("state", _("Status"), lambda row: row.get_state_display(), order_by=("state",)),
        Column("sent", _("Sent at"), sent, order_by=("sent_at",)),
        Column("attempts", _("Attempts"), lambda row: row.attempts, order_by=("attempts",)),
        Column("answer", _("Answer"), answers.words, order_by=("answer",)),
    ]
