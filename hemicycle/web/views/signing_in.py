"""Signing in by code, and by a demonstration's link."""

from __future__ import annotations

from smtplib import SMTPException
from typing import TYPE_CHECKING, Any, cast

from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hemicycle.web.accounts import keep_language, person_of

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class AskForCode(RequestLoginCodeView):
    """Give an address, and a code is sent to it. An unknown address is answered in the same way."""

    template_name = "account/login.html"

    def form_valid(self, form: Form) -> HttpResponse:
        """Send the code.

        The person is told when no mail can be sent, instead of waiting for one.
        """
        try:
            return cast("HttpResponse", super().form_valid(form))
        except (SMTPException, OSError):
            form.add_error(
                None, _("The mail could not be sent just now. Try again in a minute, or call the technicians.")
            )
            return cast("HttpResponse", self.form_invalid(form))


class ConfirmCode(ConfirmLoginCodeView):
    """Type the code in."""

    template_name = "account/confirm_login_code.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say why, where no code can be typed in any more."""
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        waiting = getattr(self, "_process", None)
        if waiting is None and not request.user.is_authenticated:
            messages.warning(request, _("No code is waiting for you, or it is too old. Ask for a new one."))
        return response


@never_cache
@require_GET
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in by a demonstration's link."""
    if not settings.DEMO:
        raise Http404
    person = person_of(token)
    if person is None:
        return render(request, "web/link_refused.html", status=403)
    login(request, person, backend=_BACKEND)
    wanted = request.GET.get("next", "")
    allowed = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=request.is_secure())
    response = HttpResponseRedirect(wanted) if wanted and allowed else redirect(reverse("home"))
    keep_language(request, response, person)
    return response
