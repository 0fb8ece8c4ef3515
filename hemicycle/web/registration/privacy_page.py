"""What a body says that it does with personal data: for everybody to read, and for the secretariat to write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hemicycle.consultations.languages import localized, localized_in
from hemicycle.consultations.settings import NOTICE_LENGTH, settings_of
from hemicycle.people.actions.consultation import notice_seen, set_privacy_notice
from hemicycle.people.messages import refusal_message
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, run, show
from hemicycle.web.access.permissions import NOBODY_IN_CONSULTATION, may
from hemicycle.web.toolkit.language_fields import add_fields, bound, filled, text_in
from hemicycle.web.toolkit.markdown import html

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.languages import Text
    from hemicycle.consultations.models import Consultation
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.access.permissions import InConsultation

_ROWS = 18
#: Its headings stand below that of the page.
_BELOW = 1


class NoticeForm(forms.Form):
    """A notice in each language."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None, notice: Mapping[str, str], languages: tuple[str, ...]) -> None:
        super().__init__(data, initial={"seen": notice_seen(notice), **filled("notice", notice)}, label_suffix="")
        known = list(dict.fromkeys([*languages, *notice]))
        add_fields(self, "notice", known, NOTICE_LENGTH, rows=_ROWS, lines=True)

    @property
    def wanted(self) -> Text:
        """What was typed, once ``is_valid()`` said so."""
        return text_in(self.cleaned_data, "notice")


@page(NOBODY_IN_CONSULTATION)
def privacy(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The notice in the reader's language, or in one in which there is one."""
    notice = settings_of(consultation.settings).privacy_notice
    if not notice:
        raise Http404(consultation.slug)
    context = {
        "consultation": consultation,
        "notice": html(localized(notice), _BELOW),
        "language": localized_in(notice),
    }
    return render(request, "web/registration/privacy.html", context)


def _form(desk: InConsultation, request: HttpRequest | None) -> NoticeForm:
    kept = settings_of(desk.consultation.settings)
    return NoticeForm(request.POST if request else None, kept.privacy_notice, kept.languages.documents)


def _save(desk: InConsultation, _request: HttpRequest, form: NoticeForm) -> str:
    where = (desk.consultation.pk, desk.performer, desk.now)
    set_privacy_notice(*where, form.wanted, seen=form.cleaned_data["seen"])
    return _("The privacy notice is saved.") if form.wanted else _("There is no privacy notice.")


SAVE = PageAction("save", Action.CONSULTATION_EDIT, _save, _form)


@page(may(Action.CONSULTATION_EDIT), FORM)
def privacy_desk(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Write it."""
    if request.method != "POST":
        return _shown(request, desk, _form(desk, None))
    then = reverse("privacy_desk", args=[desk.consultation.slug])
    return run(request, desk, SAVE, then=then, again=lambda refused: _shown(request, desk, refused.form, refused))


def _shown(request: HttpRequest, desk: InConsultation, form: NoticeForm, refused: Again | None = None) -> HttpResponse:
    context = {
        "consultation": desk.consultation,
        "form": form,
        "fields": bound(form, "notice"),
        "published": bool(settings_of(desk.consultation.settings).privacy_notice),
    }
    return show(request, "web/registration/privacy_desk.html", context, refused, refusal_message)
