"""How long one stays signed in: asked by every open page, which offers to put the end off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import JsonResponse
from django.views.decorators.cache import never_cache

from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.permissions import NOBODY
from hemicycle.web.account import idle_sessions

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@page(NOBODY, FORM)
@never_cache
def session(request: HttpRequest, _nobody: None) -> HttpResponse:
    """``{"left": seconds}``, 0 for who is signed out. Sent to, it puts the end off first: the person pressed a button.

    Asked with ``live``, as pages do by themselves, it is no use of the session.
    """
    if request.method == "POST" and request.user.is_authenticated:
        idle_sessions.put_off(request)
    return JsonResponse({"left": idle_sessions.seconds_left(request)})
