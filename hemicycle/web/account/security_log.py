"""Signing in and being refused, as events in a log of their own (``logs/security.log``): one JSON object a line.

A line says what happened, when, to which person (a key), at which page and from which network address. It holds no mail
address, no code and no name.
"""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.auth.signals import user_logged_out
from django.utils import timezone

from hemicycle.journal.address import address_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from http import HTTPStatus

    from allauth.mfa.models import Authenticator
    from django.http import HttpRequest

    from hemicycle.people.models import Person

log = logging.getLogger("hemicycle.security")


def note(event: str, request: HttpRequest, *, failed: bool = False, **facts: object) -> None:
    """Write an event down."""
    person = getattr(request, "user", None)
    match = request.resolver_match
    said = {
        "at": timezone.now().isoformat(),
        "event": event,
        "person": person.pk if person is not None else None,
        "from": address_of(request),
        "page": match.url_name if match else None,
        **facts,
    }
    log.log(logging.WARNING if failed else logging.INFO, "%s", json.dumps(said))


def note_refusal(request: HttpRequest, status: HTTPStatus | int) -> None:
    """Somebody was refused a page, or asked too often."""
    note("refused", request, failed=True, method=request.method, status=int(status))


def _listener(event: str, *, failed: bool = False) -> Callable[..., None]:
    def listen(*, request: HttpRequest | None = None, user: Person | None = None, **named: Any) -> None:
        authenticator: Authenticator | None = named.get("authenticator")
        facts: dict[str, object] = {"factor": str(authenticator.type)} if authenticator is not None else {}
        if user is not None:
            facts["person"] = user.pk
        if "method" in named:
            facts["way"] = str(named["method"])
        if request is not None:
            note(event, request, failed=failed, **facts)

    return listen


#: Kept here: a signal holds its receivers weakly.
_LISTENERS = {
    account.authentication_step_completed: _listener("factor_given"),
    account.user_logged_in: _listener("signed_in"),
    user_logged_out: _listener("signed_out"),
    account.login_code_rejected: _listener("code_refused", failed=True),
    mfa.authenticator_added: _listener("factor_added"),
    mfa.authenticator_removed: _listener("factor_removed"),
    mfa.authentication_failed: _listener("factor_refused", failed=True),
    mfa.authenticator_reset: _listener("factor_reset"),
}


def listen() -> None:
    """Called once, when Django is ready."""
    for signal, listener in _LISTENERS.items():
        signal.connect(listener, dispatch_uid="security_log")
