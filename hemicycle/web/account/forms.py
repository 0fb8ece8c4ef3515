"""The address that somebody wants to register with."""

from __future__ import annotations

from allauth.account.forms import RequestLoginCodeForm
from django import forms
from django.utils.translation import gettext_lazy

from hemicycle.fields.widths import length_of
from hemicycle.people.models import Person

ADDRESS_LENGTH = length_of(Person, "email")


class AddressForm(RequestLoginCodeForm):
    """allauth's form for a code, with its limits for a mailbox; an address fits where it is kept."""

    email = forms.EmailField(
        max_length=ADDRESS_LENGTH,
        error_messages={
            "invalid": gettext_lazy("This is not an e-mail address. Enter it in the form name@example.org.")
        },
    )
