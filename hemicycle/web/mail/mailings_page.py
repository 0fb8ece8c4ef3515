"""Mails to many, and what became of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from hemicycle.consultations.languages import NATIVE_NAMES, say
from hemicycle.mail import answers, mailings, progress
from hemicycle.mail.messages import say as say_reason
from hemicycle.mail.texts import TEMPLATES
from hemicycle.people.models import Delivery, Mailing
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.web.access import visitors
from hemicycle.web.toolkit.exports import FORMATS, export
from hemicycle.web.toolkit.keys import key_of
from hemicycle.web.toolkit.querylist import Index, ListedColumn, Listing
from hemicycle.web.toolkit.tables import folded

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse, QueryDict

    from hemicycle.consultations.models import Consultation
    from hemicycle.web.toolkit.querylist import Line

Column = ListedColumn[Delivery]
State = Delivery.State
#: Seconds after which a page of a mail that goes out is loaded again.
REFRESH = "5"
_INDEX = Index(
    ("person__name", "contact__name", "address", "answer"), lambda line: " ".join(str(text or "") for text in line[1:])
)


def title(mailing: Mailing) -> str:
    """What the desk calls a mail: the name of our text, or its subject."""
    return title_of(mailing.template) or say(mailing.subject)


def title_of(template: str) -> str:
    """The name of one of our texts; empty for the sender's own words."""
    return str(TEMPLATES[template].title) if template in TEMPLATES else ""


@login_required
@require_safe
def mailings_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Every mail with its progress; with people chosen in the desk's list, a new mail to them."""
    consultation, _visitor = visitors.at_desk(request, slug, Action.MAIL_SEND)
    if "registration" in request.GET or "all" in request.GET:
        return redirect(f"{reverse('write_mail', args=[slug])}?{request.GET.urlencode()}")
    written = [(row, title(row), done) for row, done in progress.written(consultation)]
    by_itself = [(name, title_of(name) or name, done) for name, done in progress.by_itself(consultation)]
    running = any(done.queued for _row, _title, done in written)
    context = {"consultation": consultation, "written": written, "by_itself": by_itself, "running": running}
    return refreshed(request, render(request, "web/mail/mailings.html", context), running=running)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mailing(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The log of one mail; by POST, cancel what waits, or send again what failed."""
    consultation, _visitor = visitors.at_desk(request, slug, Action.MAIL_SEND)
    row = get_object_or_404(Mailing.objects.select_related("sent_by"), pk=pk, consultation=consultation)
    if request.method == "POST":
        return _act(request, consultation, row)
    texts = [(code, NATIVE_NAMES[code], row.subject[code], row.body[code]) for code in row.body]
    context = {"mailing": row, "title": title(row), "texts": texts}
    return _log(request, consultation, row.deliveries.all(), context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mails_by_itself(request: HttpRequest, slug: str, template: str) -> HttpResponse:
    """The log of what went out by itself with one of our texts."""
    consultation, _visitor = visitors.at_desk(request, slug, Action.MAIL_SEND)
    if template not in TEMPLATES:
        raise Http404
    if request.method == "POST":
        return _act(request, consultation, None)
    rows = Delivery.objects.filter(
        mailing__consultation=consultation, mailing__sent_by=None, mailing__template=template
    )
    return _log(request, consultation, rows, {"title": title_of(template), "template": template})


def _act(request: HttpRequest, consultation: Consultation, row: Mailing | None) -> HttpResponse:
    performer, now, asked = visitors.performer(request), timezone.now(), request.POST
    key = key_of(asked.get("delivery", ""))
    try:
        if asked.get("act") == "cancel" and row is not None:
            number = mailings.cancel(consultation.pk, performer, now, row.pk)
            said = ngettext("%(number)d mail was cancelled.", "%(number)d mails were cancelled.", number)
            messages.success(request, said % {"number": number})
        elif key is not None:
            again = mailings.resend(consultation.pk, performer, now, key, asked.get("address", ""))
            messages.success(request, _("The mail to %(address)s is on its way.") % {"address": again.address})
    except Refusal as refusal:
        messages.error(request, say_reason(refusal.reason, consultation.zone))
    return redirect(request.get_full_path())


def _log(
    request: HttpRequest, consultation: Consultation, rows: QuerySet[Delivery], context: dict[str, object]
) -> HttpResponse:
    done = progress.progress(rows)
    table = _listing(rows, consultation, request.GET)
    kind = request.GET.get("format")
    if kind in FORMATS:
        return export(table, "mail", kind)
    shown = [(row, answers.words(row), row.state in mailings.AGAIN) for row in table.rows]
    states = [(value, label) for value, label in State.choices if value != State.SENDING]
    context |= {"consultation": consultation, "done": done, "table": table, "rows": shown, "states": states}
    return refreshed(request, render(request, "web/mail/mailing.html", context), running=bool(done.queued))


def refreshed(request: HttpRequest, response: HttpResponse, *, running: bool) -> HttpResponse:
    """Load the page again while a mail goes out, unless its reader asked for it to stand still."""
    if running and "still" not in request.GET:
        response.headers["Refresh"] = REFRESH
    return response


def _listing(rows: QuerySet[Delivery], consultation: Consultation, asked: QueryDict) -> Listing[Delivery]:
    state = asked.get("state", "")
    chosen = rows.filter(state=state) if state in State.values else rows
    kept = {name: asked.get(name, "") for name in ("state", "still") if name in asked}
    named = chosen.select_related("person", "contact", "registration")
    return Listing(_columns(consultation), named.order_by("pk"), _INDEX, asked, kept)


def _name(row: Delivery) -> str:
    who = row.person or row.contact
    return who.name if who else ""


def _columns(consultation: Consultation) -> list[Column]:
    def name(line: Line) -> str:
        return folded(str(line[1] or line[2] or ""))

    def sent(row: Delivery) -> str:
        return row.sent_at.astimezone(consultation.zone).isoformat(" ", "minutes")[:16] if row.sent_at else ""

    return [
        Column("name", _("Name"), _name, rank=name),
        Column("address", _("Address"), lambda row: row.address, order=("address",)),
        Column("language", _("Language"), lambda row: NATIVE_NAMES[row.language], order=("language",)),
        Column("state", pgettext("status", "State"), lambda row: row.get_state_display(), order=("state",)),
        Column("sent", _("Sent at"), sent, order=("sent_at",)),
        Column("attempts", _("Attempts"), lambda row: row.attempts, order=("attempts",)),
        Column("answer", _("Answer"), answers.words, order=("answer",)),
    ]
