"""The lists in which items are put to Members, and one of them with its fields."""

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

from hemicycle.agenda.actions import lists
from hemicycle.agenda.messages import refusal_message
from hemicycle.agenda.put import letters, put_by_place, put_in_list
from hemicycle.agenda.queries import by_list
from hemicycle.consultations.item_lists import (
    KEY_LENGTH,
    MOST_LEAST_YES,
    NAME_LENGTH,
    PHRASE_LENGTH,
    ItemList,
    lists_of,
)
from hemicycle.consultations.keyed_rows import seen_of
from hemicycle.consultations.settings import settings_of
from hemicycle.rules.candidates import ListRule
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.access.row_actions import Step, row_actions
from hemicycle.web.toolkit.forms import CleanField
from hemicycle.web.toolkit.language_fields import add_fields, bound, filled, text_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from hemicycle.web.access.page_actions import Again

#: What becomes of the items of a list, in words.
RULES = {
    ListRule.STAYS: gettext_lazy("On the agenda unless the Chair removes it"),
    ListRule.CANDIDATE: gettext_lazy("Candidate when enough States ask for it"),
    ListRule.INFORMATION: gettext_lazy("For information: not discussed"),
}


class ListForm(forms.Form):
    """Gives an ``ItemList``."""

    key = CleanField(
        longest=KEY_LENGTH,
        label=gettext_lazy("Key"),
        help_text=gettext_lazy(
            "Small letters, digits and hyphens, at most 20. It stands in files for import, and never changes."
        ),
        widget=forms.TextInput({"class": "form-control", "dir": "ltr", "autocomplete": "off"}),
    )
    rule = forms.ChoiceField(
        label=gettext_lazy("Rule"),
        choices=[(rule.value, label) for rule, label in RULES.items()],
        widget=forms.Select({"class": "form-select"}),
    )
    least_yes = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=MOST_LEAST_YES,
        label=gettext_lazy("States that must ask for a candidate"),
        help_text=gettext_lazy("Empty: the number that applies to the whole consultation."),
        widget=forms.NumberInput({"class": "form-control", "dir": "ltr"}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None, row: ItemList | None, languages: tuple[str, ...]) -> None:
        initial: dict[str, Any] = {"rule": ListRule.CANDIDATE.value}
        if row is not None:
            initial = {"key": row.key, "rule": row.rule.value, "least_yes": row.least_yes, "seen": seen_of(row)}
            initial |= filled("name", row.name) | filled("phrase", row.phrase)
        super().__init__(data, initial=initial, label_suffix="")
        add_fields(self, "name", languages, NAME_LENGTH)
        add_fields(self, "phrase", languages, PHRASE_LENGTH)
        if row is not None:
            self.fields["key"].disabled = True

    @property
    def wanted(self) -> ItemList:
        """What was typed, once ``is_valid()`` said so.

        Raises:
            Refusal: the key is none.
        """
        given = self.cleaned_data
        return ItemList(
            key=lists.require_key(given["key"]),
            name=text_in(given, "name"),
            phrase=text_in(given, "phrase"),
            rule=ListRule(given["rule"]),
            least_yes=given["least_yes"],
        )


class LeastYesForm(forms.Form):
    """How many must ask for a candidate of a list that says nothing of its own."""

    least_yes = forms.IntegerField(
        min_value=1,
        max_value=MOST_LEAST_YES,
        label=gettext_lazy("States that must ask for a candidate"),
        help_text=gettext_lazy(
            "For every list without a number of its own. It can no longer be changed once Members have been asked "
            "about one of these lists."
        ),
        widget=forms.NumberInput({"class": "form-control", "dir": "ltr"}),
    )

    def __init__(self, data: Mapping[str, Any] | None, least: int) -> None:
        super().__init__(data, initial={"least_yes": least}, label_suffix="")


def _least_form(desk: InConsultation, request: HttpRequest | None) -> LeastYesForm:
    return LeastYesForm(request.POST if request else None, settings_of(desk.consultation.settings).least_yes)


def _least(desk: InConsultation, _request: HttpRequest, form: LeastYesForm) -> str:
    changed = lists.set_least_yes(desk.consultation.pk, desk.performer, desk.now, form.cleaned_data["least_yes"])
    return _("The number is saved.") if changed else _("Nothing was changed.")


def _rearrange(desk: InConsultation, key: str, step: Step) -> str:
    where = (desk.consultation.pk, desk.performer, desk.now, key)
    if step is Step.REMOVE:
        lists.drop_list(*where)
        return _("The list is removed.")
    lists.move_list(*where, up=step is Step.UP)
    return _("The order of the lists is changed.")


ACTIONS = registered(
    *row_actions(Action.CONSULTATION_EDIT, _rearrange),
    PageAction("least_yes", Action.CONSULTATION_EDIT, _least, _least_form),
)


@page(may(Action.CONSULTATION_EDIT), FORM)
def item_lists(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Every list in its order; put in another order, or taken away."""
    if request.method != "POST":
        return _lists(request, desk)
    here = reverse("item_lists", args=[desk.consultation.slug])
    return run(request, desk, sent(request, ACTIONS), then=here, again=lambda refused: _lists(request, desk, refused))


@dataclass(frozen=True)
class ListRow:
    """A list as the page shows it, with how many items stand in it and the letters that asked about it."""

    row: ItemList
    rule: str
    items: int
    letters: str


def _lists(request: HttpRequest, desk: InConsultation, refused: Again | None = None) -> HttpResponse:
    consultation = desk.consultation
    counts, put = by_list(consultation), put_by_place(consultation)
    rows = [
        ListRow(row, str(RULES[row.rule]), counts[key], letters(put_in_list(put, key), sent=True))
        for key, row in lists_of(consultation).items()
    ]
    typed = refused.form if refused and isinstance(refused.form, LeastYesForm) else None
    context = {
        "consultation": consultation,
        "rows": rows,
        "least": typed or _least_form(desk, None),
        "refusal": _words(desk, refused),
    }
    return render(request, "web/agenda/lists.html", context, status=refused.status if refused else HTTPStatus.OK)


def _words(desk: InConsultation, refused: Again | None) -> str:
    return refusal_message(refused.reason, desk.consultation.zone) if refused and refused.reason else ""


@dataclass(frozen=True)
class _AtList(InConsultation):
    """Somebody who writes a list: one that there is, or a new one."""

    row: ItemList | None


def _form(at: _AtList, request: HttpRequest | None) -> ListForm:
    return ListForm(request.POST if request else None, at.row, at.consultation.languages.documents)


def _save(at: _AtList, _request: HttpRequest, form: ListForm) -> str:
    if at.row is None:
        lists.add_list(at.consultation.pk, at.performer, at.now, form.wanted)
        return _("The list is added.")
    lists.change_list(at.consultation.pk, at.performer, at.now, form.wanted, seen=form.cleaned_data["seen"])
    return _("The list is saved.")


SAVE = PageAction("save", Action.CONSULTATION_EDIT, _save, _form)


@page(may(Action.CONSULTATION_EDIT), FORM)
def item_list(request: HttpRequest, desk: InConsultation, listing: str = "") -> HttpResponse:
    """One list with its fields; a new one where the address names none."""
    row = lists_of(desk.consultation).get(listing)
    if listing and row is None:
        raise Http404
    at = _AtList(desk.consultation, desk.visitor, desk.performer, desk.now, row)
    if request.method != "POST":
        return _list(request, at, _form(at, None))
    then = reverse("item_lists", args=[desk.consultation.slug])
    return run(request, at, SAVE, then=then, again=lambda refused: _list(request, at, refused.form, refused))


def _list(request: HttpRequest, at: _AtList, form: ListForm, refused: Again | None = None) -> HttpResponse:
    context = {
        "consultation": at.consultation,
        "row": at.row,
        "form": form,
        "names": bound(form, "name"),
        "phrases": bound(form, "phrase"),
        "refusal": _words(at, refused),
    }
    return render(request, "web/agenda/list.html", context, status=refused.status if refused else HTTPStatus.OK)
