"""Signing in by code, and by a demonstration's link."""

from __future__ import annotations

from smtplib import SMTPException
from typing import TYPE_CHECKING, Any, cast

from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import ConfirmLoginCodeView, LogoutView, RequestLoginCodeView
from allauth.core import ratelimit
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hemicycle.web.access.page import page
from hemicycle.web.access.permissions import NOBODY
from hemicycle.web.account.accounts import keep_language, person_of

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class AskForCode(RequestLoginCodeView):
    """Give an address, and a code is sent to it. An unknown address is answered in the same way."""

    template_name = "account/login.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the organisation's own service, where there is one."""
        organisation = settings.OIDC_NAME if settings.OIDC_ISSUER else ""
        return {**super().get_context_data(**kwargs), "organisation": organisation}

    def form_valid(self, form: Form) -> HttpResponse:
        """Send the code.

        The person is told when no mail can be sent, instead of waiting for one.
        """
        try:
            return cast("HttpResponse", super().form_valid(form))
        except (SMTPException, OSError):
            form.add_error(
                None, _("The e-mail could not be sent just now. Try again in a minute, or call the technicians.")
            )
            return cast("HttpResponse", self.form_invalid(form))


class ConfirmCode(ConfirmLoginCodeView):
    """Type the code in."""

    template_name = "account/confirm_login_code.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say why, where no code can be typed in any more."""
        refused = ratelimit.consume_or_429(request, action="confirm_login_code")
        if refused:
            return cast("HttpResponse", refused)
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        waiting = getattr(self, "_process", None)
        if waiting is None and not request.user.is_authenticated:
            messages.warning(request, _("There is no valid code for you. Request a new one."))
        return response


class SignOut(LogoutView):
    """Sign out; the browser forgets what it kept of the pages, also what was typed and not sent."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Sign out, and clear the browser."""
        response: HttpResponse = super().post(*args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


class UsePasskey(LoginWebAuthnView):
    """Sign in with a passkey: it is something one has, and asks for what one is or knows, so it is both factors."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Go on to the page that was asked for."""
        passkey = form.cleaned_data["credential"]
        signing_in = Login(user=passkey.user, redirect_url=get_next_redirect_url(self.request))
        return cast("HttpResponse", perform_passwordless_login(self.request, passkey, signing_in))


@page(NOBODY, ("GET",))
@never_cache
def enter(request: HttpRequest, _nobody: None, token: str) -> HttpResponse:
    """Sign in by a demonstration's link."""
    if not settings.DEMO:
        raise Http404
    person = person_of(token)
    if person is None:
        return render(request, "web/account/link_refused.html", status=403)
    login(request, person, backend=_BACKEND)
    wanted = request.GET.get("next", "")
    allowed = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=request.is_secure())
    response = HttpResponseRedirect(wanted) if wanted and allowed else redirect(reverse("home"))
    keep_language(request, response, person)
    return response
