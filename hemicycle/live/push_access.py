"""Who may connect to the push engine, and the tokens that say who may read which document.

The engine asks at each connection (``live.push_views``), so that whoever has been put out, or has signed out, does
not come back with what they kept. A token for a channel is good for a connection of the same person in the same role.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import jwt
from django.conf import settings
from django.core import signing
from django.utils import timezone

from hemicycle.journal.prepared import Prepared
from hemicycle.live.documents import OPEN
from hemicycle.live.models import PushEnd
from hemicycle.people import scopes
from hemicycle.people.models import Registration
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.booth_chat import Circle, reads
from hemicycle.rules.capacity import Role
from hemicycle.rules.connection_tests import TEST_LASTS
from hemicycle.rules.floor import SittingState
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Allowed
from hemicycle.sittings.models import Removal, Sitting
from hemicycle.support.models import ConnectionTest

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from hemicycle.rules.capacity import Capacity

#: Documents of the booths' channel: neither for delegates nor for who only listens.
BOOTHS = frozenset({"statements", "speech", "signals", "booths_chat"})
#: Seconds for which a token lets somebody subscribe. The page asks for fresh ones.
SUBSCRIBE_SECONDS = 180
#: Seconds for which a page may connect again without joining anew: as long as a session lasts.
CONNECT_SECONDS = 12 * 3600
_SALT = "live.push"
#: A connection test connects by tokens of its own, which open nothing of a sitting.
_TEST_SALT = "live.push.test"


def _entitled(sitting: int, registration: int, made: float) -> QuerySet[Registration, tuple[str]]:
    """The role of a registration that may be in a sitting's room with what was given out at that moment."""
    removed = Removal.objects.filter(registration=registration, readmitted_at=None).values("sitting")
    here = Sitting.objects.filter(pk=sitting).exclude(state=SittingState.ENDED.value).exclude(pk__in=removed)
    entitled = Registration.objects.filter(
        pk=registration,
        status=RegistrationStatus.CONFIRMED.value,
        person__is_active=True,
        consultation__sittings__in=here,
    ).exclude(pk__in=PushEnd.objects.filter(registration=registration, before__gte=made).values("registration"))
    return entitled.order_by().values_list("role")


ENTITLED = Prepared(_entitled, int, int, float)


def channel(sitting: int, name: str) -> str:
    """The push engine's channel of a document."""
    namespace, _, rest = name.partition(".")
    if namespace == "help":
        return f"help:{sitting}.{rest}"
    if namespace in {"desk", "technicians_chat"}:
        return f"desk:{sitting}.{namespace}"
    if namespace in BOOTHS or namespace == "chat":
        return f"booth:{sitting}.{name}"
    return f"sitting:{sitting}.{name}"


def user(sitting: int, registration: int, role: str) -> str:
    """A person's name in the push engine: of one sitting and one role.

    With the role, for a token that was given to a technician is no longer good when they are one no more.
    """
    return f"{sitting}.{registration}.{role}"


def names_for(registration: Registration, capacity: Capacity) -> dict[str, str]:
    """Documents that a person may read: ``{name in the room: document}``."""
    names = {name: name for name in OPEN}
    names["help"] = f"help.{registration.pk}"
    today = registration.consultation.day(timezone.now())

    def may_read(action: Action) -> bool:
        return isinstance(scopes.may_read(registration, capacity, action, today), Allowed)

    if may_read(Action.TURNS_SEE):
        names["desk"] = "desk"
    if may_read(Action.STATEMENTS_SEE):
        names["statements"] = "statements"
    if may_read(Action.SIGNALS_SEE):
        names["signals"] = "signals"
    # Booths, who presides, and technicians: it changes too often for everybody.
    if may_read(Action.STATEMENTS_SEE) or may_read(Action.TURNS_SEE):
        names["speech"] = "speech"
    if may_read(Action.BOOTH_SAY):
        names |= _chats(registration, capacity)
    return names


def _chats(registration: Registration, capacity: Capacity) -> dict[str, str]:
    """What somebody reads of the messages of the booths.

    What is of one booth, or for who presides, comes in a document of one's own: a seat, or the lead, may be passed on
    while a token is still good.
    """
    names = {}
    if reads(capacity, Circle.BOOTHS):
        names["booths_chat"] = "booths_chat"
    if capacity is Role.TECHNICIAN:
        names["technicians_chat"] = "technicians_chat"
    elif reads(capacity, Circle.PARTNER) or reads(capacity, Circle.PRESIDING):
        names["chat"] = f"chat.{registration.pk}"
    return names


def access(sitting: int, registration: Registration, capacity: Capacity) -> dict[str, Any]:
    """``{address, token, channels}``: what one person connects with, and a token for each channel that they may read.

    A technician also reads any participant's thread, for which ``thread_access`` signs a token.
    """
    documents = names_for(registration, capacity)
    return {
        "address": settings.CENTRIFUGO_ADDRESS,
        "token": signing.dumps([sitting, registration.pk, time.time()], salt=_SALT),
        "channels": {
            room_name: {"channel": channel(sitting, document), "token": _subscription(registration, sitting, document)}
            for room_name, document in documents.items()
        },
    }


def thread_access(sitting: int, reader: Registration, owner: int) -> dict[str, str]:
    """``{channel, token}`` of one participant's thread, for a technician."""
    document = f"help.{owner}"
    return {"channel": channel(sitting, document), "token": _subscription(reader, sitting, document)}


def who_connects(token: str) -> str | None:
    """The name under which somebody connects with this token; ``None`` where they may not, or no longer.

    One query: after the push engine was restarted everybody asks at once.
    """
    try:
        sitting, registration, made = signing.loads(token, salt=_SALT, max_age=CONNECT_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return _who_tests(token)
    entitled = ENTITLED.first(sitting, registration, float(made))
    return user(sitting, registration, entitled[0]) if entitled is not None else None


def test_access(test: int) -> dict[str, Any]:
    """``{address, token, channel: {channel, token}}``: what a connection test connects with, and its one channel.

    Nothing is ever published there.
    """
    claims = {
        "sub": _tester(test),
        "channel": f"test:{test}",
        "exp": int(time.time()) + SUBSCRIBE_SECONDS,
    }
    return {
        "address": settings.CENTRIFUGO_ADDRESS,
        "token": signing.dumps(test, salt=_TEST_SALT),
        "channel": {"channel": claims["channel"], "token": _signed(claims)},
    }


def _tester(test: int) -> str:
    """The name of a connection test in the push engine: that of no person in a sitting."""
    return f"test.{test}"


def _who_tests(token: str) -> str | None:
    """The name under which a connection test connects that is not over."""
    try:
        key = signing.loads(token, salt=_TEST_SALT, max_age=TEST_LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    going_on = ConnectionTest.objects.filter(
        pk=key, finished_at=None, registration__status=RegistrationStatus.CONFIRMED.value
    )
    return _tester(key) if going_on.exists() else None


def end(registration: int) -> None:
    """From now on nobody connects as this registration with what was given out until now."""
    PushEnd.objects.update_or_create(registration_id=registration, defaults={"before": time.time()})


def _subscription(reader: Registration, sitting: int, document: str) -> str:
    claims = {
        "sub": user(sitting, reader.pk, reader.role),
        "channel": channel(sitting, document),
        "exp": int(time.time()) + SUBSCRIBE_SECONDS,
    }
    return _signed(claims)


def _signed(claims: dict[str, Any]) -> str:
    return jwt.encode(claims, settings.CENTRIFUGO_TOKEN_SECRET, algorithm="HS256")
