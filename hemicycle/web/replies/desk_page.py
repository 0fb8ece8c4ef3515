"""Replies at the desk: what waits for somebody, an entry beside its source, and what is done about it."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeVar, cast

from csp.constants import NONE, SELF
from csp.decorators import csp_replace, csp_update
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from hemicycle.arrivals import queries as arrivals
from hemicycle.arrivals.keeping import MEDIA_TYPE as MAIL
from hemicycle.correspondence import queries, seen_replies, told
from hemicycle.correspondence.actions import replies
from hemicycle.correspondence.messages import refusal_message
from hemicycle.correspondence.models import Enquiry, ReplyVersion
from hemicycle.people.models.registrations import WORDS_LENGTH
from hemicycle.people.uploads import JPEG, PDF, PNG, TEXT
from hemicycle.rules import replies as rules
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Allowed
from hemicycle.rules.replies import Channel
from hemicycle.web.access.page import SEND, Permission, page
from hemicycle.web.access.page_actions import Again, PageAction, run
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.replies.entry_form import NOTE_LENGTH
from hemicycle.web.replies.history import compared, history
from hemicycle.web.replies.pending import Waiting, waiting
from hemicycle.web.replies.receipt_page import receipt_context
from hemicycle.web.toolkit.downloads import stored_file
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.tables import Column, Table, TableQuery

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import FileResponse, HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from hemicycle.consultations.models import Consultation

#: How a source is shown beside what was entered; what is not here is downloaded.
_PICTURES, _SHOWN = {PNG, JPEG}, {PDF, PNG, JPEG}
View = TypeVar("View", bound="Callable[..., HttpResponseBase]")


def _shows_the_source(view: View) -> View:
    """The page frames the source of an entry, which is ours; a page that tells of a refusal shows it again."""
    return cast("View", csp_update({"frame-src": [SELF]})(view))


def _is_shown_inside(view: View) -> View:
    """A source runs nothing and is framed by our own pages alone."""
    return cast("View", csp_replace({"default-src": [NONE], "frame-ancestors": [SELF]})(view))


@page(may(Action.REPLIES_SEE))
def replies_waiting(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Everything that waits: for a second person, for the chair, for a focal point."""
    consultation = desk.consultation
    table = Table(_columns(consultation), waiting(consultation), TableQuery(request.GET))
    if table.query.format:
        return export(table, "replies-waiting")
    context = {"consultation": consultation, "table": table}
    return render(request, "web/replies/pending.html", context)


def _columns(consultation: Consultation) -> list[Column[Waiting]]:
    def received(row: Waiting) -> str:
        return row.version.received_at.astimezone(consultation.zone).isoformat(" ", "minutes")[:16]

    return [
        Column("what", _("Waiting for"), lambda row: row.words),
        Column("member", _("Member"), lambda row: row.member),
        Column("letter", _("Letter"), lambda row: row.version.reply.enquiry.letter.symbol),
        Column("receipt", _("Receipt"), lambda row: row.version.receipt),
        Column("channel", _("Means of receipt"), lambda row: row.version.get_channel_display()),
        Column("received", _("Received"), received),
        Column("entered", _("Entered by"), lambda row: row.version.entered_by.name if row.version.entered_by else ""),
    ]


@dataclass(frozen=True)
class _AtVersion(InConsultation):
    """Somebody at the desk, and the version of a reply that they look at."""

    version: ReplyVersion


def _version(action: Action) -> Permission[_AtVersion]:
    """To do this with the version of a reply that ``pk`` names."""
    desk = may(action)

    def check(request: HttpRequest, arguments: dict[str, Any]) -> _AtVersion:
        at = desk.check(request, arguments)
        try:
            version = queries.find_version(at.consultation, arguments.pop("pk"))
        except ReplyVersion.DoesNotExist as error:
            raise Http404 from error
        return _AtVersion(at.consultation, at.visitor, at.performer, at.now, version)

    return Permission(action, check)


@page(_version(Action.REPLIES_SEE))
@_shows_the_source
def reply_desk(request: HttpRequest, at: _AtVersion) -> HttpResponse:
    """One version at the desk: its source beside what was entered, and what may be done about it."""
    return _shown(request, at)


def _shown(request: HttpRequest, at: _AtVersion, refused: str = "", status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    try:
        reading = seen_replies.at_desk(at.version, at.now, compares=_compares(at))
    except Enquiry.DoesNotExist as error:
        raise Http404 from error
    enquiry, visitor = reading.enquiry, at.visitor
    row = next(version for version in reading.versions if version.pk == at.version.pk)
    as_ruled = queries.version_of(row)
    person = visitor.registration.person
    let_in = queries.let_in(person, row.reply.enquiry.letter.consultation, row.entered_by_id)
    may_confirm = rules.may_confirm(as_ruled, person.pk, declared=reading.declared, let_in=let_in)
    late = rules.may_accept_late(as_ruled, enquiry.deadline, declared=reading.declared)
    own = queries.speaks_for(person, row)
    context = {
        **receipt_context(reading, row),
        "reading": reading,
        "entry": next(version for version in history(reading) if version.row.pk == row.pk),
        "confirms": isinstance(may_confirm, Allowed) and visitor.may(Action.REPLY_CONFIRM),
        "entered_it": may_confirm.reason.code is RuleCode.NEEDS_SECOND_PERSON,
        "let_in": may_confirm.reason.code is RuleCode.NEEDS_INDEPENDENT_PERSON,
        "accepts": isinstance(late, Allowed) and visitor.may(Action.REPLY_ACCEPT) and not own,
        "own": own and visitor.may(Action.REPLY_ACCEPT),
        "waits_for_chair": isinstance(late, Allowed),
        "counted_now": reading.counted,
        "would_change": compared(reading, reading.counted, row) if reading.counted and not reading.sealed else None,
        "several": len(reading.questions) > 1,
        "entered_late": row.entered_late(enquiry.deadline),
        "desk": visitor.secretariat,
        "enters": visitor.may(Action.REPLY_ENTER),
        "was_entered": any(version.channel != Channel.ONLINE.value for version in reading.versions),
        "source_kind": "" if row.pk in reading.sealed else _kind(row),
        "source_text": "" if row.pk in reading.sealed else _text(row),
        "refused": refused,
        "words": request.POST.get("words", ""),
        "words_length": WORDS_LENGTH,
    }
    return render(request, "web/replies/desk.html", context, status=status)


def _compares(at: _AtVersion) -> bool:
    """Whether they enter replies or compare them with their sources."""
    return at.visitor.may(Action.REPLY_CONFIRM) or at.visitor.may(Action.REPLY_ENTER)


def _kind(version: ReplyVersion) -> str:
    """How the source is shown: ``frame``, ``picture``, ``text``, ``file``; empty where there is none."""
    if version.source is None:
        return ""
    if version.source.media_type == MAIL:
        return "text"
    kinds = {PDF: "frame", TEXT: "text", **dict.fromkeys(_PICTURES, "picture")}
    return kinds.get(version.source.media_type, "file")


def _text(version: ReplyVersion) -> str:
    """What a file of text says, or a message."""
    if version.source is not None and version.source.media_type == MAIL:
        arrival = arrivals.of_original(version.source)
        return f"{arrival.subject}\n\n{arrival.text}"[:NOTE_LENGTH] if arrival else ""
    if version.source is None or version.source.media_type != TEXT:
        return ""
    try:
        with version.source.file.open("rb") as file:
            content: bytes = file.read(4 * NOTE_LENGTH)
    except FileNotFoundError:
        return ""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    return content.decode(encoding, "replace")[:NOTE_LENGTH]


@page(_version(Action.REPLIES_SEE))
@xframe_options_sameorigin
@_is_shown_inside
def reply_source(request: HttpRequest, at: _AtVersion) -> FileResponse:
    """The paper or mail behind a version: to be saved, or with ``show`` inside the page of the entry.

    Only what was looked at and found to be a PDF or a picture is shown; the browser guesses nothing. The source of a
    vote that is sealed is seen by those alone who compare it.
    """
    if at.version.pk in seen_replies.at_desk(at.version, at.now, compares=_compares(at)).sealed:
        raise PermissionDenied("sealed")
    source = at.version.source
    inside_page = "show" in request.GET and source is not None and source.media_type in _SHOWN
    return stored_file(source, inside_page=inside_page)


def _confirm(at: _AtVersion, _request: HttpRequest, _form: None) -> str:
    replies.confirm(at.version, at.performer, at.now)
    return f"{_('Confirmed.')} {_who_is_told(at)}"


def _return(at: _AtVersion, request: HttpRequest, _form: None) -> str:
    replies.return_entry(at.version, at.performer, at.now, words=request.POST.get("words", ""))
    return f"{_('The entry is returned and does not count. Enter the reply again.')} {_who_is_told(at)}"


def _accept(at: _AtVersion, request: HttpRequest, _form: None) -> str:
    replies.accept_late(at.version, at.performer, at.now, words=request.POST.get("words", ""))
    return f"{_('The late reply is accepted, on record.')} {_who_is_told(at)}"


def _decline(at: _AtVersion, request: HttpRequest, _form: None) -> str:
    replies.decline_late(at.version, at.performer, at.now, words=request.POST.get("words", ""))
    return f"{_('The late reply is not accepted, on record.')} {_who_is_told(at)}"


def _who_is_told(at: _AtVersion) -> str:
    return told.who_is_told(at.consultation, at.version.reply.member, at.now, at.version.person)


CONFIRM = PageAction("confirm", Action.REPLY_CONFIRM, _confirm)
RETURN = PageAction("return", Action.REPLY_CONFIRM, _return)
ACCEPT = PageAction("accept", Action.REPLY_ACCEPT, _accept)
DECLINE = PageAction("decline", Action.REPLY_ACCEPT, _decline)


@page(_version(CONFIRM.action), SEND)
@_shows_the_source
def reply_confirm(request: HttpRequest, at: _AtVersion) -> HttpResponse:
    """A second person has compared the entry with its source, and it is right."""
    return _run(request, at, CONFIRM)


@page(_version(RETURN.action), SEND)
@_shows_the_source
def reply_return(request: HttpRequest, at: _AtVersion) -> HttpResponse:
    """A second person has compared the entry with its source, and it is not what that says."""
    return _run(request, at, RETURN)


@page(_version(ACCEPT.action), SEND)
@_shows_the_source
def reply_accept(request: HttpRequest, at: _AtVersion) -> HttpResponse:
    """The chair accepts an answer that came late (rule 18)."""
    return _run(request, at, ACCEPT)


@page(_version(DECLINE.action), SEND)
@_shows_the_source
def reply_decline(request: HttpRequest, at: _AtVersion) -> HttpResponse:
    """The chair does not accept an answer that came late, and its State is told why (rule 18)."""
    return _run(request, at, DECLINE)


def _run(request: HttpRequest, at: _AtVersion, action: PageAction[_AtVersion]) -> HttpResponse:
    def again(refused: Again) -> HttpResponse:
        zone = at.version.reply.enquiry.first_deadline.zone
        return _shown(request, at, refusal_message(refused.reason, zone) if refused.reason else "", refused.status)

    return run(request, at, action, then=reverse("replies_waiting", args=[at.consultation.slug]), again=again)
