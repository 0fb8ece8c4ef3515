"""The sources of all rules in one form: a field for each rule in each language, saved in one act."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hemicycle.consultations.languages import NATIVE_NAMES, direction
from hemicycle.consultations.rule_sources import sources_of
from hemicycle.people.actions.rule_sources import SourceChange, set_sources
from hemicycle.people.messages import refusal_message
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import Done, PageAction, run, show
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.registration.rule_labels import RULES
from hemicycle.web.registration.rule_sources_page import SOURCE_LENGTH
from hemicycle.web.toolkit.forms import CleanField

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.forms import BoundField
    from django.http import HttpRequest, HttpResponse

    from hemicycle.rules.reasons import Rule
    from hemicycle.web.access.page_actions import Again

#: The hidden field with the sources as they were shown, by the names of the fields.
SHOWN = "shown"


@dataclass(frozen=True)
class SourceLine:
    """A rule with its field in each language."""

    label: str
    fields: list[BoundField]


class AllSourcesForm(forms.Form):
    """Every source in every language.

    Args:
        data: As it was sent.
        kept: What is there now, by the names of the fields.
    """

    def __init__(self, data: Mapping[str, Any] | None, kept: dict[str, str], languages: tuple[str, ...]) -> None:
        super().__init__(data, initial=kept, label_suffix="")
        self.kept, self.languages = kept, languages
        self.shown = _shown(data.get(SHOWN, "")) if data is not None else kept
        for rule, code in self._places():
            words = {"aria-label": f"{RULES[rule]} – {NATIVE_NAMES[code]}", "autocomplete": "off"}
            self.fields[_name(rule, code)] = CleanField(
                longest=SOURCE_LENGTH,
                required=False,
                label=NATIVE_NAMES[code],
                widget=forms.TextInput({"class": "form-control", "lang": code, "dir": direction(code), **words}),
            )

    def _places(self) -> Iterator[tuple[Rule, str]]:
        return ((rule, code) for rule in RULES for code in self.languages)

    @property
    def lines(self) -> list[SourceLine]:
        """A line for each rule."""
        return [
            SourceLine(str(label), [self[_name(rule, code)] for code in self.languages])
            for rule, label in RULES.items()
        ]

    @property
    def shown_as_text(self) -> str:
        """What the hidden field holds."""
        return json.dumps(self.shown, ensure_ascii=False)

    def changes(self) -> list[SourceChange]:
        """What was typed otherwise than it was shown, once ``is_valid()`` said so."""
        return [
            SourceChange(rule, code, self.shown.get(name, ""), self.cleaned_data[name])
            for rule, code in self._places()
            if self.cleaned_data[name := _name(rule, code)] != self.shown.get(name, "")
        ]

    def beside_others(self) -> AllSourcesForm:
        """The form with what was typed, and else with what others made of it; marked where both are there."""
        typed = {_name(change.rule, change.language): change for change in self.changes()}
        data = {**self.kept, **{name: change.after for name, change in typed.items()}}
        again = AllSourcesForm({**data, SHOWN: json.dumps(self.kept)}, self.kept, self.languages)
        again.full_clean()
        for name, change in typed.items():
            now = self.kept.get(name, "")
            if now not in {change.before, change.after}:
                words = _("Another user changed this to “%(source)s”.") if now else _("Another user removed this.")
                again.add_error(name, words % {"source": now})
        return again


def _name(rule: Rule, code: str) -> str:
    return f"{rule.name.lower()}-{code}"


def _shown(text: str) -> dict[str, str]:
    """What a form says that it showed; what says nothing showed nothing, and changes nothing unseen."""
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    return {str(name): str(words) for name, words in found.items()} if isinstance(found, dict) else {}


def _form(desk: InConsultation, request: HttpRequest | None) -> AllSourcesForm:
    kept, languages = sources_of(desk.consultation), desk.consultation.languages.documents
    by_name = {_name(rule, code): kept.get(str(int(rule)), {}).get(code, "") for rule in RULES for code in languages}
    return AllSourcesForm(
        request.POST if request else None, {name: words for name, words in by_name.items() if words}, languages
    )


def _save(desk: InConsultation, _request: HttpRequest, form: AllSourcesForm) -> Done:
    changes = form.changes()
    if not changes:
        return Done(_("No source was changed."))
    number = set_sources(desk.consultation.pk, desk.performer, desk.now, changes)
    words = ngettext(
        "The source of %(count)d rule is saved. It is cited in everything published from now on.",
        "The sources of %(count)d rules are saved. They are cited in everything published from now on.",
        number,
    )
    return Done(words % {"count": number})


SAVE_ALL = PageAction("save", Action.CONSULTATION_EDIT, _save, _form, gettext_lazy("Save all"))


@page(may(Action.CONSULTATION_EDIT), FORM)
def all_sources(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Every rule with its source in each language."""
    if request.method != "POST":
        return _page(request, desk, _form(desk, None))
    then = reverse("rule_sources", args=[desk.consultation.slug])
    return run(
        request, desk, SAVE_ALL, then=then, again=lambda refused: _page(request, desk, _again(desk, refused), refused)
    )


def _again(desk: InConsultation, refused: Again) -> AllSourcesForm:
    form: AllSourcesForm = refused.form
    if refused.reason is None:
        return form
    form.kept = _form(desk, None).kept
    return form.beside_others()


def _page(
    request: HttpRequest, desk: InConsultation, form: AllSourcesForm, refused: Again | None = None
) -> HttpResponse:
    context = {
        "consultation": desk.consultation,
        "form": form,
        "languages": [NATIVE_NAMES[code] for code in form.languages],
        "save": SAVE_ALL,
    }
    return show(request, "web/registration/all_sources.html", context, refused, refusal_message, desk.consultation.zone)
