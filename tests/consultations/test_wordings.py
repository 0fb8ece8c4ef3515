"""A text with its language: what pages, papers and all others make of it."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.template import Context, Template
from django.utils import translation

from hemicycle.consultations import own_words
from hemicycle.consultations.language_parts import Sentence, Wording, in_parts

MARKED = '<span lang="en" dir="ltr">Budget &amp; staff</span>'


@pytest.fixture
def title() -> Wording:
    return Wording("Budget & staff", "en")


def test_it_says_its_language_where_that_is_another_one_than_the_pages(title: Wording) -> None:
    page = Template("{% load i18n %}{{ it }} {% blocktranslate with named=it %}“{{ named }}”{% endblocktranslate %}")
    for language, printed in (("ar", MARKED), ("en", "Budget &amp; staff")):
        with translation.override(language):
            assert page.render(Context({"it": title})) == f"{printed} “{printed}”"
    with translation.override("ar"):
        assert Wording("Budget & staff", "").__html__() == "Budget &amp; staff"  # of which nobody knows it
        assert Wording("", "en").__html__() == ""


def test_an_attribute_has_the_words_alone_and_its_element_the_language(title: Wording) -> None:
    page = Template("{% load labels %}<option{{ it|in_language }}>{{ it|plain }}</option>")
    with translation.override("ar"):
        assert page.render(Context({"it": title})) == '<option lang="en">Budget &amp; staff</option>'


def test_it_is_the_text_of_the_readers_language_or_of_the_one_that_stands_in() -> None:
    text = {"en": "Budget", "ar": "الميزانية"}
    with translation.override("ar"):
        assert (Wording.of(text), Wording.of(text).language) == ("الميزانية", "ar")
        assert (Wording.of({"en": "Budget"}), Wording.of({"en": "Budget"}).language) == ("Budget", "en")
        assert (Wording.of(text, "en"), Wording.of(text, "en").language) == ("Budget", "en")


def test_each_of_its_lines_says_its_language_and_is_marked_on_paper() -> None:
    text = {"en": "1 Street\nTown"}
    with translation.override("ar"):
        assert [(line, line.language) for line in Wording.lines_of(text)] == [("1 Street", "en"), ("Town", "en")]
        assert Wording.lines_of({}) == ()
        with own_words.marked():
            assert [own_words.parts(line) for line in Wording.lines_of(text)] == [
                [("1 Street", "en")],
                [("Town", "en")],
            ]
    with translation.override("en"), own_words.marked():
        assert Wording.lines_of(text) == ("1 Street", "Town")


def test_a_sentence_keeps_the_parts_of_what_is_filled_in(title: Wording) -> None:
    with translation.override("ar"):
        said = Sentence("%(number)d < %(title)s", {"number": 3, "title": title})
        around = Sentence("(%(said)s)", {"said": said})
        assert (said, around) == ("3 < Budget & staff", "(3 < Budget & staff)")
        assert around.__html__() == f"(3 &lt; {MARKED})"


def test_on_paper_it_is_marked_once_wherever_it_is_filled_in() -> None:
    with translation.override("ar"), own_words.marked():
        title = Wording.of({"en": "Budget & staff"})
        assert in_parts(Template("{{ it }}").render(Context({"it": title}))) == MARKED
        assert in_parts(Template("{{ it }}").render(Context({"it": f"1. {title}"}))) == f"1. {MARKED}"
        assert own_words.parts(f"1. {title}") == [("1. ", ""), ("Budget & staff", "en")]


def test_a_copy_is_in_the_same_language(title: Wording) -> None:
    assert (deepcopy(title), deepcopy(title).language) == (title, "en")
    assert deepcopy(Sentence("%(title)s", {"title": title})) == "Budget & staff"
