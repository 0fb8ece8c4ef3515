"""Passkeys, codes of an authenticator app, and recovery codes: how allauth keeps and asks for them here."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any, ClassVar, cast

from allauth.mfa import signals
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.fernet import Fernet, MultiFernet
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.queries import installation_name
from hemicycle.people import sign_ins

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from hemicycle.people.models import Person

#: What reading a stranger's bytes as a passkey's may end in.
MALFORMED = (AttributeError, KeyError, IndexError, RecursionError, TypeError, ValueError)


def _box() -> MultiFernet:
    """What seals secrets in the database, with the installation's secret key; earlier keys still open."""
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    digests = [hashlib.sha256(b"hemicycle.web.account.mfa:" + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class FactorAdapter(DefaultMFAAdapter):
    """Secrets are sealed in the database: a copy of it signs nobody in."""

    error_messages: ClassVar[dict[str, str | _StrPromise]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy(
            "This was not accepted. Wait for the app’s next code, use an unused recovery code, or try the "
            "passkey again."
        ),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret."""
        return _box().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: Person, type: str) -> str:  # noqa: A002 - allauth's interface
        """What a passkey is called until its owner names it."""
        number = sign_ins.number_of_factors(user, type) + 1
        return _("Passkey {number}").format(number=number)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Whom a passkey is for, as the browser shows it."""
        return {**super().get_public_key_credential_rp_entity(), "name": installation_name()}

    def get_totp_issuer(self) -> str:
        """Beside which name an authenticator app shows its codes."""
        return installation_name()


class _OneUse:
    """A code of the app is good once: also its neighbours in time, which are accepted for a slow clock."""

    user: Person
    authenticator: Authenticator

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        validity = settings.MFA_TOTP_PERIOD * (2 * settings.MFA_TOTP_TOLERANCE + 1)
        if self.authenticator.type == Authenticator.Type.TOTP and not cache.add(
            f"totp.used:{self.user.pk}:{code}", 1, validity
        ):
            raise FactorAdapter().validation_error("incorrect_code")
        return code


class GiveCode(_OneUse, AuthenticateForm):
    """The second step of signing in."""


class GiveCodeAgain(_OneUse, ReauthenticateForm):
    """Before an act that matters, and for a session that has one factor only."""


class CredentialField(forms.JSONField):
    """What the browser says of a passkey, as JSON. What is none is refused, whatever Python makes of it."""

    def to_python(self, value: Any) -> Any:  # noqa: ANN401 - any JSON
        """Read it.

        Raises:
            ValidationError: it is no JSON, nests too deep, or has a number of thousands of digits.
        """
        try:
            return super().to_python(value)
        except (ValueError, RecursionError) as error:
            raise FactorAdapter().validation_error("incorrect_code") from error


def _credential() -> CredentialField:
    return CredentialField(required=True, widget=forms.HiddenInput)


class AddPasskeyForm(AddWebAuthnForm):
    """What the browser made. Bytes that are no passkey's are refused like a passkey that is not good."""

    credential = _credential()

    def clean(self) -> dict[str, Any]:
        """Refuse what cannot be read."""
        try:
            return cast("dict[str, Any]", super().clean())
        except MALFORMED as error:
            raise FactorAdapter().validation_error("incorrect_code") from error


class _Answer:
    """What the browser answers with a passkey, in the same way."""

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except MALFORMED as error:
            raise FactorAdapter().validation_error("incorrect_code") from error


class UsePasskeyForm(_Answer, LoginWebAuthnForm):
    """Instead of a code by mail."""

    credential = _credential()


class GivePasskey(_Answer, AuthenticateWebAuthnForm):
    """After a code by mail."""

    credential = _credential()


class GivePasskeyAgain(_Answer, ReauthenticateWebAuthnForm):
    """Before an act that matters, and for a session that has one factor only."""

    credential = _credential()


def _count_as_given(*, request: HttpRequest, authenticator: Authenticator, **_: Any) -> None:
    """A person who has just set up a factor need not give it again."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        post_authentication(request, authenticator, reauthenticated=True)


def listen() -> None:
    """Called once, when Django is ready."""
    signals.authenticator_added.connect(_count_as_given, dispatch_uid="count_as_given")
