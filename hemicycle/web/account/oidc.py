"""Signing in with an organisation's own service (OpenID Connect), for people whose address is known here.

allauth speaks the protocol, with state and PKCE. Beyond that, the identity token's signature and its nonce are
verified, and nobody signs up: the address that the service vouches for must be a person's.
"""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING, Any, cast

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.base import AuthProcess, ProviderException
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404
from django.shortcuts import render

from hemicycle.people.queries import person_of_address

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
    from django.http import HttpRequest, HttpResponse

log = logging.getLogger(__name__)
#: The service's name in our addresses and settings.
PROVIDER = "organisation"


class OrganisationOAuth(OpenIDConnectOAuth2Adapter):
    """The exchange with the service."""

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> SocialLogin:
        """What the service says of the person, from its signed token, or from where the token's owner is described.

        Raises:
            ProviderException: there is no such token, or the two are of different people.
        """
        sealed = kwargs["response"].get("id_token")
        if not sealed:
            raise ProviderException("no identity token")
        claims = self._decode_id_token(app, sealed)
        user_info = claims if "email" in claims else self._fetch_user_info(token.token)
        if user_info.get("sub") != claims["sub"]:
            raise ProviderException("identity token and description are of different people")
        return self.get_provider().sociallogin_from_response(request, {"userinfo": user_info, "id_token": claims})

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """The claims of a token that the service has signed for us and that has not expired."""
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        return claims


class OrganisationProvider(OpenIDConnectProvider):
    """The service, asked with a nonce that its token has to repeat."""

    oauth2_adapter_class = OrganisationOAuth

    def redirect(self, request: HttpRequest, process: str, next_url: str | None = None, **_: Any) -> HttpResponse:  # noqa: ARG002
        """Send the person to the service: to sign in, whatever else the address of our page asks for."""
        nonce = secrets.token_urlsafe(24)
        response: HttpResponse = super().redirect(
            request, AuthProcess.LOGIN, next_url, auth_params={"nonce": nonce}, nonce=nonce
        )
        return response


class OrganisationAdapter(DefaultSocialAccountAdapter):
    """Who may come in by the service."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let in the person whose address the service has verified.

        Nothing is kept that would bind them to the service: each time the address alone says who they are.

        Raises:
            ImmediateHttpResponse: the page that says why not.
        """
        said = sociallogin.account.extra_data
        if not secrets.compare_digest(str(said["id_token"].get("nonce")), str(sociallogin.state.get("nonce"))):
            raise ImmediateHttpResponse(_refuse(request, "failed", 401))
        address = str(said["userinfo"].get("email") or "")
        # Some services write "true" in quotes: what is not plainly true is not verified.
        if not address or said["userinfo"].get("email_verified") is not True:
            raise ImmediateHttpResponse(_refuse(request, "not_verified", 403, address=address))
        sociallogin.user = person_of_address(address, active=True)
        if sociallogin.user is None:
            raise ImmediateHttpResponse(_refuse(request, "unknown", 403, address=address))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002 - allauth's
        """Nobody signs up by it."""
        return False

    def on_authentication_error(self, request: HttpRequest, *_arguments: Any, **_more: Any) -> None:
        """Say that it did not work, without what the service wrote.

        Raises:
            ImmediateHttpResponse: the page that says so.
        """
        raise ImmediateHttpResponse(_refuse(request, "failed", 401))


def _refuse(request: HttpRequest, why: str, status: int, *, address: str = "") -> HttpResponse:
    context = {"why": why, "organisation": settings.OIDC_NAME, "address": address}
    return render(request, "socialaccount/authentication_error.html", context, status=status)


def go(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the service."""
    return _answer(request, OAuth2LoginView, provider_id)


def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """From the service."""
    return _answer(request, OAuth2CallbackView, provider_id)


def _answer(request: HttpRequest, view: type[OAuth2LoginView | OAuth2CallbackView], provider: str) -> HttpResponse:
    if not settings.OIDC_ISSUER:
        raise Http404
    try:
        return cast("HttpResponse", view.adapter_view(OrganisationOAuth(request, provider))(request))
    except (OSError, LookupError, TypeError, ValueError) as error:
        # It does not answer, or not as such a service does. What it said may carry secrets: the kind alone is logged.
        log.warning("the sign-in service %s failed: %s", settings.OIDC_ISSUER, type(error).__name__)
        return _refuse(request, "failed", 503)
