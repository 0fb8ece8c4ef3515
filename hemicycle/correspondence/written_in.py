"""In which language words may be written, as far as their letters tell."""

from __future__ import annotations

import unicodedata

from babel.core import get_global

#: How Unicode's names of the letters of a script (ISO 15924) begin.
_SCRIPTS = {
    "Arab": "ARABIC",
    "Cyrl": "CYRILLIC",
    "Grek": "GREEK",
    "Hans": "CJK",
    "Hebr": "HEBREW",
    "Latn": "LATIN",
}


def language_of(words: str, said: str) -> str:
    """The language in which somebody says that words are written, or in whose form they wrote them.

    Returns:
        Empty where most letters are of another script: whoever reads a form in one language may write in another.
    """
    script = _SCRIPTS.get(_script(said))
    if script is None:
        return said
    letters = [unicodedata.name(letter, "") for letter in words if letter.isalpha()]
    fitting = sum(name.startswith(script) for name in letters)
    return said if 2 * fitting >= len(letters) else ""


def _script(language: str) -> str:
    """In which a language is usually written, by CLDR; empty where that is not known."""
    parts = get_global("likely_subtags").get(language, "").split("_")
    return next((part for part in parts if len(part) == len("Latn")), "")
