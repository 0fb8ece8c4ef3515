"""In which of the six languages words may be written, as far as their letters tell."""

from __future__ import annotations

import unicodedata

#: How Unicode's names of the letters of a language begin.
_SCRIPTS = {"ar": "ARABIC", "zh": "CJK", "ru": "CYRILLIC"}
_LATIN = "LATIN"


def language_of(words: str, said: str) -> str:
    """The language in which somebody says that words are written, or in whose form they wrote them.

    Returns:
        Empty where most letters are of another script: whoever reads a form in one language may write in another.
    """
    script = _SCRIPTS.get(said, _LATIN)
    letters = [unicodedata.name(letter, "") for letter in words if letter.isalpha()]
    fitting = sum(name.startswith(script) for name in letters)
    return said if 2 * fitting >= len(letters) else ""
