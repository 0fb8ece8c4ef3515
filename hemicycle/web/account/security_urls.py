"""Addresses of passkeys, the second factor, sessions, and the organisation's own service.

Views and names are allauth's, which finds its pages by them; several of its lists are one page here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path

from hemicycle.web.account import oidc, security_page
from hemicycle.web.account.fresh_sign_in import after_fresh_sign_in as _fresh
from hemicycle.web.account.sign_in_page import UsePasskey

if TYPE_CHECKING:
    from django.urls import URLPattern

_HERE = "accounts/security/"
_SERVICE = {"provider_id": oidc.PROVIDER}

urlpatterns: list[URLPattern] = [
    path(_HERE, security_page.security, name="account_security"),
    path(_HERE, security_page.security, name="mfa_index"),
    path(_HERE, security_page.security, name="mfa_list_webauthn"),
    path(f"{_HERE}passkeys/add/", _fresh(security_page.AddPasskey.as_view()), name="mfa_add_webauthn"),
    path(f"{_HERE}passkeys/<int:pk>/name/", _fresh(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
    path(f"{_HERE}passkeys/<int:pk>/remove/", _fresh(webauthn.remove_webauthn), name="mfa_remove_webauthn"),
    path(f"{_HERE}passkeys/again/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path(f"{_HERE}app/add/", _fresh(totp.activate_totp), name="mfa_activate_totp"),
    path(f"{_HERE}app/remove/", _fresh(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(f"{_HERE}recovery-codes/", _fresh(recovery_codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        f"{_HERE}recovery-codes/new/",
        _fresh(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(f"{_HERE}again/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("accounts/login/second/", factor.authenticate, name="mfa_authenticate"),
    path("accounts/login/passkey/", UsePasskey.as_view(), name="mfa_login_webauthn"),
    path("accounts/login/organisation/", oidc.go, _SERVICE, name="openid_connect_login"),
    path("accounts/login/organisation/back/", oidc.back, _SERVICE, name="openid_connect_callback"),
]
