"""The address of somebody who wants to register is proved by a code; only then are they a person here.

A known address and an unknown one are answered alike, in the page and by mail, until the code is proved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import ratelimit

from hemicycle.web.account.accounts import CONSULTATION

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Person

SESSION_KEY = "address_proof"


class AddressProof(AbstractCodeVerificationProcess):
    """A code that waits to be typed in, in this browser, with the limits of a code to sign in.

    Attributes:
        member: Code of the Member that an invitation named; kept for the form that comes after.
    """

    def __init__(self, request: HttpRequest, state: dict[str, Any], consultation: Consultation) -> None:
        self._request, self._consultation = request, consultation
        super().__init__(
            max_attempts=app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS,
            timeout=app_settings.LOGIN_BY_CODE_TIMEOUT,
            state=state,
        )

    @classmethod
    def start(cls, request: HttpRequest, consultation: Consultation, email: str, member: str) -> AddressProof:
        """Send a code.

        Raises:
            OSError: the mail could not be sent; nothing waits then.
        """
        state = cls.initial_state(None, email.lower())
        proof = cls(request, {**state, "consultation": consultation.pk, "member": member}, consultation)
        proof.send()
        proof.persist()
        return proof

    @classmethod
    def waiting(cls, request: HttpRequest, consultation: Consultation) -> AddressProof | None:
        """The proof that is under way for a consultation; ``None`` where there is none, or it is too old."""
        state = request.session.get(SESSION_KEY)
        if not state or state["consultation"] != consultation.pk:
            return None
        return cast("AddressProof | None", cls(request, state, consultation).abort_if_invalid())

    @property
    def email(self) -> str:
        """The address."""
        return str(self.state["email"])

    @property
    def member(self) -> str:
        """As given at the start; empty where no Member was named."""
        return str(self.state["member"])

    @property
    def can_resend(self) -> bool:
        """Whether another code may be asked for."""
        return not self.is_resend_quota_reached(app_settings.LOGIN_BY_CODE_MAX_RESEND_COUNT)

    def send(self) -> None:
        """Send a new code; the one before is worth nothing any more."""
        self.state["code"] = get_adapter().generate_login_code()
        said = {"code": self.code, CONSULTATION: self._consultation}
        get_adapter().send_mail("account/email/registration_code", self.email, said)

    def resend(self) -> bool:
        """Send another code, unless this address has had too many."""
        if not ratelimit.consume(self._request, action="request_login_code", key=self.email):
            return False
        self.send()
        self.record_resend()
        self.persist()
        return True

    def persist(self) -> None:
        """Keep it in the session."""
        self._request.session[SESSION_KEY] = self.state
        self._request.session.modified = True

    def abort(self) -> None:
        """Forget it."""
        self._request.session.pop(SESSION_KEY, None)

    def sign_in(self, person: Person, goes_to: str) -> HttpResponse:
        """Sign in who has proved this address, and go on once they gave what else is asked of them."""
        self.abort()
        record_authentication(self._request, person, method="code", email=self.email)
        signing_in = Login(user=person, email=self.email, redirect_url=goes_to)
        return cast("HttpResponse", perform_login(self._request, signing_in))
