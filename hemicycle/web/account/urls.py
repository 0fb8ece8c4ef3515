"""Addresses of signing in and out, of personal links, and of proving an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import include, path
from django.views.generic import RedirectView

from hemicycle.web.account import administrator_link_page, personal_link_page, session_page, sign_in_page

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

_to_sign_in = RedirectView.as_view(pattern_name="account_login")

_OF = "consultations/<slug:slug>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(
        f"{_OF}registrations/<int:pk>/links/",
        personal_link_page.registration_links,
        name="registration_links",
    ),
    # Under the addresses that are in no log; the secret of a personal link has no dot.
    path("links/setup.<str:token>/", administrator_link_page.administrator_link, name="administrator_link"),
    path("links/<str:token>/", personal_link_page.personal_link, name="personal_link"),
    path("enter/<str:token>", sign_in_page.enter, name="enter"),
    # allauth's own views, as far as a sign-in by code needs them, under the names that it looks for.
    path("accounts/login/", sign_in_page.AskForCode.as_view(), name="account_login"),
    path("accounts/login/", sign_in_page.AskForCode.as_view(), name="account_request_login_code"),
    path("accounts/login/code/", sign_in_page.ConfirmCode.as_view(), name="account_confirm_login_code"),
    path("accounts/logout/", sign_in_page.SignOut.as_view(), name="account_logout"),
    path("accounts/session/", session_page.session, name="account_session"),
    path("accounts/signup/", _to_sign_in, name="account_signup"),
    path("accounts/inactive/", _to_sign_in, name="account_inactive"),
    path("", include("hemicycle.web.account.security_urls")),
]
