"""Every string that a person sees, in every language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import hemicycle

LOCALES = Path(hemicycle.__file__).parent / "locale"
CATALOGUES = sorted(LOCALES.glob("*/LC_MESSAGES/*.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}")


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


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
        sources = message.id if isinstance(message.id, tuple) else (message.id,)
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        assert not message.fuzzy, message.id
        assert all(texts), message.id
        permitted = set().union(*(placeholders(source) for source in sources))
        assert all(placeholders(text) <= permitted for text in texts), message.id
        # A plural form may say "one" or "two" in words; whatever has one form only keeps what it names.
        if len(sources) == 1:
            assert placeholders(texts[0]) == permitted, message.id
