"""How somebody signs in, and where they are signed in, as allauth keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import datetime

    from django.http import HttpRequest

    from hemicycle.people.models import Person

_EXTENSIONS = "extensions"


def factors_of(person: Person) -> list[Authenticator]:
    """Passkeys, authenticator app and recovery codes, in the order in which they were set up."""
    return list(Authenticator.objects.filter(user=person).order_by("created_at"))


def number_of_factors(person: Person, kind: str) -> int:
    """How many factors of a kind somebody has."""
    return int(Authenticator.objects.filter(user=person, type=kind).count())


def seen_now(request: HttpRequest) -> None:
    """Write down where and when a session was used."""
    if not seen_again(request):
        UserSession.objects.create_from_request(request)


def seen_again(request: HttpRequest, since: datetime | None = None) -> bool:
    """Write it down of a session that has a row, which it got when it began: one statement, where allauth's takes six.

    Args:
        since: Only where it was used since then, or at any time.

    Returns:
        Whether it was written down.
    """
    longest = UserSession._meta.get_field("user_agent").max_length
    seen = {
        "user": request.user,
        "ip": get_adapter().get_client_ip(request),
        "user_agent": request.META.get("HTTP_USER_AGENT", "")[:longest],
        "last_seen_at": timezone.now(),
    }
    row = UserSession.objects.filter(session_key=request.session.session_key)
    return bool((row if since is None else row.filter(last_seen_at__gte=since)).update(**seen))


def put_off(request: HttpRequest, extensions: int) -> None:
    """Let the session go on as though it began now, and keep how often that was done.

    It is kept at once: what is told of the session within this request counts from its new end.
    """
    request.session[_EXTENSIONS] = extensions
    request.session.save()


def extensions(request: HttpRequest) -> int:
    """How often the end of the session was put off."""
    return int(request.session.get(_EXTENSIONS, 0))


def begin(person: Person, session_key: str, address: str) -> None:
    """Write down that a session began, where nobody signed in by a page: allauth does it for those who did."""
    UserSession.objects.create(user=person, session_key=session_key, ip=address)


def last_seen(session_key: str | None) -> datetime | None:
    """When a session was last written down as used; ``None`` for one that never was."""
    moments = UserSession.objects.filter(session_key=session_key).values_list("last_seen_at", flat=True)
    return next((cast("datetime", moment) for moment in moments), None)  # a session has one row


def sessions_of(person: Person, at: datetime) -> list[UserSession]:
    """The sessions that go on, the one used last first."""
    rows = list(UserSession.objects.filter(user=person).order_by("-last_seen_at"))
    unexpired = Session.objects.filter(session_key__in=[row.session_key for row in rows], expire_date__gt=at)
    going_on = set(unexpired.values_list("session_key", flat=True))
    return [row for row in rows if row.session_key in going_on]


def going_on(session_keys: Iterable[str], at: datetime) -> dict[str, Session]:
    """Which of these sessions go on, by key."""
    return {row.session_key: row for row in Session.objects.filter(session_key__in=session_keys, expire_date__gt=at)}


def other_sessions(person: Person, session_key: str | None) -> list[UserSession]:
    """Every session but one."""
    return list(UserSession.objects.filter(user=person).exclude(session_key=session_key))


def session(person: Person, key: int) -> list[UserSession]:
    """One session of somebody; none, where it is not theirs or has ended."""
    return list(UserSession.objects.filter(user=person, pk=key))


def forget_ended() -> None:
    """Delete where sessions were used that are no longer there: network addresses, and which browser it was."""
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


def forget(people: Collection[int], addresses: Collection[str] = ()) -> None:
    """Delete what the sign-in library keeps of these people, and every session that is theirs or names an address.

    A session whose code was asked for and not used yet holds the address alone.
    """
    keys, named = {str(key) for key in people}, {address.lower() for address in addresses}
    theirs = []
    for session in Session.objects.iterator():
        content = session.get_decoded()
        if content.get(SESSION_KEY) in keys or named & set(_words(content)):
            theirs.append(session.pk)
    Session.objects.filter(pk__in=theirs).delete()
    for model in (EmailAddress, Authenticator, UserSession, SocialAccount):
        model.objects.filter(user__in=people).delete()


def _words(content: object) -> Iterator[str]:
    """Every text in what a session holds, in small letters."""
    if isinstance(content, str):
        yield content.lower()
    elif isinstance(content, dict | list):
        for inner in content.values() if isinstance(content, dict) else content:
            yield from _words(inner)
