"""The headings under which Members file conditions, and one of them with its texts."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.condition_headings import KEY_LENGTH, TEXT_LENGTH, ConditionHeading, headings_of
from hemicycle.consultations.keyed_rows import seen_of
from hemicycle.correspondence.actions import headings
from hemicycle.correspondence.headings import uses_of
from hemicycle.correspondence.messages import refusal_message
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.access.row_actions import Step, row_actions
from hemicycle.web.toolkit.forms import CleanField
from hemicycle.web.toolkit.language_fields import add_fields, bound, filled, text_in, with_others

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from hemicycle.web.access.page_actions import Again

#: The texts of a heading, as its model names them.
_TEXTS = ("name", "title", "phrase")


class HeadingForm(forms.Form):
    """Gives a ``ConditionHeading``."""

    key = CleanField(
        longest=KEY_LENGTH,
        label=gettext_lazy("Key"),
        help_text=gettext_lazy(
            "Small letters, digits and hyphens, at most 10. It stands in files and addresses, and never changes."
        ),
        widget=forms.TextInput({"class": "form-control", "dir": "ltr", "autocomplete": "off"}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, Any] | None, row: ConditionHeading | None, languages: tuple[str, ...]
    ) -> None:
        initial: dict[str, Any] = {}
        if row is not None:
            initial = {"key": row.key, "seen": seen_of(row)}
            for part in _TEXTS:
                initial |= filled(part, getattr(row, part))
        super().__init__(data, initial=initial, label_suffix="")
        self._before, self._languages = row, languages
        for part in _TEXTS:
            add_fields(self, part, languages, TEXT_LENGTH)
        if row is not None:
            self.fields["key"].disabled = True

    @property
    def wanted(self) -> ConditionHeading:
        """What was typed, once ``is_valid()`` said so.

        Raises:
            Refusal: the key is none.
        """
        given = self.cleaned_data
        texts = {
            part: with_others(text_in(given, part), getattr(self._before, part, {}), self._languages) for part in _TEXTS
        }
        return ConditionHeading(key=headings.require_key(given["key"]), **texts)


def _rearrange(desk: InConsultation, key: str, step: Step) -> str:
    where = (desk.consultation.pk, desk.performer, desk.now, key)
    if step is Step.REMOVE:
        headings.drop_heading(*where)
        return _("The heading is removed.")
    headings.move_heading(*where, up=step is Step.UP)
    return _("The order of the headings is changed.")


ACTIONS = registered(*row_actions(Action.CONSULTATION_EDIT, _rearrange))


@page(may(Action.CONSULTATION_EDIT), FORM)
def condition_headings(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Every heading in its order; put in another order, or taken away."""
    if request.method != "POST":
        return _headings(request, desk)
    here = reverse("condition_headings", args=[desk.consultation.slug])
    action = sent(request, ACTIONS)
    return run(request, desk, action, then=here, again=lambda refused: _headings(request, desk, refused))


def _headings(request: HttpRequest, desk: InConsultation, refused: Again | None = None) -> HttpResponse:
    consultation, uses = desk.consultation, uses_of(desk.consultation)
    context = {
        "consultation": consultation,
        "rows": [(row, uses[key]) for key, row in headings_of(consultation).items()],
        "refusal": _words(desk, refused),
    }
    status = refused.status if refused else HTTPStatus.OK
    return render(request, "web/enquiries/condition_headings.html", context, status=status)


def _words(desk: InConsultation, refused: Again | None) -> str:
    return refusal_message(refused.reason, desk.consultation.zone) if refused and refused.reason else ""


@dataclass(frozen=True)
class _AtHeading(InConsultation):
    """Somebody who writes a heading: one that there is, or a new one."""

    row: ConditionHeading | None


def _form(at: _AtHeading, request: HttpRequest | None) -> HeadingForm:
    return HeadingForm(request.POST if request else None, at.row, at.consultation.languages.documents)


def _save(at: _AtHeading, _request: HttpRequest, form: HeadingForm) -> str:
    if at.row is None:
        headings.add_heading(at.consultation.pk, at.performer, at.now, form.wanted)
        return _("The heading is added.")
    headings.change_heading(at.consultation.pk, at.performer, at.now, form.wanted, seen=form.cleaned_data["seen"])
    return _("The heading is saved.")


SAVE = PageAction("save", Action.CONSULTATION_EDIT, _save, _form)


@page(may(Action.CONSULTATION_EDIT), FORM)
def condition_heading(request: HttpRequest, desk: InConsultation, heading: str = "") -> HttpResponse:
    """One heading with its texts; a new one where the address names none."""
    row = headings_of(desk.consultation).get(heading)
    if heading and row is None:
        raise Http404
    at = _AtHeading(desk.consultation, desk.visitor, desk.performer, desk.now, row)
    if request.method != "POST":
        return _heading(request, at, _form(at, None))
    then = reverse("condition_headings", args=[desk.consultation.slug])
    return run(request, at, SAVE, then=then, again=lambda refused: _heading(request, at, refused.form, refused))


def _heading(request: HttpRequest, at: _AtHeading, form: HeadingForm, refused: Again | None = None) -> HttpResponse:
    context = {
        "consultation": at.consultation,
        "row": at.row,
        "form": form,
        **{f"{part}s": bound(form, part) for part in _TEXTS},
        "refusal": _words(at, refused),
    }
    status = refused.status if refused else HTTPStatus.OK
    return render(request, "web/enquiries/condition_heading.html", context, status=status)
