"""Words that a consultation gives itself: looked up before Django's and before English, which says that it is that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.signals import request_started
from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext

from hemicycle.consultations import own_words
from hemicycle.consultations.catalogues import Words
from hemicycle.consultations.languages import django_language
from hemicycle.consultations.models import Body, Consultation
from hemicycle.people.details import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

GERMAN = Words(
    {"Agenda": "Tagesordnung", "of a person\x04Name": "Familienname"},
    {"%(number)d word": ("%(number)d Wort", "%(number)d Wörter")},
    lambda number: int(number != 1),
)
BODY = Body(pk=3)
OF = Consultation(pk=7, body=BODY)


@pytest.fixture(autouse=True)
def asked() -> Iterator[list[tuple[int, str]]]:
    """Whose words were asked for: consultation 7 has German ones."""
    noted: list[tuple[int, str]] = []

    def read(consultation: int, language: str) -> Words:
        noted.append((consultation, language))
        return GERMAN if (consultation, language) == (7, "de") else Words()

    before = list(own_words._readers)  # noqa: SLF001 - it is put back
    own_words.read_by(read)
    own_words.of_consultation()
    yield noted
    own_words.read_by(before[0])
    own_words.of_consultation()


def test_a_word_is_the_consultations_then_djangos_then_english(asked: list[tuple[int, str]]) -> None:
    with translation.override(django_language("de")):
        assert gettext("Agenda") == "Agenda", "of no consultation"
        with own_words.within(OF):
            assert (gettext("Agenda"), pgettext("of a person", "Name")) == ("Tagesordnung", "Familienname")
            assert [ngettext("%(number)d word", "%(number)d words", n) for n in (1, 2)] == [
                "%(number)d Wort",
                "%(number)d Wörter",
            ]
            assert gettext("Enter a valid value.") == "Bitte einen gültigen Wert eingeben."
            assert ngettext("%d item", "%d items", 2) == "%d items"
            with translation.override("fr"), translation.override(None):
                pass
            assert gettext("Agenda") == "Tagesordnung", "also after another language within"
        with own_words.within(Consultation(pk=8, body=BODY)):
            assert gettext("Agenda") == "Agenda"
    assert asked == [(7, "de"), (8, "de")], "once for all words"
    assert own_words.stands_in_django("de", "Enter a valid value.")
    assert not own_words.stands_in_django("de", "Agenda")


@pytest.mark.django_db
def test_words_are_of_the_address_until_the_request_ends() -> None:
    with translation.override(django_language("de")):
        own_words.of_consultation(OF)
        assert gettext("Agenda") == "Tagesordnung"
        request_started.send(sender=None)
        assert gettext("Agenda") == "Agenda"


def test_on_papers_english_says_that_it_is_and_what_is_filled_in_does_not() -> None:
    with translation.override(django_language("de")), own_words.within(OF), own_words.marked():
        said = gettext('Document <bdi dir="ltr">%(symbol)s</bdi>: {title} is there') % {"symbol": "C/1"}
        assert own_words.parts(said) == [
            ("Document", "en"),
            (' <bdi dir="ltr">C/1</bdi>: {title} ', ""),
            ("is there", "en"),
        ]
        assert own_words.unmarked(said) == 'Document <bdi dir="ltr">C/1</bdi>: {title} is there'
        assert own_words.parts(ngettext("%d item", "%d items", 1)) == [("%d item", "en")]
        assert own_words.parts(gettext("Agenda")) == [("Tagesordnung", "")]
        with translation.override("fr"):
            assert own_words.parts(gettext("Nothing that anybody says")) == [("Nothing that anybody says", "")]
    assert own_words.parts("") == []


def test_a_text_is_cleaned_of_control_characters_and_keeps_its_marks() -> None:
    with translation.override(django_language("de")), own_words.within(OF), own_words.marked():
        said = gettext("Nothing that anybody says")
    cleaned = own_words.keeping_marks(f"\x07 {said} \uf702", clean)
    assert own_words.parts(cleaned) == [("Nothing that anybody says", "en")]


def test_on_papers_words_of_any_language_say_which_it_is() -> None:
    assert own_words.in_its_language("Titre", "fr") == "Titre"
    with own_words.marked():
        said = f"1. {own_words.in_its_language('Titre', 'fr')}{own_words.in_its_language('', 'fr')} (C/1)"
    assert own_words.parts(said) == [("1. ", ""), ("Titre", "fr"), (" (C/1)", "")]
    assert own_words.unmarked(said) == "1. Titre (C/1)"
