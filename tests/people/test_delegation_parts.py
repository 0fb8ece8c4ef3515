"""Parts in a delegation: who sits on the organ for their Member is called as the body says."""

from __future__ import annotations

import pytest
from django.utils import translation

from hemicycle.consultations.bodies import BodySettings, body_settings
from hemicycle.consultations.presets import preset
from hemicycle.imports import vocabulary
from hemicycle.people.delegation_parts import part_names, parts_offered

KEY = "councillor"


def _of(name: str) -> BodySettings:
    return body_settings(preset(name).body)


@pytest.mark.parametrize(
    ("body", "language", "called"),
    [
        (_of("council"), "en", "Councillor"),
        (_of("council"), "zh-hans", "理事"),
        (_of("tripartite"), "en", "Titular member of the Governing Body"),
        (_of("silence"), "en", "Titular representative"),
        (BodySettings(), "en", "Titular representative"),
    ],
)
def test_who_sits_on_the_organ_is_called_as_the_body_says(body: BodySettings, language: str, called: str) -> None:
    with translation.override(language):
        names = part_names(body)
    assert names[KEY] == called
    assert list(names) == ["head", "alternate", KEY, "delegate", "adviser"]


def test_without_an_organ_nobody_is_offered_a_seat_on_it_but_who_has_one() -> None:
    assert KEY in dict(parts_offered(_of("tripartite")))
    assert list(dict(parts_offered(_of("silence")))) == ["head", "alternate", "delegate", "adviser"]
    assert dict(parts_offered(_of("silence"), kept=KEY))[KEY] == "Titular representative"


@pytest.mark.parametrize(
    "said", ["titular", "Councillor", "councillor", "Titular member of the Governing Body", "Titular representative"]
)
def test_a_file_may_say_the_word_of_the_body_of_none_or_of_earlier_versions(said: str) -> None:
    assert vocabulary.parts(_of("tripartite")).find(said) == KEY
