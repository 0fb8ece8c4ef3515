"""As whom the consultation writes: the sender's name in each language, where replies go, where readers find help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings as installation
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.languages import NATIVE_NAMES, direction, reader_language
from hemicycle.consultations.senders import ADDRESS_LENGTH, NAME_LENGTH, Sender
from hemicycle.consultations.settings import settings_of
from hemicycle.mail.messages import refusal_message
from hemicycle.mail.senders import name_fault, set_sender
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, run, show
from hemicycle.web.access.permissions import may
from hemicycle.web.toolkit.forms import CleanField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.access.permissions import InConsultation

_ADDRESS = {"class": "form-control", "dir": "ltr", "autocomplete": "off", "inputmode": "email"}


class SenderForm(forms.Form):
    """Gives ``consultations.senders.Sender``."""

    reply_to = forms.EmailField(
        required=False,
        max_length=ADDRESS_LENGTH,
        label=gettext_lazy("Reply address"),
        help_text=gettext_lazy("Where a reply to any message of this consultation goes."),
        widget=forms.TextInput(_ADDRESS),
    )
    help_address = forms.EmailField(
        required=False,
        max_length=ADDRESS_LENGTH,
        label=gettext_lazy("Help address"),
        help_text=gettext_lazy("Given at the end of each message, with the telephone if there is one."),
        widget=forms.TextInput(_ADDRESS),
    )

    def __init__(self, data: Mapping[str, Any] | None, sender: Sender, languages: tuple[str, ...]) -> None:
        self.languages = languages
        initial: dict[str, Any] = {f"name_{code}": name for code, name in sender.name.items()}
        super().__init__(data, initial={**initial, **sender.model_dump(exclude={"name"})}, label_suffix="")
        for code in languages:
            look = {"class": "form-control", "lang": code, "dir": direction(code)}
            self.fields[f"name_{code}"] = CleanField(
                longest=NAME_LENGTH, required=False, label=NATIVE_NAMES[code], widget=forms.TextInput(look)
            )

    def clean(self) -> dict[str, Any]:
        """Look at the names."""
        given = super().clean() or self.cleaned_data
        for code in self.languages:
            if fault := name_fault(given.get(f"name_{code}", "")):
                self.add_error(f"name_{code}", ValidationError(refusal_message(fault)))
        return given

    @property
    def names(self) -> list[forms.BoundField]:
        """The fields of the name."""
        return [self[f"name_{code}"] for code in self.languages]

    @property
    def sender(self) -> Sender:
        """What was given, once ``is_valid()`` said so."""
        given = self.cleaned_data
        return Sender(
            name={code: given[f"name_{code}"] for code in self.languages if given[f"name_{code}"]},
            reply_to=given["reply_to"],
            help_address=given["help_address"],
        )


def _form(desk: InConsultation, request: HttpRequest | None) -> SenderForm:
    kept = settings_of(desk.consultation.settings)
    return SenderForm(request.POST if request else None, kept.sender, kept.languages.documents)


def _save(desk: InConsultation, _request: HttpRequest, form: SenderForm) -> str:
    set_sender(desk.consultation.pk, desk.performer, desk.now, form.sender)
    return _("The sender is saved. It is used for every message from now on.")


SAVE = PageAction("save", Action.CONSULTATION_EDIT, _save, _form, gettext_lazy("Save"))


@page(may(Action.CONSULTATION_EDIT), FORM)
def sender(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Show it, or set it."""
    if request.method != "POST":
        return _shown(request, desk, _form(desk, None))
    then = reverse("sender", args=[desk.consultation.slug])
    return run(request, desk, SAVE, then=then, again=lambda refused: _shown(request, desk, refused.form, refused))


def _shown(request: HttpRequest, desk: InConsultation, form: SenderForm, refused: Again | None = None) -> HttpResponse:
    kept = settings_of(desk.consultation.settings)
    context = {
        "consultation": desk.consultation,
        "form": form,
        "shown_as": kept.sender.headers(reader_language())["From"],
        "address": installation.DEFAULT_FROM_EMAIL,
        "help_phone": kept.help_phone,
        "save": SAVE,
    }
    return show(request, "web/mail/sender.html", context, refused, refusal_message, desk.consultation.zone)
