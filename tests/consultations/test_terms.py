"""A body's terms in what gettext says: for what is read of that body, and for nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext, trans_real
from pydantic import ValidationError

from hemicycle.consultations import own_words, presets
from hemicycle.consultations.bodies import body_settings
from hemicycle.consultations.catalogues import catalogue
from hemicycle.consultations.languages import LANGUAGES, django_language
from hemicycle.consultations.models import Body, Consultation
from hemicycle.consultations.terms import changed, forms_of, mark_of, occurs, read_with, terms_of
from hemicycle.rules.terms import MOST_TERMS, Term

if TYPE_CHECKING:
    from collections.abc import Iterator

TERMS = {
    "en": [{"ours": "Members", "own": "Parties"}, {"ours": "Member", "own": "Party"}],
    "fr": [{"ours": "Membres", "own": "Parties"}, {"ours": "Membre", "own": "Partie"}],
    "ru": [{"ours": "Члена", "own": "Участника"}],
}
CONFERENCE = Consultation(pk=7, body=Body(pk=3, slug="conference", settings={"terms": TERMS}))
COUNCIL = Consultation(pk=8, body=Body(pk=4, slug="council", settings={"terms": {}}))


@pytest.fixture(autouse=True)
def nobody() -> Iterator[None]:
    own_words.of_consultation()
    yield
    own_words.of_consultation()


def test_all_ways_of_gettext_say_the_bodys_terms_in_each_language() -> None:
    late = gettext_lazy("Kinds of Members")
    with own_words.within(CONFERENCE), translation.override("en"):
        assert (gettext("Members"), str(late)) == ("Parties", "Kinds of Parties")
        words = [ngettext("%(number)d Member", "%(number)d Members", number) for number in (1, 5)]
        assert words == ["%(number)d Party", "%(number)d Parties"]
        assert pgettext("no such context", "Members") == "Members", "not a message of ours"
        with translation.override("fr"):
            assert str(late) == "Types de Parties"
        with translation.override("es"):
            assert str(late) == "Tipos de Miembros", "no term in this language"


def test_a_message_with_a_context_has_them_too() -> None:
    plain = next(row for row in catalogue("en", "django").messages if "\x04" in row.key and not row.counted)
    context, _mark, text = plain.key.partition("\x04")
    terms = [{"ours": text, "own": "Quite another word"}]
    of = Consultation(pk=9, body=Body(pk=5, settings={"terms": {"en": terms}}))
    with own_words.within(of), translation.override("en"):
        assert pgettext(context, text) == "Quite another word"


def test_each_body_has_its_own_in_one_process_and_nobody_ours() -> None:
    with translation.override("en"):
        assert gettext("Members") == "Members"
        with own_words.within(CONFERENCE):
            assert gettext("Members") == "Parties"
            with own_words.within(COUNCIL):
                assert gettext("Members") == "Members"
            with own_words.within(None):
                assert gettext("Members") == "Members"
            assert gettext("Members") == "Parties"
        own_words.of_body(CONFERENCE.body)
        assert gettext("Members") == "Parties"
        own_words.of_consultation(COUNCIL)
        assert gettext("Members") == "Members"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_body_without_terms_is_given_the_very_strings_of_the_catalogue(language: str) -> None:
    code = django_language(language)
    with translation.override(code):
        active = trans_real.translation(code)
        assert type(active) is own_words.Translation, "Django makes its catalogues otherwise now"
        for message in ("Members", "Kinds of Members", "Save"):
            ours = own_words._DJANGOS.gettext(active, message)  # noqa: SLF001 - what Django's own class says
            with own_words.within(COUNCIL):
                assert gettext(message) is ours
                assert trans_real.translation(code) is active
        forms = own_words._DJANGOS.ngettext(active, "%(number)d Member", "%(number)d Members", 3)  # noqa: SLF001
        with own_words.within(COUNCIL):
            assert ngettext("%(number)d Member", "%(number)d Members", 3) is forms


@pytest.mark.django_db
def test_english_that_stands_in_for_missing_words_has_the_terms_and_says_that_it_is_english() -> None:
    with own_words.within(CONFERENCE), translation.override(django_language("de")), own_words.marked():
        assert own_words.parts(gettext("Kinds of Members")) == [("Kinds of Parties", "en")]


def test_what_terms_change_is_found_once_for_a_process() -> None:
    terms = terms_of(CONFERENCE.body, "en")
    assert changed("en", terms) is changed("en", terms_of(CONFERENCE.body, "en"))
    assert all("Member" not in said.replace("Membership", "") for said in changed("en", terms).plain.values())
    assert "Save" not in changed("en", terms).plain
    assert mark_of(terms) != mark_of(terms[:1])


def test_every_language_has_our_whole_catalogue_and_english_has_its_plurals() -> None:
    sizes = {len(catalogue(language, "django").messages) for language in LANGUAGES}
    assert len(sizes) == 1
    assert sizes.pop() > 3000
    assert len({len(catalogue(language, "djangojs").messages) for language in LANGUAGES}) == 1
    english = {row.key: row.said for row in catalogue("en", "django").messages}
    assert english["%(number)d Member"] == ("%(number)d Member", "%(number)d Members")
    assert catalogue("en", "django").form(1) == 0
    assert len(next(row for row in catalogue("ru", "django").messages if row.counted).said) == 4


def test_forms_that_occur_are_found_and_words_that_do_not_are_told() -> None:
    assert {"Member", "Members", "member"} <= forms_of("member", "en").keys()
    assert {"Член", "Члена", "Членов"} <= forms_of("член", "ru").keys()
    assert occurs(Term("Members", "Parties"), "en")
    assert not occurs(Term("Membres", "Parties"), "en")
    rows = read_with([Term("Kinds of Members", "Kinds of Parties")], "en")
    assert ("Kinds of Members", "Kinds of Parties") in {(ours, then) for ours, then, _used in rows}


@pytest.mark.parametrize(
    "terms",
    [
        {"en": [{"ours": "", "own": "x"}]},
        {"en": [{"ours": "Member", "own": "<b>"}]},
        {"en": [{"ours": "Member", "own": "x"}, {"ours": "Member", "own": "y"}]},
        {"en": [{"ours": f"Member {number}", "own": "x"} for number in range(MOST_TERMS + 1)]},
        {"de": [{"ours": "Mitglied", "own": "x"}]},
        {"en": [{"ours": "Member", "own": "x", "more": "y"}]},
    ],
)
def test_settings_and_presets_with_terms_that_cannot_be_used_are_refused(terms: object) -> None:
    with pytest.raises(ValidationError):
        body_settings({"terms": terms})


def test_a_preset_may_carry_terms() -> None:
    head = 'version = 1\n[name]\nen = "A"\n[summary]\nen = "B"\n[settings]\n[[body.terms.en]]\nours = "Member"\n'
    assert body_settings(presets.parsed(f'{head}own = "Party"\n').body).terms["en"][0].own == "Party"
    with pytest.raises(ValidationError):
        presets.parsed(f'{head}own = "{{x}}"\n')
