"""The room's addresses: join, tokens, commands, documents."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.http.request import RawPostDataException
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from pydantic import ValidationError

from hemicycle.consultations.own_words import of_consultation
from hemicycle.consultations.settings import settings_of
from hemicycle.fields.keys import key_of
from hemicycle.journal.address import address_of
from hemicycle.live import build, messages, push_access, rate_limit, rooms
from hemicycle.live.answers import answer, refusal, with_documents
from hemicycle.live.commands import Command, NotCarriedOut, carry_out
from hemicycle.live.reasons import LiveCode
from hemicycle.live.shared import shared
from hemicycle.media.engine import MediaUnavailable
from hemicycle.outcome.statements import theirs_on, waiting
from hemicycle.people import queries as people
from hemicycle.people import scopes, second_factor
from hemicycle.people.access import requires
from hemicycle.people.models import Person
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Reason, Refusal, Refused
from hemicycle.sittings import admission, passes, queries
from hemicycle.sittings.act import Participant
from hemicycle.sittings.models import Sitting

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

    from hemicycle.outcome.models import StatementVersion
    from hemicycle.people.models import Registration
    from hemicycle.rules.capacity import Capacity

#: The text of a statement of the greatest length in any script, and a little more.
BODY_LIMIT = 262_144


@dataclass(frozen=True)
class Entered:
    """Somebody who may be in a sitting, and in what capacity."""

    sitting: Sitting
    registration: Registration
    capacity: Capacity

    def documents(self) -> dict[str, str]:
        """JSON of every document that they may read, none older than this request."""
        names = push_access.names_for(self.registration, self.capacity)
        texts = shared.texts(self.sitting, names.values())
        return {room: texts[name] for room, name in names.items()}


def entering(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """An address for people who are signed in and may be in the sitting; others are told why not."""

    @requires(Action.ROOM_ENTER)
    @login_required
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, sitting: int, **arguments: int) -> HttpResponse:
        person = request.user
        if not isinstance(person, Person):
            raise PermissionDenied
        if second_factor.missing(request):
            return refusal(Reason(PeopleCode.SECOND_FACTOR))
        try:
            row = Sitting.objects.select_related("consultation__body").get(pk=sitting)
        except Sitting.DoesNotExist as error:
            raise Http404 from error
        of_consultation(row.consultation)
        decision, registration = admission.entry_decision(person, row)
        if isinstance(decision, Refused) or registration is None:
            return refusal(decision.reason)
        capacity = people.capacity(registration, row.consultation.classes, queries.day(row))
        return view(request, Entered(row, registration, capacity), **arguments)

    return guarded


@require_POST
@entering
def join(request: HttpRequest, who: Entered) -> HttpResponse:
    """Everything to enter a sitting, and to come back after anything died."""
    factor = second_factor.given(request)
    room_pass = passes.issue(who.sitting, who.registration, request.session.session_key or "", has_second_factor=factor)
    media = None
    with suppress(MediaUnavailable):
        media = rooms.enter(who.sitting, who.registration, room_pass, timezone.now())
        who.sitting.refresh_from_db(fields=["sequence"])
    content = {
        "media": media,
        "media_message": "" if media else messages.media_away(),
        "push": push_access.access(who.sitting.pk, who.registration, who.capacity),
    }
    return with_documents(content, who.documents())


@require_POST
@entering
def push(request: HttpRequest, who: Entered) -> JsonResponse:
    """Fresh tokens for the push engine; with ``thread``, a technician's access to one participant's thread."""
    sitting = who.sitting.pk
    thread_of = request.GET.get("thread", "")
    if not thread_of:
        return answer({"ok": True, **push_access.access(sitting, who.registration, who.capacity)})
    now = who.sitting.consultation.day(timezone.now())
    permitted = scopes.may_read(who.registration, who.capacity, Action.HELP_READ, now)
    if isinstance(permitted, Refused):
        return refusal(permitted.reason)
    owner = key_of(thread_of)
    if owner is None or not queries.takes_part(who.sitting, owner):
        raise Http404
    thread = build.document(sitting, f"help.{owner}").model_dump(mode="json")
    return answer({"ok": True, **push_access.thread_access(sitting, who.registration, owner), "document": thread})


@require_GET
@entering
def documents(_request: HttpRequest, who: Entered) -> HttpResponse:
    """Every document that this person may read."""
    return with_documents({}, who.documents())


@require_POST
@entering
def command(request: HttpRequest, who: Entered) -> JsonResponse:
    """One command of one person."""
    try:
        body = request.body
    except RawPostDataException:  # a form with files, of which each part was read
        return refusal(Reason(LiveCode.MALFORMED))
    if len(body) > BODY_LIMIT:
        return refusal(Reason(LiveCode.MALFORMED))
    if not rate_limit.permits(who.registration.pk):
        return refusal(Reason(LiveCode.TOO_MANY))
    performer = Participant.registered(who.registration, address_of(request))
    sitting = who.sitting.pk
    try:
        wanted = Command.model_validate_json(body)
        result = carry_out(sitting, performer, wanted, timezone.now())
    except (ValidationError, NotCarriedOut):
        return refusal(Reason(LiveCode.MALFORMED))
    except Refusal as refused:
        # Whatever stands against it: that they may not, too, is so at this moment.
        return refusal(refused.reason, HTTPStatus.CONFLICT)
    sequence = Sitting.objects.values_list("sequence", flat=True).get(pk=sitting)
    return answer({"ok": True, "seq": sequence, "result": result})


@require_GET
@entering
def statement(request: HttpRequest, who: Entered) -> JsonResponse:
    """The text of one's own delegation under an ``item`` that may still be replaced, and how many words it may have.

    Nobody is told of another delegation's.
    """
    item = key_of(request.GET.get("item", ""))
    standing = waiting(theirs_on(item, who.registration)) if item is not None else None
    most = settings_of(who.sitting.consultation.settings).statement_words
    return answer({"ok": True, "statement": _own(standing.latest) if standing else None, "most": most})


def _own(version: StatementVersion) -> dict[str, object]:
    return {
        "number": version.number,
        "language": version.language,
        "text": version.text,
        "file": version.upload.name if version.upload else "",
        "published": version.published,
    }
