"""Rule 26: a virtual consultation decides nothing; rule 27: how an item may end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.rules.outcomes import DECIDING_WORDS, Outcome, may_be_called, may_end_as, says_decision
from hemicycle.rules.reasons import Allowed
from tests.rules.decisions import allowed, refused


@pytest.mark.parametrize("outcome", Outcome)
def test_rule_27_an_item_ends_in_one_of_three_ways(outcome: Outcome) -> None:
    assert allowed(may_end_as(outcome.value)) == (27, "outcome_permitted")


def test_rule_27_there_are_no_other_ways() -> None:
    assert {outcome.value for outcome in Outcome} == {"proposed_conclusion", "deferred", "noted"}


@pytest.mark.parametrize("word", ["decided", "adopted", "approved", "agreed"])
def test_rule_26_no_item_is_decided_or_adopted(word: str) -> None:
    decision = may_end_as(word)
    assert refused(decision) == (26, "decides_nothing")
    assert decision.reason.facts == {"outcome": word}


def test_rule_26_no_way_to_end_is_a_deciding_word() -> None:
    assert not any(says_decision(outcome.value) for outcome in Outcome)


words = st.one_of(
    st.text("abcdefghijklmnopqrstuvwxyz_ ", max_size=20),
    st.sampled_from(DECIDING_WORDS["en"].split()).flatmap(
        lambda word: st.sampled_from([word.upper(), word.title(), f" {word}", f"{word} ", f"{word}\n", f"{word}\u200f"])
    ),
)


@given(words)
def test_rule_26_no_other_spelling_gets_through(word: str) -> None:
    assert isinstance(may_end_as(word), Allowed) == (word in {"proposed_conclusion", "deferred", "noted"})


def test_rule_26_another_spelling_of_decided_is_refused_by_the_same_rule() -> None:
    assert refused(may_end_as(" Adopted\n")) == (26, "decides_nothing")


def test_rule_27_an_unknown_way_to_end_is_refused() -> None:
    assert refused(may_end_as("postponed")) == (27, "no_such_outcome")


#: By language: words that say a decision, as a body would write them, and words that do not.
SAID = {
    "ar": (("اعتُمد", "القرار", "تمت الموافقة", "متفق عليه"), ("مؤجل إلى الدورة الحضورية", "لا توافق في الآراء")),
    "zh": (("已通过", "決定", "商定的结论"), ("推迟至实体会议", "注意到")),
    "en": (
        ("Adopted", "ADOPTED as amended", "approved\u200f", "Ｄｅｃｉｄｅｄ"),
        ("Carried over", "Undecided", "Noted"),
    ),
    "fr": (("Décidé", "D’accord", "approuvée", "Adoption"), ("Reporté", "Il en est pris note", "Examiné")),
    "ru": (("Решено", "Принято", "утверждён", "Согласовано"), ("Принят к сведению", "отложено до очной сессии")),
    "es": (("Se acordó", "Aprobado", "Decisión", "RESUELTO"), ("Aplazado", "Se toma nota", "Conclusión propuesta")),
}


def test_rule_26_words_that_decide_are_known_in_six_languages() -> None:
    assert set(SAID) == set(DECIDING_WORDS)


@pytest.mark.parametrize("language", SAID)
def test_rule_26_no_outcome_is_called_by_a_word_that_decides(language: str) -> None:
    deciding, others = SAID[language]
    for name in deciding:
        decision = may_be_called({"xx": "…", language: name})
        assert refused(decision) == (26, "outcome_says_decision"), name
        assert decision.reason.facts == {"name": name}
    for name in others:
        assert isinstance(may_be_called({language: name}), Allowed), name


def test_rule_26_a_word_that_decides_is_known_in_a_text_of_another_language() -> None:
    assert says_decision("Aprobado")
    assert refused(may_be_called({"sw": "Adopté"})) == (26, "outcome_says_decision")
