"""What a consultation sets about contributions: their length and deadline, and the parts of their template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.contribution_settings import KEY_PATTERN, MOST_PAGES, NAME_LENGTH, ContributionPart
from hemicycle.consultations.settings import settings_of
from hemicycle.contributions.actions.template import PARTS, ContributionTerms, set_terms
from hemicycle.contributions.messages import refusal_message
from hemicycle.rules.contributions import PART_LENGTH
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, run, show
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.access.row_pages import AtRow, RowPages, RowWords
from hemicycle.web.toolkit.moment_inputs import ClockField, DayField
from hemicycle.web.toolkit.row_form import RowForm, key_field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse, QueryDict

    from hemicycle.consultations.settings import Settings
    from hemicycle.web.access.page_actions import Again


class TermsForm(forms.Form):
    """Gives ``ContributionTerms``."""

    contribution_pages = forms.IntegerField(
        min_value=1,
        max_value=MOST_PAGES,
        label=gettext_lazy("Recommended pages"),
        help_text=gettext_lazy("A longer contribution is accepted with a warning."),
        widget=forms.NumberInput({"class": "form-control", "dir": "ltr"}),
    )
    contribution_deadline = DayField(
        required=False,
        label=gettext_lazy("Day of the deadline"),
        help_text=gettext_lazy(
            "Contributions received later are recorded as late, and need the acceptance of the Chair. Empty: no "
            "deadline."
        ),
    )
    time = ClockField(
        required=False,
        label=gettext_lazy("Time of the deadline"),
        help_text=gettext_lazy("In the time zone of the consultation. Empty: the end of the day."),
    )

    def __init__(self, data: QueryDict | None, kept: Settings) -> None:
        deadline = kept.contribution_deadline
        initial = {
            "contribution_pages": kept.contribution_pages,
            "contribution_deadline": deadline.day if deadline else None,
            "time": deadline.time if deadline else None,
        }
        super().__init__(data, initial=initial, label_suffix="")

    @property
    def wanted(self) -> ContributionTerms:
        """What was typed, once ``is_valid()`` said so."""
        given = self.cleaned_data
        return ContributionTerms(given["contribution_pages"], given["contribution_deadline"], given["time"])


def _terms_form(desk: InConsultation, request: HttpRequest | None) -> TermsForm:
    return TermsForm(request.POST if request else None, settings_of(desk.consultation.settings))


def _save(desk: InConsultation, _request: HttpRequest, form: TermsForm) -> str:
    changed = set_terms(desk.consultation.pk, desk.performer, desk.now, form.wanted)
    return _("The settings are saved.") if changed else _("Nothing was changed.")


SAVE_TERMS = PageAction("save", Action.CONSULTATION_EDIT, _save, _terms_form)


@page(may(Action.CONSULTATION_EDIT), FORM)
def contribution_terms(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Show it, or set it."""
    if request.method != "POST":
        return _terms(request, desk, _terms_form(desk, None))
    then = reverse("contribution_terms", args=[desk.consultation.slug])
    return run(request, desk, SAVE_TERMS, then=then, again=lambda refused: _terms(request, desk, refused.form, refused))


def _terms(request: HttpRequest, desk: InConsultation, form: TermsForm, refused: Again | None = None) -> HttpResponse:
    context = {"consultation": desk.consultation, "form": form}
    return show(request, "web/contributions/settings.html", context, refused, refusal_message, desk.consultation.zone)


class PartForm(RowForm):
    """Gives a ``ContributionPart``."""

    texts: ClassVar = {"name": NAME_LENGTH}
    nameless = gettext_lazy("Enter the heading of the part in at least one language.")
    key = key_field(
        30,
        gettext_lazy("Small letters, digits and hyphens, at most 30. It cannot be changed later."),
        KEY_PATTERN,
        gettext_lazy("A key has small letters, digits, hyphens and low lines, at most 30 of them. Enter another one."),
    )
    required = forms.BooleanField(
        required=False, label=gettext_lazy("Required in each contribution"), widget=forms.CheckboxInput
    )
    limit = forms.IntegerField(
        min_value=100,
        max_value=PART_LENGTH,
        label=gettext_lazy("Characters at most"),
        widget=forms.NumberInput({"class": "form-control", "dir": "ltr"}),
    )

    def __init__(
        self, data: Mapping[str, Any] | None, row: ContributionPart | None, languages: tuple[str, ...]
    ) -> None:
        own = {"required": row.required, "limit": row.limit} if row else {"required": True, "limit": PART_LENGTH}
        super().__init__(data, row, languages, own)

    @property
    def wanted(self) -> ContributionPart:
        """What was typed, once ``is_valid()`` said so."""
        given = self.cleaned_data
        return ContributionPart(key=given["key"], required=given["required"], limit=given["limit"], **self.given_texts)


@dataclass(frozen=True)
class PartRow:
    """A part as the page shows it."""

    key: str
    name: str
    required: bool
    limit: int


def _shown(desk: InConsultation, _refused: Again | None) -> dict[str, Any]:
    parts = settings_of(desk.consultation.settings).contribution_parts
    return {"rows": [PartRow(part.key, part.label, part.required, part.limit) for part in parts]}


def _part_form(at: AtRow[ContributionPart], request: HttpRequest | None) -> PartForm:
    return PartForm(request.POST if request else None, at.row, at.consultation.languages.documents)


PAGES = RowPages[ContributionPart](
    all="contribution_parts",
    one="contribution_part",
    templates=("web/contributions/parts.html", "web/contributions/part.html"),
    words=RowWords(
        all=gettext_lazy("Template of contributions"),
        add=gettext_lazy("Add a part"),
        added=gettext_lazy("The part is added."),
        saved=gettext_lazy("The part is saved."),
        moved=gettext_lazy("The order of the parts is changed."),
        removed=gettext_lazy("The part is removed."),
        refusal=refusal_message,
    ),
    acts=PARTS,
    rows=lambda consultation: settings_of(consultation.settings).contribution_parts,
    called=lambda row: row.label,
    shown=_shown,
    form=_part_form,
)
ACTIONS, SAVE = PAGES.actions, PAGES.save


@page(may(Action.CONSULTATION_EDIT), FORM)
def contribution_parts(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Every part in its order; put in another order, or taken away."""
    return PAGES.answer_all(request, desk)


@page(may(Action.CONSULTATION_EDIT), FORM)
def contribution_part(request: HttpRequest, desk: InConsultation, part_key: str = "") -> HttpResponse:
    """One part with its fields; a new one where the address names none."""
    return PAGES.answer_one(request, desk, part_key)
