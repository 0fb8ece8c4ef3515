"""What a consultation may set: what is refused, what older installations stored, and how it is called."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from hemicycle.consultations.item_lists import label_in, listed_in
from hemicycle.consultations.models import Consultation
from hemicycle.consultations.outcome_names import outcome_names
from hemicycle.consultations.participation import MOST_CLASSES, class_name, counted
from hemicycle.consultations.settings import MOST_LINK_HOURS, settings_of
from hemicycle.rules.capacity import Role
from hemicycle.rules.time_plan import DaysLimit
from tests.classes import SETTINGS

LISTS = {
    "lists": [
        {"key": "open", "name": {"en": "Open", "fr": "Ouverts"}, "phrase": {"en": "those that are open"}},
        {"key": "bare", "name": {}},
    ]
}


def classes(number: int) -> dict[str, Any]:
    return {"classes": [{"key": f"class_{place}"} for place in range(number)]}


def test_more_classes_than_a_queue_can_be_read_with_are_refused() -> None:
    assert len(settings_of(classes(MOST_CLASSES)).classes) == MOST_CLASSES
    with pytest.raises(ValueError, match=f"more than {MOST_CLASSES} classes"):
        settings_of(classes(MOST_CLASSES + 1))


@pytest.mark.parametrize("wrong", [{"rights": ["enter"]}, {"hidden": ["speak"]}])
def test_what_a_class_sees_is_hidden_and_no_right_beside_others(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"sees|seen"):
        settings_of({"classes": [{"key": "a", **wrong}]})


def test_a_class_is_called_as_the_reader_has_it_and_a_role_is_no_class() -> None:
    known = settings_of(SETTINGS).participation.by_key["council_state"]
    assert class_name(known, "many", "en") == "Council Member States"
    assert class_name(Role.CHAIR) == ""
    assert counted(2, Role.CHAIR) == ""
    assert class_name(settings_of(classes(1)).participation.by_key["class_0"]) == "class_0"


def test_a_link_that_was_stored_for_longer_is_good_for_a_week() -> None:
    assert settings_of({"link_hours": 10_000}).link_hours == MOST_LINK_HOURS
    with pytest.raises(ValueError, match="link_hours"):
        settings_of({"link_hours": "for ever"})


def test_the_limit_of_days_says_why_in_the_readers_language() -> None:
    assert settings_of({}).days_limit() is None
    limit = settings_of({"sitting_days": {"most": 5, "reason": {"en": "So it was decided."}}}).days_limit()
    assert limit == DaysLimit(5, "So it was decided.")


def test_a_list_is_called_by_its_name_in_a_sentence_by_its_phrase_and_else_by_its_key() -> None:
    lists = listed_in(LISTS)
    assert [label_in(lists, key) for key in ("open", "bare", "gone")] == ["Open", "bare", "gone"]
    assert [one.in_a_sentence for one in lists.values()] == ["those that are open", "bare"]


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd"])
def test_what_is_no_time_zone_is_refused(zone: str) -> None:
    with pytest.raises(ValidationError, match="not a time zone" if zone else "blank"):
        Consultation(slug="one", title={"en": "One"}, time_zone=zone).clean_fields(exclude=["first_day", "last_day"])


def test_two_headings_of_conditions_have_two_keys() -> None:
    heading = {"key": "form", "name": {"en": "Form"}}
    assert settings_of({"condition_headings": [heading]}).condition_headings[0].label == "Form"
    with pytest.raises(ValueError, match="two headings have one key"):
        settings_of({"condition_headings": [heading, heading]})
    with pytest.raises(ValueError, match="condition_headings"):
        settings_of({"condition_headings": [{**heading, "key": "For the form"}]})


def test_two_texts_for_adoption_have_two_keys() -> None:
    content = {"key": "protocol", "name": {"en": "Draft protocol"}}
    assert settings_of({"document_contents": [content]}).document_contents[0].label == "Draft protocol"
    with pytest.raises(ValueError, match="two kinds of text have one key"):
        settings_of({"document_contents": [content, content]})
    with pytest.raises(ValueError, match="document_contents"):
        settings_of({"document_contents": [{**content, "key": "Draft protocol"}]})


def test_a_heading_says_in_a_paper_what_it_has_in_its_language_and_to_a_reader_what_it_has() -> None:
    made = settings_of({"condition_headings": [{"key": "form", "name": {"fr": "Forme"}, "phrase": {"fr": "la forme"}}]})
    (heading,) = made.condition_headings
    with translation.override("fr"):
        assert (heading.label, heading.printed, heading.in_a_sentence) == ("Forme", "Forme", "la forme")
    with translation.override("en"):
        assert (heading.label, heading.printed, heading.in_a_sentence) == ("Forme", "", "")


def test_outcomes_are_called_as_the_consultation_says_and_never_by_a_decision() -> None:
    names = {"deferred": {"en": "Carried over"}}
    consultation = Consultation(settings={"outcomes": names})
    assert outcome_names(consultation) == {
        "proposed_conclusion": "Proposed conclusion",
        "deferred": "Carried over",
        "noted": "Noted",
    }
    for wrong in ({"deferred": {"fr": "Adopté"}}, {"decided": {"en": "Done"}}):
        with pytest.raises(ValueError, match="outcomes"):
            settings_of({"outcomes": wrong})
