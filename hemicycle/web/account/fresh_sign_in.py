"""Factors are set up and removed only shortly after a sign-in: a page left open, or a copied session, does not do."""

from __future__ import annotations

import time
from functools import wraps
from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from django.shortcuts import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

#: Time to find the telephone and install its app.
FRESH_SECONDS = 900
#: As allauth notes a sign-in: by a code, by an organisation's own service, by a passkey or a second factor. It notes
#: none for a personal link.
WAYS = frozenset({"code", "socialaccount", "mfa"})


def is_fresh(request: HttpRequest) -> bool:
    """Whether somebody signed in, or gave a factor, within ``FRESH_SECONDS``; a personal link is no sign-in here."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] in WAYS and time.time() - record["at"] < FRESH_SECONDS for record in records)


def after_fresh_sign_in(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page that sets up or removes a factor.

    allauth asks whoever has a factor for it again. Whoever has none it asks for nothing: they sign in again.
    """

    @wraps(view)
    def guarded(request: HttpRequest, **arguments: int) -> HttpResponseBase:
        person = request.user
        if not person.is_authenticated or get_adapter(request).get_reauthentication_methods(person):
            return view(request, **arguments)
        if is_fresh(request):
            return view(request, **arguments)
        return render(request, "web/account/sign_in_again.html", status=403)

    return guarded
