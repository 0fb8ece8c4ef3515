"""The fonts of pages: every letter that a language's words need is drawn, and little is fetched for it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.messages.pofile import read_po
from fontTools.ttLib import TTFont

import hemicycle

PRODUCT = Path(hemicycle.__file__).parent
LOOK = PRODUCT.parent / "frontend" / "src" / "look"
#: Kilobytes that a page fetches for the words of a language, Latin names included; nothing for Chinese.
AT_MOST = {"en": 25, "fr": 25, "es": 25, "ru": 35, "ar": 60, "zh_Hans": 25}
#: What every browser draws in a font of the system: marks, and a narrow space.
OF_THE_SYSTEM = set("✓✕←→↑↓\u202f")


class Face(NamedTuple):
    """A file, and the characters for which a browser fetches it."""

    file: Path
    characters: frozenset[int]


@cache
def faces() -> list[Face]:
    """Those of ``fonts.css``."""
    rules = re.findall(r'url\("(.*?)"\).*?unicode-range: (.*?);', (LOOK / "fonts.css").read_text(), re.DOTALL)
    return [Face(LOOK / file, frozenset(characters(ranges))) for file, ranges in rules]


def characters(ranges: str) -> set[int]:
    """The characters of ``U+41-5A, U+5F``."""
    found: set[int] = set()
    for part in ranges.split(","):
        first, _, last = part.strip().removeprefix("U+").partition("-")
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found


@cache
def words(language: str) -> frozenset[str]:
    """The letters of everything that the product says in a language, and of names in English."""
    text = "".join(map(chr, range(0x20, 0x7F)))
    for path in (PRODUCT / "locale" / language / "LC_MESSAGES").glob("*.po"):
        with path.open("rb") as file:
            for message in read_po(file):
                said = message.string or ""
                text += said if isinstance(said, str) else "".join(said)
    return frozenset(text) - {"\n"}


def is_chinese(character: str) -> bool:
    """Letters and signs of Chinese."""
    return unicodedata.east_asian_width(character) in "WF"


def test_each_face_has_what_it_is_fetched_for() -> None:
    assert {face.file for face in faces()} == set((LOOK / "fonts").glob("*.woff2"))
    for face in faces():
        with TTFont(face.file) as font:
            assert face.characters, face.file.name
            assert face.characters <= set(font.getBestCmap()), face.file.name


@pytest.mark.parametrize("language", AT_MOST)
def test_every_letter_of_a_language_is_drawn(language: str) -> None:
    drawn = frozenset().union(*(face.characters for face in faces()))
    needed = {letter for letter in words(language) - OF_THE_SYSTEM if not is_chinese(letter)}
    assert len(needed) > 26 * 2
    # A character without a width or a glyph of its own says how its neighbours stand.
    missing = {letter for letter in needed if ord(letter) not in drawn and unicodedata.category(letter) != "Cf"}
    assert missing == set()


@pytest.mark.parametrize("language", AT_MOST)
def test_little_is_fetched_for_the_words_of_a_language(language: str) -> None:
    fetched = [face.file for face in faces() if face.characters & {ord(letter) for letter in words(language)}]
    assert sum(file.stat().st_size for file in fetched) / 1000 < AT_MOST[language], fetched


def test_chinese_is_drawn_by_the_system() -> None:
    assert any(map(is_chinese, words("zh_Hans")))
    assert not any(is_chinese(chr(character)) for face in faces() for character in face.characters)
    stack = re.search(r"--fonts:(.*?);", (LOOK / "tokens.css").read_text(), re.DOTALL)
    assert stack
    for name in ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "system-ui"):
        assert name in stack[1]


def test_letters_that_join_stand_in_one_file() -> None:
    # As in Persian and Urdu: two files would tear a word.
    for word in ("پیشنهاد", "گفتگو", "ٹھیک", "الموافقة"):
        assert any({ord(letter) for letter in word} <= face.characters for face in faces())
