"""Replies at the desk: what waits for somebody, an entry beside its source, and what is done about it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, TypeVar, cast

from csp.constants import NONE, SELF
from csp.decorators import csp_replace, csp_update
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from hemicycle.correspondence.actions import replies
from hemicycle.correspondence.messages import say
from hemicycle.correspondence.models import ReplyVersion
from hemicycle.correspondence.queries import version_of
from hemicycle.people.models.registrations import WORDS_LENGTH
from hemicycle.people.uploads import JPEG, PDF, PNG, TEXT
from hemicycle.rules import replies as rules
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Allowed, Refusal
from hemicycle.web.access import visitors
from hemicycle.web.replies.answer_sheet import questions_of
from hemicycle.web.replies.entry_form import NOTE_LENGTH
from hemicycle.web.replies.history import history
from hemicycle.web.replies.pending import Waiting, waiting
from hemicycle.web.replies.receipt_page import receipt_context
from hemicycle.web.replies.reply_access import Reading
from hemicycle.web.replies.respondent import find_enquiry, versions_of
from hemicycle.web.toolkit.exports import FORMATS, export
from hemicycle.web.toolkit.tables import Column, Table

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from hemicycle.consultations.models import Consultation
    from hemicycle.web.access.visitors import Visitor

#: How a source is shown beside what was entered; what is not here is downloaded.
_PICTURES, _SHOWN = {PNG, JPEG}, {PDF, PNG, JPEG}
View = TypeVar("View", bound="Callable[..., HttpResponseBase]")


def _shows_the_source(view: View) -> View:
    """The page frames the source of an entry, which is ours; a page that tells of a refusal shows it again."""
    return cast("View", csp_update({"frame-src": [SELF]})(view))


def _is_shown_inside(view: View) -> View:
    """A source runs nothing and is framed by our own pages alone."""
    return cast("View", csp_replace({"default-src": [NONE], "frame-ancestors": [SELF]})(view))


@login_required
@require_safe
def replies_waiting(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that waits: for a second person, for the chair, for a focal point."""
    consultation, visitor = visitors.at_desk(request, slug, Action.REPLIES_SEE)
    table = Table(_columns(consultation), waiting(consultation), request.GET)
    kind = request.GET.get("format")
    if kind in FORMATS:
        return export(table, "replies-waiting", kind)
    context = {"consultation": consultation, "table": table, "desk": visitor.may(Action.REPLY_ENTER)}
    return render(request, "web/replies/pending.html", context)


def _columns(consultation: Consultation) -> list[Column[Waiting]]:
    def received(one: Waiting) -> str:
        return one.version.received_at.astimezone(consultation.zone).isoformat(" ", "minutes")[:16]

    return [
        Column("what", _("What it waits for"), lambda one: one.words),
        Column("member", _("Member"), lambda one: one.member),
        Column("letter", _("Letter"), lambda one: one.version.reply.enquiry.letter.symbol),
        Column("receipt", _("Receipt"), lambda one: one.version.receipt),
        Column("channel", _("How it came"), lambda one: one.version.get_channel_display()),
        Column("received", _("Received"), received),
        Column("entered", _("Entered by"), lambda one: one.version.entered_by.name if one.version.entered_by else ""),
    ]


@login_required
@_shows_the_source
@require_safe
def reply_desk(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One version at the desk: its source beside what was entered, and what may be done about it."""
    consultation, visitor = visitors.at_desk(request, slug, Action.REPLIES_SEE)
    return _shown(request, visitor, _find(consultation, pk))


def _find(consultation: Consultation, key: int) -> ReplyVersion:
    rows = ReplyVersion.objects.filter(reply__enquiry__letter__consultation=consultation, pk=key)
    found = rows.select_related("reply__member", "reply__enquiry__letter__consultation", "source").first()
    if found is None:
        raise Http404
    return found


def _shown(
    request: HttpRequest,
    visitor: Visitor,
    version: ReplyVersion,
    refused: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    consultation, now = version.reply.enquiry.letter.consultation, timezone.now()
    enquiry = find_enquiry(consultation, version.reply.enquiry_id)
    if enquiry is None:
        raise Http404
    reply = version.reply
    reply.enquiry = enquiry
    reading = Reading(enquiry, reply, versions_of(reply), now, answers=False, sees_all=True)
    row = next(one for one in reading.versions if one.pk == version.pk)
    entries = history(enquiry, reply, reading.versions, questions_of(enquiry))
    as_ruled, declared = version_of(row), enquiry.declared_at is not None
    may_confirm = rules.may_confirm(as_ruled, visitor.registration.person_id)
    late = rules.may_accept_late(as_ruled, enquiry.deadline, declared=declared)
    context = {
        **receipt_context(reading, row),
        "reading": reading,
        "entry": next(one for one in entries if one.row.pk == row.pk),
        "confirms": isinstance(may_confirm, Allowed) and visitor.may(Action.REPLY_CONFIRM),
        "entered_it": may_confirm.reason.code is RuleCode.NEEDS_SECOND_PERSON,
        "accepts": isinstance(late, Allowed) and row.accepted_at is None and visitor.may(Action.REPLY_ACCEPT),
        "waits_for_chair": isinstance(late, Allowed) and row.accepted_at is None,
        "desk": visitor.may(Action.REPLY_ENTER),
        "source_kind": _kind(row),
        "source_text": _text(row),
        "refused": refused,
        "words": request.POST.get("words", ""),
        "words_length": WORDS_LENGTH,
    }
    return render(request, "web/replies/desk.html", context, status=status)


def _kind(version: ReplyVersion) -> str:
    """How the source is shown: ``frame``, ``picture``, ``text``, ``file``; empty where there is none."""
    if version.source is None:
        return ""
    kinds = {PDF: "frame", TEXT: "text", **dict.fromkeys(_PICTURES, "picture")}
    return kinds.get(version.source.media_type, "file")


def _text(version: ReplyVersion) -> str:
    if version.source is None or version.source.media_type != TEXT:
        return ""
    try:
        with version.source.file.open("rb") as file:
            content: bytes = file.read(4 * NOTE_LENGTH)
    except FileNotFoundError:
        return ""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    return content.decode(encoding, "replace")[:NOTE_LENGTH]


@login_required
@xframe_options_sameorigin
@_is_shown_inside
@require_safe
def reply_source(request: HttpRequest, slug: str, pk: int) -> FileResponse:
    """The paper or mail behind a version: to be saved, or with ``show`` inside the page of the entry.

    Only what was looked at and found to be a PDF or a picture is shown; the browser guesses nothing.
    """
    consultation, _visitor = visitors.at_desk(request, slug, Action.REPLIES_SEE)
    source = _find(consultation, pk).source
    if source is None:
        raise Http404
    try:
        content = source.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    inside = "show" in request.GET and source.media_type in _SHOWN
    response = FileResponse(
        content, as_attachment=not inside, filename=source.name, content_type=source.media_type
    )  # fmt: skip
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@login_required
@_shows_the_source
@require_POST
def reply_confirm(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A second person has compared the entry with its source, and it is right."""
    consultation, visitor = visitors.at_desk(request, slug, Action.REPLY_CONFIRM)
    version, now = _find(consultation, pk), timezone.now()
    try:
        replies.confirm(version, visitors.performer(request), now)
    except Refusal as refusal:
        return _refused(request, visitor, version, refusal)
    messages.success(request, _("Confirmed. The focal point is told."))
    return redirect("replies_waiting", slug)


@login_required
@_shows_the_source
@require_POST
def reply_return(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A second person has compared the entry with its source, and it is not what that says."""
    consultation, visitor = visitors.at_desk(request, slug, Action.REPLY_CONFIRM)
    return _with_words(request, visitor, _find(consultation, pk), timezone.now(), accept=False)


@login_required
@_shows_the_source
@require_POST
def reply_accept(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The chair accepts an answer that came late (rule 18)."""
    consultation, visitor = visitors.at_desk(request, slug, Action.REPLY_ACCEPT)
    return _with_words(request, visitor, _find(consultation, pk), timezone.now(), accept=True)


def _with_words(
    request: HttpRequest, visitor: Visitor, version: ReplyVersion, now: datetime, *, accept: bool
) -> HttpResponse:
    performer, words = visitors.performer(request), request.POST.get("words", "")
    act = replies.accept_late if accept else replies.return_entry
    try:
        act(version, performer, now, words=words)
    except Refusal as refusal:
        return _refused(request, visitor, version, refusal)
    said = (
        _("The late answer is accepted, on record.")
        if accept
        else _("The entry is returned, and never counts. Enter the answer anew.")
    )
    messages.success(request, said)
    return redirect("replies_waiting", version.reply.enquiry.letter.consultation.slug)


def _refused(request: HttpRequest, visitor: Visitor, version: ReplyVersion, refusal: Refusal) -> HttpResponse:
    words = say(refusal.reason, version.reply.enquiry.first_deadline.zone)
    return _shown(request, visitor, version, words, HTTPStatus.CONFLICT)
