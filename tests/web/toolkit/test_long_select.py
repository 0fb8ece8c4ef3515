"""A choice from hundreds is written as Django writes it, and as safely."""

from __future__ import annotations

from django import forms
from django.test import SimpleTestCase

from hemicycle.web.toolkit.long_select import LongChoices, LongSelect

CHOICES = [("", "Choose"), ("a", "<b>A & B</b>"), ('"', "Quote"), ("Group <1>", [("c", "C"), ("d", "D")])]


class Plain(forms.Form):
    field = forms.ChoiceField(choices=CHOICES, help_text="Hint", widget=forms.Select({"class": "x", "data-own": ""}))


class Quick(forms.Form):
    field = forms.ChoiceField(choices=CHOICES, help_text="Hint", widget=LongSelect({"class": "x", "data-own": ""}))


def test_it_is_what_django_writes() -> None:
    same = SimpleTestCase().assertHTMLEqual
    for value in ("", "a", '"', "d", "none", None):
        same(str(Plain({"field": value})["field"]), str(Quick({"field": value})["field"]))
    same(str(Plain()["field"]), str(Quick()["field"]))
    assert "<b>" not in str(Quick()["field"])


def test_choices_that_are_kept_are_written_alike() -> None:
    plain = [(key, label) for key, label in CHOICES if isinstance(label, str)]
    kept = LongChoices(plain)
    slow, quick = forms.Select(choices=plain), LongSelect(choices=kept)
    for value in ("", "a", '"', "none", None):
        SimpleTestCase().assertHTMLEqual(slow.render("field", value), quick.render("field", value))
    assert forms.ChoiceField(choices=kept).clean("a") == "a"
