"""The sources of the rules that a consultation uses, as the body cites them: all of them, and one with its fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.languages import NATIVE_NAMES, direction
from hemicycle.consultations.rule_sources import source_in, sources_of
from hemicycle.people.actions.rule_sources import set_source
from hemicycle.people.messages import refusal_message
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, run, show
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.registration.rule_labels import RULES
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.forms import CleanField
from hemicycle.web.toolkit.tables import Column, Table, TableQuery

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.languages import Text
    from hemicycle.rules.reasons import Rule
    from hemicycle.web.access.page_actions import Again

#: Of a source in one language, in characters: it stands in brackets behind a sentence.
SOURCE_LENGTH = 200


@dataclass(frozen=True)
class SourceRow:
    """A rule with its source.

    Attributes:
        name: In the address.
        source: In the reader's language; empty where it has none.
        missing: The other languages without one, by their own names, where any language has one.
    """

    name: str
    label: str
    source: str
    missing: list[str]


class SourceForm(forms.Form):
    """A rule's source in each language."""

    def __init__(self, data: Mapping[str, Any] | None, text: Text, languages: tuple[str, ...]) -> None:
        super().__init__(data, initial=text, label_suffix="")
        for code in languages:
            self.fields[code] = CleanField(
                longest=SOURCE_LENGTH,
                required=False,
                label=NATIVE_NAMES[code],
                widget=forms.TextInput(
                    {"class": "form-control", "lang": code, "dir": direction(code), "autocomplete": "off"}
                ),
            )


@page(may(Action.CONSULTATION_EDIT))
def rule_sources(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Every rule, searched and sorted by what it is about."""
    sources = sources_of(desk.consultation)
    languages = desk.consultation.languages.documents
    rows = [_row(rule, sources, languages) for rule in RULES]
    table = Table(_columns(), rows, TableQuery(request.GET))
    if table.query.format:
        return export(table, f"sources-{desk.consultation.slug}")
    context = {"consultation": desk.consultation, "table": table}
    return render(request, "web/registration/rule_sources.html", context)


def _row(rule: Rule, sources: Mapping[str, Text], languages: tuple[str, ...]) -> SourceRow:
    given = sources.get(str(int(rule)), {})
    missing = [NATIVE_NAMES[code] for code in languages if code not in given] if given else []
    return SourceRow(rule.name.lower(), str(RULES[rule]), source_in(sources, rule), missing)


def _columns() -> list[Column[SourceRow]]:
    return [
        Column("rule", _("Rule"), lambda row: row.label),
        Column("source", _("Source"), lambda row: row.source),
        Column("missing", _("Missing languages"), lambda row: " · ".join(row.missing)),
    ]


@dataclass(frozen=True)
class _AtRule(InConsultation):
    """Somebody who sets down the source of a rule."""

    rule: Rule


@page(may(Action.CONSULTATION_EDIT), FORM)
def rule_source(request: HttpRequest, desk: InConsultation, rule: str) -> HttpResponse:
    """One rule with a field for each language."""
    known = next((known for known in RULES if known.name.lower() == rule), None)
    if known is None:
        raise Http404
    at = _AtRule(desk.consultation, desk.visitor, desk.performer, desk.now, known)
    if request.method != "POST":
        return _page(request, at, _form(at, None))
    then = reverse("rule_sources", args=[desk.consultation.slug])
    return run(request, at, SAVE, then=then, again=lambda refused: _page(request, at, refused.form, refused))


def _form(at: _AtRule, request: HttpRequest | None) -> SourceForm:
    text = sources_of(at.consultation).get(str(int(at.rule)), {})
    return SourceForm(request.POST if request else None, text, at.consultation.languages.documents)


def _save(at: _AtRule, _request: HttpRequest, form: SourceForm) -> str:
    set_source(at.consultation.pk, at.performer, at.now, at.rule, form.cleaned_data)
    return _("The source is saved. It is cited in everything published from now on.")


SAVE = PageAction("save", Action.CONSULTATION_EDIT, _save, _form, gettext_lazy("Save"))


def _page(request: HttpRequest, at: _AtRule, form: SourceForm, refused: Again | None = None) -> HttpResponse:
    context = {
        "consultation": at.consultation,
        "form": form,
        "label": RULES[at.rule],
        "save": SAVE,
    }
    return show(request, "web/registration/rule_source.html", context, refused, refusal_message, at.consultation.zone)
