"""The alphabetical order of names in the reader's language, as its dictionaries and the United Nations' lists have it.

Case and accents do not count, where they make no letter of its own; what is written in the language's own script comes
first. Spanish has Ñ after N, and Russian Й after И. Arabic passes over the article at the beginning. Chinese goes by
pinyin, character by character, with its tones.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib import resources

from hemicycle.consultations.languages import reader_language
from hemicycle.consultations.text import folded

#: Behind everything that is written in the language's own script.
_OTHER_SCRIPT = "\U0010ffff"
#: Lower than any letter, so that "a" stands before "ai".
_BETWEEN = "\x01"
_SCRIPTS = {
    "ar": re.compile("[\u0600-\u06ff]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
    "ru": re.compile("[\u0400-\u04ff]"),
}
_LATIN = re.compile("[a-z]")
#: Letters that Unicode does not take apart, and what they are sorted like.
_LIKE = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
#: Letters of their own, behind the one that they are written like.
_OWN = {"es": str.maketrans({"ñ": "n\uffff"}), "ru": str.maketrans({"й": "и\uffff"})}
#: With letters behind it: "الأردن" stands under alef, "ألمانيا" has no article.
_ARABIC_ARTICLE = re.compile("^\u0627\u0644(?=[\u0621-\u064a]{2})")


def sort_key(text: str, language: str | None = None) -> str:
    """By what a name is sorted in a language, the reader's by default; empty for what is empty."""
    wanted = language or reader_language()
    written = unicodedata.normalize("NFC", text.strip()).casefold().translate(_LIKE)
    if wanted == "ar":
        written = _ARABIC_ARTICLE.sub("", written)
    if not written:
        return ""
    letters = folded(written.translate(_OWN.get(wanted, {})))
    key = _pinyin(letters) if wanted == "zh" else letters
    own = _SCRIPTS.get(wanted, _LATIN).search(letters[:1])
    return key if own else _OTHER_SCRIPT + key


def _pinyin(letters: str) -> str:
    """Each character by its reading, then by itself; one that has none stays as it is."""
    readings = _readings()
    return "".join(f"{readings[c]}{_BETWEEN}{c}" if c in readings else c for c in letters)


@cache
def _readings() -> dict[str, str]:
    """Of the 6,763 characters of GB 2312, as in the names of States; from pypinyin (MIT licence)."""
    lines = resources.files("hemicycle.consultations").joinpath("pinyin.txt").read_text(encoding="utf-8").splitlines()
    return {character: reading for reading, characters in (line.split() for line in lines) for character in characters}
