"""Asking everybody to test whose connection is not known to work before a sitting: shown, then sent with one act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from hemicycle.fields.keys import key_of
from hemicycle.rules.permissions import Action
from hemicycle.rules.readiness import Connection
from hemicycle.support.actions.readiness import Asked, ask, to_ask, unsent
from hemicycle.support.messages import refusal_message
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import Done, PageAction, run, show
from hemicycle.web.support.readiness_page import AtReadiness, of_sitting
from hemicycle.web.toolkit.mail_previews import previews

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from hemicycle.web.access.page_actions import Again

WANTED = [
    (Connection.UNTESTED.value, gettext_lazy("Those who have not tested")),
    (Connection.UNUSABLE.value, gettext_lazy("Those whose result was not usable")),
]


class AskForm(forms.Form):
    """Gives an ``Asked``; what is chosen wrongly is the first choice."""

    to = forms.ChoiceField(
        label=gettext_lazy("Recipients"), choices=WANTED, widget=forms.Select({"class": "form-select"})
    )
    again = forms.BooleanField(required=False, label=gettext_lazy("Also those who were asked within the last 24 hours"))

    def __init__(self, data: QueryDict) -> None:
        filled = data.copy()
        if filled.get("to") not in dict(WANTED):
            filled["to"] = WANTED[0][0]
        super().__init__(filled, label_suffix="")
        self.is_valid()

    def asked(self, at: AtReadiness) -> Asked:
        """Who is asked before the sitting."""
        return Asked(at.sitting.pk, Connection(self.cleaned_data["to"]), self.cleaned_data["again"])


@dataclass(frozen=True)
class _Sent:
    """What the last button sends beside the choice."""

    at: AtReadiness
    form: AskForm


def _send(sent: _Sent, request: HttpRequest, _form: None) -> Done:
    at, expected = sent.at, key_of(request.POST.get("number", "")) or 0
    mailing = ask(at.consultation.pk, at.performer, at.now, sent.form.asked(at), expected)
    said = ngettext(
        "The message to %(number)d person is being sent.", "The message to %(number)d people is being sent.", expected
    )
    return Done(said % {"number": expected}, then=reverse("mailing", args=[at.consultation.slug, mailing.pk]))


SEND = PageAction("send", Action.MAIL_SEND, _send)


@page(of_sitting(Action.MAIL_SEND, Action.CONNECTION_TESTS_SEE), FORM)
def readiness_ask(request: HttpRequest, at: AtReadiness) -> HttpResponse:
    """Who is asked and what they read; sent by the last button alone."""
    if request.method != "POST":
        return _shown(request, at, AskForm(request.GET))
    form = AskForm(request.POST)
    then = reverse("readiness", args=[at.consultation.slug, at.sitting.pk])
    return run(request, _Sent(at, form), SEND, then=then, again=lambda refused: _shown(request, at, form, refused))


def _shown(request: HttpRequest, at: AtReadiness, form: AskForm, refused: Again | None = None) -> HttpResponse:
    asked = form.asked(at)
    people = to_ask(at.sitting, asked, at.now)
    every = people if asked.again else to_ask(at.sitting, Asked(asked.sitting, asked.connection, again=True), at.now)
    context = {
        "consultation": at.consultation,
        "sitting": at.sitting,
        "form": form,
        "number": len(people),
        "left_out": len(every) - len(people),
        "previews": previews(unsent(at.consultation, asked, people, at.now), people),
    }
    return show(request, "web/support/readiness_ask.html", context, refused, refusal_message, at.consultation.zone)
