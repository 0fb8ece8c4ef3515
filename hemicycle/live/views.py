"""The room's addresses: join, tokens, commands, documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from pydantic import ValidationError

from hemicycle.live import build, pace, push, wording
from hemicycle.live.arguments import Command
from hemicycle.live.commands import NotCarriedOut, carry_out
from hemicycle.media.engine import MediaUnavailable
from hemicycle.people import queries as people
from hemicycle.people.models import Person
from hemicycle.rules.permissions import Action, may
from hemicycle.rules.reasons import Allowed, Reason, Refusal, Refused
from hemicycle.sittings import entry, queries
from hemicycle.sittings.act import Performer
from hemicycle.sittings.models import Sitting

if TYPE_CHECKING:
    from django.http import HttpRequest

    from hemicycle.people.models import Registration
    from hemicycle.rules.standing import Capacity

BODY_LIMIT = 16_384


def refusal(reason: Reason, status: int) -> JsonResponse:
    """The shape of every refusal: ``{ok: false, reason, message, now}``."""
    return _answer({"ok": False, "reason": reason.as_json(), "message": wording.say(reason)}, status)


def _answer(content: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse({**content, "now": timezone.now().isoformat()}, status=status)


def _plain_refusal(code: str, message: str, status: int) -> JsonResponse:
    return _answer({"ok": False, "reason": {"rule": 0, "code": code, "facts": {}}, "message": message}, status)


def _person(request: HttpRequest) -> Person:
    """Who is signed in; the decorators have let nobody else through."""
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return request.user


def _sitting(key: int) -> Sitting:
    try:
        return queries.sitting(key)
    except Sitting.DoesNotExist as error:
        raise Http404 from error


def _entered(person: Person, sitting: Sitting) -> tuple[Registration, Capacity]:
    """Who this person is in the sitting.

    Raises:
        Refusal: they may not be in it.
    """
    decision, registration = entry.entry_decision(person, sitting)
    if isinstance(decision, Refused) or registration is None:
        raise Refusal(decision.reason)
    return registration, people.capacity(registration, queries.day(sitting))


def address_of(request: HttpRequest) -> str | None:
    """Network address that a request came from."""
    return request.META.get("REMOTE_ADDR") or None


@login_required
@require_POST
@never_cache
def join(request: HttpRequest, sitting: int) -> JsonResponse:
    """Everything to enter a sitting, and to come back after anything died."""
    of = _sitting(sitting)
    try:
        registration, capacity = _entered(_person(request), of)
    except Refusal as refused:
        return refusal(refused.reason, 403)
    try:
        media = entry.media_access(of, registration)
    except MediaUnavailable:
        media = None
    names = push.names_for(registration, capacity)
    return _answer(
        {
            "ok": True,
            "media": media,
            "media_message": "" if media else wording.media_away(),
            "push": push.access(sitting, registration, capacity),
            "documents": {room: build.document(sitting, name).model_dump(mode="json") for room, name in names.items()},
        }
    )


@login_required
@require_POST
@never_cache
def push_access(request: HttpRequest, sitting: int) -> JsonResponse:
    """Fresh tokens for the push engine; with ``thread``, a technician's access to one participant's thread."""
    of = _sitting(sitting)
    try:
        registration, capacity = _entered(_person(request), of)
    except Refusal as refused:
        return refusal(refused.reason, 403)
    owner = request.GET.get("thread", "")
    if not owner:
        return _answer({"ok": True, **push.access(sitting, registration, capacity)})
    permitted = may(capacity, Action.HELP_READ)
    if not isinstance(permitted, Allowed):
        return refusal(permitted.reason, 403)
    if not owner.isdecimal() or int(owner) not in queries.persons([int(owner)]):
        raise Http404
    thread = build.document(sitting, f"help.{owner}").model_dump(mode="json")
    return _answer({"ok": True, **push.thread_access(sitting, registration, int(owner)), "document": thread})


@login_required
@require_GET
@never_cache
def documents(request: HttpRequest, sitting: int) -> JsonResponse:
    """Every document that this person may read, built afresh."""
    of = _sitting(sitting)
    try:
        registration, capacity = _entered(_person(request), of)
    except Refusal as refused:
        return refusal(refused.reason, 403)
    names = push.names_for(registration, capacity)
    return _answer(
        {
            "ok": True,
            "documents": {room: build.document(sitting, name).model_dump(mode="json") for room, name in names.items()},
        }
    )


@login_required
@require_POST
@never_cache
def command(request: HttpRequest, sitting: int) -> JsonResponse:
    """One command of one person."""
    if len(request.body) > BODY_LIMIT:
        return _plain_refusal("malformed", wording.malformed(), 400)
    if not pace.permits(_person(request).pk):
        return _plain_refusal("too_many", wording.too_many(), 429)
    of = _sitting(sitting)
    try:
        registration, _capacity = _entered(_person(request), of)
    except Refusal as refused:
        return refusal(refused.reason, 403)
    performer = Performer(registration, address_of(request))
    try:
        wanted = Command.model_validate_json(request.body)
        result = carry_out(sitting, performer, wanted, timezone.now())
    except (ValidationError, NotCarriedOut):
        return _plain_refusal("malformed", wording.malformed(), 400)
    except Refusal as refused:
        return refusal(refused.reason, 409)
    sequence = Sitting.objects.values_list("sequence", flat=True).get(pk=sitting)
    return _answer({"ok": True, "seq": sequence, "result": result})
