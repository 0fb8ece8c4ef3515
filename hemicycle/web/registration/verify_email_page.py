"""Who registers proves their address first: they are sent a code, and give it back.

What is sent to these pages signs somebody in, which is no action of the table of permissions.
"""

from __future__ import annotations

from http import HTTPStatus
from smtplib import SMTPException
from typing import TYPE_CHECKING

from allauth.account.forms import ConfirmLoginCodeForm
from allauth.core import ratelimit
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hemicycle.consultations.languages import reader_language
from hemicycle.consultations.settings import settings_of
from hemicycle.journal.address import address_of
from hemicycle.people.actions.persons import sign_up
from hemicycle.rules.reasons import Refusal
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.permissions import NOBODY_IN_CONSULTATION
from hemicycle.web.access.signing_in_first import say_nothing_was_sent
from hemicycle.web.account.forms import AddressForm
from hemicycle.web.registration.email_verification import AddressProof
from hemicycle.web.registration.registration_period import opening_of, register_address

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation

CODE_LENGTH = 40


def ask_address(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Ask for an address while registration is open, and send a code to it, whoever has it."""
    if "member" in request.POST:  # the form of the registration itself: its sender was signed out since
        say_nothing_was_sent(request)
        return redirect(register_address(consultation, _named(request)))
    opening = opening_of(consultation, timezone.now())
    form = AddressForm(request.POST if request.method == "POST" and opening.open else None)
    if form.is_bound and form.is_valid():
        try:
            AddressProof.start(request, consultation, form.cleaned_data["email"], _named(request))
            return redirect("register_code", consultation.slug)
        except (SMTPException, OSError):
            words = _("The e-mail could not be sent just now. Try again in a minute, or call the technicians.")
            form.add_error(None, words)
    context = {"consultation": consultation, "opening": opening, "form": form}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "web/registration/register_address.html", context, status=status)


def _named(request: HttpRequest) -> str:
    """Code of the Member that an invitation names; whether there is such a one is seen by the form."""
    return request.GET.get("member", "")[:CODE_LENGTH]


@page(NOBODY_IN_CONSULTATION, FORM)
@never_cache
def code(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Take the code, and sign in who sent it."""
    if request.user.is_authenticated:
        return redirect("register", consultation.slug)
    refused: HttpResponse | None = ratelimit.consume_or_429(request, action="confirm_login_code")
    if refused is not None:
        return refused
    proof = AddressProof.waiting(request, consultation)
    if proof is None:
        messages.warning(request, _("There is no valid code for you. Request a new one."))
        return redirect("register", consultation.slug)
    match request.POST.get("action", ""):
        case "resend":
            return _resend(request, proof, consultation)
        case "other":
            proof.abort()
            return redirect(register_address(consultation, proof.member))
        case _:
            return _take(request, proof, consultation)


def _take(request: HttpRequest, proof: AddressProof, consultation: Consultation) -> HttpResponse:
    form = ConfirmLoginCodeForm(request.POST if request.method == "POST" else None, code=proof.code)
    status = HTTPStatus.OK
    if form.is_bound:
        if form.is_valid():
            return _sign_in(request, proof, consultation)
        if not proof.record_invalid_attempt():
            messages.error(request, _("Too many wrong codes. Ask for a new one."))
            return redirect(register_address(consultation, proof.member))
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = {
        "consultation": consultation,
        "form": form,
        "email": proof.email,
        "can_resend": proof.can_resend,
        "help_phone": settings_of(consultation.settings).help_phone,
    }
    return render(request, "web/registration/register_code.html", context, status=status)


def _resend(request: HttpRequest, proof: AddressProof, consultation: Consultation) -> HttpResponse:
    try:
        sent = proof.can_resend and proof.resend()
    except (SMTPException, OSError):
        sent = False
    if sent:
        messages.success(request, _("Another code is being sent. The previous one is no longer valid."))
    else:
        messages.error(request, _("No other code can be sent at present. Wait a few minutes, then start again."))
    return redirect("register_code", consultation.slug)


def _sign_in(request: HttpRequest, proof: AddressProof, consultation: Consultation) -> HttpResponse:
    address, language = address_of(request), reader_language()
    try:
        person = sign_up(consultation, proof.email, timezone.now(), language=language, address=address)
    except Refusal:
        # Signing in is no action of the table. Registration closed while the mail was under way; the page says so.
        proof.abort()
        return redirect("register", consultation.slug)
    if not person.is_active:
        proof.abort()
        messages.error(request, _("This address can no longer be used to sign in. Write to the secretariat."))
        return redirect("register", consultation.slug)
    return proof.sign_in(person, register_address(consultation, proof.member))
