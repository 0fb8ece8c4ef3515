"""What is cited in the place of a number of ours: in the reader's language, or nothing."""

from __future__ import annotations

import pytest
from django.utils import translation

from hemicycle.consultations.languages import UNDETERMINED, own
from hemicycle.consultations.models import RuleSource
from hemicycle.consultations.rule_sources import among, cited, source_in
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Reason, Rule

SOURCES = {"14": {"en": "DM-20/1005, annex 4", "zh": "DM-20/1005号函，附件4"}, "16": {"fr": "annexe 1"}}


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Asked (DM-20/1005, annex 4)"), ("fr", "Asked"), ("ar", "Asked")],
)
def test_a_source_is_cited_in_its_own_language_alone(language: str, said: str) -> None:
    with translation.override(language):
        assert cited("Asked", SOURCES, Rule.CANDIDATES) == said


def test_nothing_is_cited_without_a_rule_or_a_source() -> None:
    assert (cited("{x} (%s)", SOURCES, None), cited("So", {}, Rule.CANDIDATES)) == ("{x} (%s)", "So")
    assert cited("{x} (%s)", SOURCES, Rule.CANDIDATES) == "{x} (%s) (DM-20/1005, annex 4)"
    with translation.override("zh-hans"):
        assert source_in(SOURCES, Rule.CANDIDATES) == "DM-20/1005号函，附件4"


def test_a_version_keeps_the_sources_that_its_reasons_follow() -> None:
    reasons = [Reason(RuleCode.ASKED_FOR), Reason(RuleCode.ITEM_WITHDRAWN)]
    assert among(SOURCES, reasons) == {"14": SOURCES["14"]}
    assert among(SOURCES, []) == {}


def test_a_text_is_given_in_one_language_or_as_it_stood_when_nobody_noted_its_language() -> None:
    assert [own({"en": "So"}, code) for code in ("en", "fr")] == ["So", ""]
    assert own({UNDETERMINED: "So"}, "fr") == "So"
    assert own({}, "fr") == ""


def test_a_source_is_listed_by_its_words() -> None:
    assert str(RuleSource(rule="14", text={"en": "DM-20/1005, annex 4"})) == "DM-20/1005, annex 4"
