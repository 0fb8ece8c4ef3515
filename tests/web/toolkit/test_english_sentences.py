"""English of ours is found again in a summary that was generated in a language without a catalogue."""

from __future__ import annotations

import re

import pytest

from hemicycle.consultations import own_words
from hemicycle.consultations.language_parts import in_parts
from hemicycle.consultations.models import Body, Consultation
from hemicycle.web.toolkit import markdown
from hemicycle.web.toolkit.english_sentences import marked
from hemicycle.web.toolkit.paper_words import words_of

MODULES = ("correspondence.summary_paper", "correspondence.summary_table", "correspondence.summary_words")


def not_english(text: str) -> str:
    """What is no English of ours in a text in Polish."""
    return "".join(part for part, english in own_words.parts(marked(text, "pl")) if not english)


@pytest.mark.parametrize("module", MODULES)
def test_every_sentence_of_ours_is_found(module: str) -> None:
    forms = [form for word in words_of(module) for form in (word.text, word.plural) if form]
    assert len(forms) > 10
    missed = {}
    for form in forms:
        filled = re.sub(r"%\(\w+\)d", "3", re.sub(r"%\(\w+\)s", "ó", form))
        # A form that is one word alone is a heading.
        rest = not_english(f"# {filled}" if filled == form else f"- {filled}")
        if re.search(r"[a-zA-Z]", rest):
            missed[form] = rest
    assert missed == {}


def test_what_somebody_wrote_is_no_english_of_ours() -> None:
    polish = "# Warunki\n\n- 3 Państwa z 10 odpowiedziały; and, Members, Results i Conditions."
    assert not_english(polish) == polish
    mixed = "- 3 Members of the 10 consulted replied to the consultation. Dobrze.\n"
    assert not_english(mixed) == "- 3   10 . Dobrze.\n"
    assert marked(mixed, "fr") == mixed, "which has a catalogue"


def test_with_the_terms_of_a_body_it_is_found_as_we_say_it_and_as_the_body_does() -> None:
    terms = {"en": [{"ours": "Members", "own": "Parties"}]}
    conference = Consultation(pk=7, body=Body(pk=3, slug="conference", settings={"terms": terms}))
    ours, own = (f"- 3 {word} of the 10 consulted replied to the consultation.\n" for word in ("Members", "Parties"))
    with own_words.within(conference):
        assert [not_english(text) for text in (ours, own)] == ["- 3   10 .\n"] * 2
    assert "Parties" in not_english(own), "no word of a body that has no such term"


def test_the_parts_are_marked_in_html() -> None:
    page = in_parts(markdown.html(marked("# Results\n\n- No conditions were stated.\n- Inne", "pl")))
    assert re.search(r'<h\d><span lang="en" dir="ltr">Results</span></h\d>', page)
    assert '<span lang="en" dir="ltr">No conditions were stated</span>.' in page
    assert re.search(r"<li>\s*(<p>)?Inne", page)
