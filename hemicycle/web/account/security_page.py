"""One's own sign-in: passkeys, the second factor, and the sessions in which one is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.views import AddWebAuthnView
from allauth.usersessions.internal.flows.sessions import end_sessions
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from hemicycle.fields.keys import key_of
from hemicycle.people import second_factor, sign_ins
from hemicycle.sittings import removal
from hemicycle.web.access import visitors
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.permissions import SIGNED_IN
from hemicycle.web.account.user_agents import device
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from hemicycle.people.models import Person


@dataclass(frozen=True)
class Session:
    """One of somebody's sessions, as the page shows it."""

    key: int
    device: str
    address: str
    since: str
    seen: str
    current: bool


@dataclass(frozen=True)
class Passkey:
    """A passkey, as the page shows it; ``used`` is empty before its first use."""

    key: int
    name: str
    since: str
    used: str


def _said(moment: datetime | None, person: Person) -> str:
    """A moment in the person's own time zone, which it names; UTC for whoever has given none."""
    if moment is None:
        return ""
    zone = ZoneInfo(person.time_zone) if person.time_zone else UTC
    return labels.moment(moment, zone, named=True)


def _sessions(request: HttpRequest) -> list[Session]:
    person = visitors.person(request)
    return [
        Session(
            row.pk,
            device(row.user_agent),
            row.ip,
            _said(row.created_at, person),
            _said(row.last_seen_at, person),
            row.session_key == request.session.session_key,
        )
        for row in sign_ins.sessions_of(person, timezone.now())
    ]


def _passkeys(factors: list[Authenticator], person: Person) -> list[Passkey]:
    return [
        Passkey(row.pk, row.wrap().name, _said(row.created_at, person), _said(row.last_used_at, person))
        for row in factors
        if row.type == Authenticator.Type.WEBAUTHN
    ]


@page(SIGNED_IN, FORM)
@never_cache
def security(request: HttpRequest, person: Person) -> HttpResponse:
    """Everything by which one signs in, and where one is signed in."""
    if request.method == "POST":
        return _end(request, person, request.POST.get("end", ""))
    sign_ins.seen_now(request)
    factors = sign_ins.factors_of(person)
    kinds = {row.type: row for row in factors}
    codes = kinds.get(Authenticator.Type.RECOVERY_CODES)
    return render(
        request,
        "web/account/security.html",
        {
            "required": second_factor.required_of(person),
            "given": second_factor.given(request),
            "passkeys": _passkeys(factors, person),
            "has_totp": Authenticator.Type.TOTP in kinds,
            "codes_left": len(codes.wrap().get_unused_codes()) if codes else None,
            "sessions": _sessions(request),
        },
    )


# No action of the table: whoever has signed in may, nothing is refused, and the journal does not keep it.
def _end(request: HttpRequest, person: Person, which: str) -> HttpResponse:
    """End one session, or all but this one; with it the rooms that were entered in it."""
    if which == "others":
        ended = sign_ins.other_sessions(person, request.session.session_key)
    else:
        ended = sign_ins.session(person, key_of(which) or 0)
    if not ended:
        messages.info(request, _("That session had ended already."))
        return redirect("account_security")
    end_sessions(request, ended)
    removal.disconnect(person.pk)
    messages.success(
        request,
        ngettext("The session was ended.", "{number} sessions were ended.", len(ended)).format(number=len(ended)),
    )
    return redirect("account_security")


class AddPasskey(AddWebAuthnView):
    """Add a passkey: kept by the device, and used with its PIN, finger or face."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what the browser needs in order to make one."""
        options = webauthn.begin_registration(visitors.person(self.request), passwordless=True)
        return {**super(AddWebAuthnView, self).get_context_data(**kwargs), "js_data": {"creation_options": options}}
