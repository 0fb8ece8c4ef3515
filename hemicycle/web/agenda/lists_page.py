"""The lists in which items are put to Members, and one of them with its fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.agenda.actions import lists
from hemicycle.agenda.messages import refusal_message
from hemicycle.agenda.put import letters, put_by_place, put_in_list
from hemicycle.agenda.queries import by_list
from hemicycle.consultations.item_lists import (
    KEY_LENGTH,
    KEY_PATTERN,
    MOST_LEAST_YES,
    NAME_LENGTH,
    PHRASE_LENGTH,
    ItemList,
    lists_of,
)
from hemicycle.consultations.settings import settings_of
from hemicycle.rules.candidates import ListRule
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.access.row_pages import AtRow, RowPages, RowWords
from hemicycle.web.toolkit.row_form import RowForm, key_field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from hemicycle.web.access.page_actions import Again

#: What becomes of the items of a list, in words.
RULES = {
    ListRule.STAYS: gettext_lazy("On the agenda unless the Chair removes it"),
    ListRule.CANDIDATE: gettext_lazy("Candidate when enough Members ask for it"),
    ListRule.INFORMATION: gettext_lazy("For information: not discussed"),
}


class ListForm(RowForm):
    """Gives an ``ItemList``."""

    texts: ClassVar = {"name": NAME_LENGTH, "phrase": PHRASE_LENGTH}
    nameless = gettext_lazy("Enter the name of the list in at least one language.")
    key = key_field(
        KEY_LENGTH,
        gettext_lazy(
            "Small letters, digits and hyphens, at most 20. It is used in files for import, and cannot be changed "
            "later."
        ),
        KEY_PATTERN,
        gettext_lazy(
            "A key has small letters, digits and hyphens, at most 20 of them. Enter another one, such as “information”."
        ),
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
        label=gettext_lazy("Members that must ask for a candidate"),
        help_text=gettext_lazy("Empty: the number that applies to the whole consultation."),
        widget=forms.NumberInput({"class": "form-control", "dir": "ltr"}),
    )

    by_contribution = forms.BooleanField(
        required=False,
        label=gettext_lazy("A contribution received in time makes its item a candidate"),
        widget=forms.CheckboxInput,
    )

    def __init__(self, data: Mapping[str, Any] | None, row: ItemList | None, languages: tuple[str, ...]) -> None:
        own: dict[str, Any] = {"rule": ListRule.CANDIDATE.value, "by_contribution": True}
        if row:
            own = {"rule": row.rule.value, "least_yes": row.least_yes, "by_contribution": row.by_contribution}
        super().__init__(data, row, languages, own)

    @property
    def wanted(self) -> ItemList:
        """What was typed, once ``is_valid()`` said so."""
        given = self.cleaned_data
        return ItemList(
            key=given["key"],
            rule=ListRule(given["rule"]),
            least_yes=given["least_yes"],
            by_contribution=given["by_contribution"],
            **self.given_texts,
        )


class LeastYesForm(forms.Form):
    """How many must ask for a candidate of a list that says nothing of its own."""

    least_yes = forms.IntegerField(
        min_value=1,
        max_value=MOST_LEAST_YES,
        label=gettext_lazy("Members that must ask for a candidate"),
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


@dataclass(frozen=True)
class ListRow:
    """A list as the page shows it.

    Attributes:
        rule: What becomes of its items, in words.
        least_yes: How many must ask for one of its candidates; empty where it says nothing of its own.
        items: How many stand in it.
        letters: Those that asked about it.
    """

    key: str
    name: str
    rule: str
    least_yes: int | None
    items: int
    letters: str


def _shown(desk: InConsultation, refused: Again | None) -> dict[str, Any]:
    counts, put = by_list(desk.consultation), put_by_place(desk.consultation)
    rows = [
        ListRow(
            key,
            row.label,
            str(RULES[row.rule]),
            row.least_yes if row.rule is ListRule.CANDIDATE else None,
            counts[key],
            letters(put_in_list(put, key), sent=True),
        )
        for key, row in lists_of(desk.consultation).items()
    ]
    typed = refused.form if refused and isinstance(refused.form, LeastYesForm) else None
    return {"rows": rows, "least": typed or _least_form(desk, None)}


def _form(at: AtRow[ItemList], request: HttpRequest | None) -> ListForm:
    return ListForm(request.POST if request else None, at.row, at.consultation.languages.documents)


PAGES = RowPages[ItemList](
    all="item_lists",
    one="item_list",
    templates=("web/agenda/lists.html", "web/agenda/list.html"),
    words=RowWords(
        all=gettext_lazy("Lists of items"),
        add=gettext_lazy("Add a list"),
        added=gettext_lazy("The list is added."),
        saved=gettext_lazy("The list is saved."),
        moved=gettext_lazy("The order of the lists is changed."),
        removed=gettext_lazy("The list is removed."),
        refusal=refusal_message,
    ),
    acts=lists.LISTS,
    rows=lambda consultation: lists_of(consultation).values(),
    called=lambda row: row.label,
    shown=_shown,
    form=_form,
    further=(PageAction("least_yes", Action.CONSULTATION_EDIT, _least, _least_form),),
)
ACTIONS, SAVE = PAGES.actions, PAGES.save


@page(may(Action.CONSULTATION_EDIT), FORM)
def item_lists(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Every list in its order; put in another order, or taken away."""
    return PAGES.answer_all(request, desk)


@page(may(Action.CONSULTATION_EDIT), FORM)
def item_list(request: HttpRequest, desk: InConsultation, listing: str = "") -> HttpResponse:
    """One list with its fields; a new one where the address names none."""
    return PAGES.answer_one(request, desk, listing)
