"""Every string that a person sees, in every language."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

import hemicycle

if TYPE_CHECKING:
    from collections.abc import Sequence

LOCALES = Path(hemicycle.__file__).parent / "locale"
CATALOGUES = sorted(LOCALES.glob("*/LC_MESSAGES/*.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}")


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def forms(text: str | Sequence[str] | None) -> list[str]:
    """The forms of a text: one, or one for each plural."""
    return [text] if isinstance(text, str) else list(text or [])


def test_there_is_a_catalogue_of_the_pages_and_of_the_room_for_each_language() -> None:
    assert {path.parent.parent.name for path in CATALOGUES} == {"ar", "es", "fr", "ru", "zh_Hans"}
    assert len(CATALOGUES) == 10


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_nothing_is_untranslated_or_guessed_and_placeholders_agree(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parent.parent.name)
    for message in catalogue:
        if not message.id:
            continue
        sources, texts = forms(message.id), forms(message.string)
        assert not message.fuzzy, message.id
        assert all(texts), message.id
        permitted = set().union(*(placeholders(source) for source in sources))
        assert all(placeholders(text) <= permitted for text in texts), message.id
        # A plural form may say "one" or "two" in words; whatever has one form only keeps what it names.
        if len(sources) == 1:
            assert placeholders(texts[0]) == permitted, message.id


#: What a delegation or a Member is called, by the letter's own words and the organization's usage.
TERMS = {
    "State of Palestine (observer)": {
        "ar": "دولة فلسطين (بصفة مراقب)",
        "es": "Estado de Palestina (observador)",
        "fr": "État de Palestine (observateur)",
        "ru": "Государство Палестина (наблюдатель)",
        "zh_Hans": "巴勒斯坦国观察员",
    },
    "Time plan": {
        "es": "Plan de gestión del tiempo",
        "fr": "Plan de gestion du temps",
        "ru": "План распределения времени",
        "zh_Hans": "时间管理计划",
    },
    "Summary of replies": {"zh_Hans": "答复概要"},
    "Got a place from the waiting list": {"ru": "Получено место из списка ожидания", "zh_Hans": "从候补名单获得名额"},
}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_terms_are_those_of_the_organization(path: Path) -> None:
    language = path.parent.parent.name
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    wanted = {term: words[language] for term, words in TERMS.items() if language in words and term in catalogue}
    assert {term: catalogue[term].string for term in wanted} == wanted
    assert len(catalogue) > 100
    text = " ".join(form for message in catalogue for form in forms(message.string))
    assert not re.search(r"[ÉE]tats? du Conseil|Estados? del Consejo|План времени|答复汇总", text)


#: Text between two values that no translator sees, for it stands in no message.
LATIN_COMMA = re.compile(r"\}, \{")
MESSAGE = re.compile(r"\{% blocktrans.*?\{% endblocktrans(?:late)? %\}", re.DOTALL)


@pytest.mark.source
def test_no_template_joins_values_by_a_comma_of_one_script() -> None:
    templates = sorted(Path(hemicycle.__file__).parent.rglob("templates/**/*.html"))
    assert templates
    assert not [path.name for path in templates if LATIN_COMMA.search(MESSAGE.sub("{% message %}", path.read_text()))]
