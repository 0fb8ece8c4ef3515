"""The presets are files that can be read, and each makes settings of a consultation."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, timedelta
from importlib import resources

import pytest

from hemicycle.consultations.bodies import body_settings
from hemicycle.consultations.languages import LANGUAGES
from hemicycle.consultations.presets import VERSION, parsed, preset, presets
from hemicycle.consultations.settings import settings_of
from hemicycle.rules.capacity import SIGHTS, UNCLASSED, Right, Seating
from hemicycle.rules.classes import problems
from hemicycle.rules.queue import Request, in_order

NAMES = sorted(presets())


def text(name: str = "council") -> str:
    return (resources.files("hemicycle.consultations.presets") / f"{name}.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_each_is_whole_in_six_languages_and_without_problems(name: str) -> None:
    one = preset(name)
    assert set(one.name) == set(one.summary) == set(LANGUAGES)
    settings = settings_of(one.settings)
    assert settings.classes
    assert list(problems(settings.participation)) == []
    for heading in settings.condition_headings:
        assert {*heading.name} == {*(heading.title or heading.name)} == {*(heading.phrase or heading.name)}
        assert {*heading.name} == {*LANGUAGES}
    assert settings.document_series
    for series in settings.document_series:
        assert {*series.name} == {*LANGUAGES}
    assert settings.document_contents
    for content in settings.document_contents:
        assert {*content.name} == {*LANGUAGES}
    for kept in settings.classes:
        assert set(kept.one) == set(kept.many) == set(kept.addressed) == set(LANGUAGES)
        assert all(set(forms) >= {"other"} for forms in kept.counted.values())


def test_a_preset_of_a_later_form_is_refused() -> None:
    with pytest.raises(ValueError, match="version"):
        parsed(text().replace("version = 1", f"version = {VERSION + 1}"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('key = "observer_state"', 'key = "council_state"'),
        ('key = "observer_state"', 'key = "chair"'),
        ('key = "observer_state"', 'key = "Observer State"'),
        ('seat = "none"', 'seat = "standing"'),
        ("priority = 2", "priority = 0"),
        ('rights = ["speak", "answer", "contribute"]', 'rights = ["decide"]'),
        ("times = 1", "often = 1"),
    ],
)
def test_a_preset_whose_classes_cannot_be_is_refused(before: str, after: str) -> None:
    assert before in text()
    with pytest.raises(ValueError, match="validation error"):
        parsed(text().replace(before, after, 1))


def test_what_is_no_toml_is_refused() -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        parsed("version = ")
    with pytest.raises(FileNotFoundError):
        preset("nowhere")


def test_there_are_a_council_a_silence_procedure_and_a_tripartite_body() -> None:
    assert NAMES == ["council", "silence", "tripartite"]


@pytest.mark.parametrize("name", NAMES)
def test_each_kind_of_member_belongs_to_a_class_of_it(name: str) -> None:
    classes = settings_of(preset(name).settings).participation
    kinds = body_settings(preset(name).body).kinds
    assert kinds
    for kind in kinds:
        assert classes.of(kind.key, "xx", (), date(2027, 3, 1)) != UNCLASSED


def test_in_a_silence_procedure_member_states_answer_and_observers_read() -> None:
    state, observer = settings_of(preset("silence").settings).participation.ordered
    assert state.rights - SIGHTS == {Right.TAKE_PART, Right.OBJECT, Right.ANSWER, Right.VOTE}
    assert observer.rights == {Right.TAKE_PART} | SIGHTS


def test_in_a_tripartite_body_the_titular_members_of_three_groups_take_turns_before_deputies_and_observers() -> None:
    settings, day = settings_of(preset("tripartite").settings), date(2027, 3, 1)
    classes = settings.participation
    assert settings.languages.documents == settings.languages.of_sittings == ("en", "fr", "es")
    titular, deputy = (Seating(date(2027, 1, 1), deputy=as_deputy) for as_deputy in (False, True))
    groups = [classes.of(kind, "xx", [titular], day) for kind in ("government", "employers", "workers")]
    assert [one.value for one in groups] == ["governments", "employers", "workers"]
    for kind in ("government", "employers", "workers"):
        assert classes.of(kind, "xx", [titular, deputy], day) in groups
        assert classes.of(kind, "xx", [deputy], day).value == "deputies"
        assert classes.of(kind, "xx", [], day).value == "observers"
    start = datetime(2027, 3, 1, 9, tzinfo=UTC)
    asked = [classes.by_key["observers"], classes.by_key["deputies"], groups[0], groups[0], groups[1], groups[2]]
    waiting = [Request(number, one, start + timedelta(seconds=number)) for number, one in enumerate(asked)]
    order = [request.capacity.value for request in in_order(waiting)]
    assert order == ["governments", "employers", "workers", "governments", "deputies", "observers"]
