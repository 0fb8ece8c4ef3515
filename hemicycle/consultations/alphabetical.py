"""The alphabetical order of names in a language, as its dictionaries and the United Nations' lists have it.

Case and accents do not count, where they make no letter of its own; what is written in the language's own script comes
first. ``alphabets.txt`` has the letters of languages whose order another one does not tell: Spanish has Ñ after N,
Swedish Å after Z, Czech Ch after H. Arabic passes over the article at the beginning. Chinese goes by pinyin, character
by character, with its tones.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources

from babel.core import get_global

from hemicycle.consultations.languages import reader_language
from hemicycle.consultations.text import folded

#: Behind everything that is written in the language's own script.
_OTHER_SCRIPT = "\U0010ffff"
#: Lower than any letter, so that "a" stands before "ai".
_BETWEEN = "\x01"
#: The letters of an alphabet are sorted as characters from here on, which nobody writes.
_FIRST_LETTER = 0xE000
_IN_ALPHABET = re.compile("[\ue000-\uf8ff]")
#: By ISO 15924; of another one than Latin, all that is not Latin.
_SCRIPTS = {
    "Latn": re.compile("[a-z]"),
    "Arab": re.compile("[\u0600-\u06ff]"),
    "Hans": re.compile("[\u4e00-\u9fff]"),
    "Cyrl": re.compile("[\u0400-\u04ff]"),
}
_NOT_LATIN = re.compile("[^\x00-\u02af]")
#: Letters that Unicode does not take apart, and what they are sorted like.
_LIKE = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
#: Whose small letters are not those of other languages.
_SMALL = dict.fromkeys(("az", "tr"), str.maketrans({"I": "ı", "İ": "i"}))
#: With letters behind it: "الأردن" stands under alef, "ألمانيا" has no article.
_ARABIC_ARTICLE = re.compile("^\u0627\u0644(?=[\u0621-\u064a]{2})")


def sort_key(text: str, language: str | None = None) -> str:
    """By what a name is sorted in a language, the reader's by default; empty for what is empty."""
    wanted = language or reader_language()
    written = unicodedata.normalize("NFC", text.strip()).translate(_SMALL.get(wanted, {})).casefold()
    if wanted == "ar":
        written = _ARABIC_ARTICLE.sub("", written)
    if not written:
        return ""
    letters = _spelt(unicodedata.normalize("NFC", written), wanted)
    key = _pinyin(letters) if wanted == "zh" else letters
    own = _IN_ALPHABET.match(letters) or _script(wanted).match(letters)
    return key if own else _OTHER_SCRIPT + key


@dataclass(frozen=True)
class _Alphabet:
    """How the letters of a language are found in a text, and what each is sorted as."""

    letter: re.Pattern[str]
    sorted_as: dict[str, str]

    def in_order(self, text: str) -> str:
        """The text with its letters as they are sorted."""
        return self.letter.sub(lambda found: self.sorted_as[found[0]], text)


def _spelt(written: str, language: str) -> str:
    """A text without what does not count in a language."""
    alphabet = _alphabets().get(language)
    if alphabet is None:
        return folded(written.translate(_LIKE))
    # The accents that make a letter, and then those that do not.
    return alphabet.in_order(folded(alphabet.in_order(written).translate(_LIKE)))


@cache
def _alphabets() -> dict[str, _Alphabet]:
    """Of the languages of ``alphabets.txt``; letters with ``=`` between them are sorted as one."""
    text = resources.files("hemicycle.consultations").joinpath("alphabets.txt").read_text(encoding="utf-8")
    alphabets = {}
    for language, *places in (line.split() for line in text.splitlines()):
        sorted_as = {
            letter: chr(_FIRST_LETTER + place) for place, letters in enumerate(places) for letter in letters.split("=")
        }
        longest_first = sorted(sorted_as, key=len, reverse=True)
        alphabets[language] = _Alphabet(re.compile("|".join(map(re.escape, longest_first))), sorted_as)
    return alphabets


@cache
def _script(language: str) -> re.Pattern[str]:
    """What is a letter of the script of a language."""
    known: dict[str, str] = get_global("likely_subtags")  # type: ignore[assignment]  # of this key
    script = known.get(language, language).split("_")[1:2]
    return _SCRIPTS.get(script[0] if script else "Latn", _NOT_LATIN)


def _pinyin(letters: str) -> str:
    """Each character by its reading, then by itself; one that has none stays as it is."""
    readings = _readings()
    return "".join(f"{readings[c]}{_BETWEEN}{c}" if c in readings else c for c in letters)


@cache
def _readings() -> dict[str, str]:
    """Of the 6,763 characters of GB 2312, as in the names of States; from pypinyin (MIT licence)."""
    lines = resources.files("hemicycle.consultations").joinpath("pinyin.txt").read_text(encoding="utf-8").splitlines()
    return {character: reading for reading, characters in (line.split() for line in lines) for character in characters}
