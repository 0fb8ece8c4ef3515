"""Which of the six languages a text is in, as far as its letters alone say: a voice that reads aloud goes by it."""

from __future__ import annotations

import unicodedata
from collections import Counter

#: By the first word of a letter's name in Unicode. Latin letters are those of three of the languages.
_LANGUAGES = {"ARABIC": "ar", "CJK": "zh", "CYRILLIC": "ru"}


def language_of(text: str) -> str:
    """``ar``, ``zh`` or ``ru`` for a text that is written mostly in their letters; empty for any other."""
    if text.isascii():
        return ""  # most names are, and long lists have many
    letters = Counter(unicodedata.name(letter, "").partition(" ")[0] for letter in text if letter.isalpha())
    script, _number = letters.most_common(1)[0] if letters else ("", 0)
    return _LANGUAGES.get(script, "")
