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
