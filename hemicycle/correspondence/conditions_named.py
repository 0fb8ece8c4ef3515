"""Whether a text names conditions, in words of its language: nobody has to have begun with our words for it."""

from __future__ import annotations

import re

from hemicycle.correspondence.models import Enquiry

#: Kinds of enquiries whose replies may come with conditions.
TAKING_CONDITIONS = frozenset({Enquiry.Kind.ITEMS.value, Enquiry.Kind.OPTIONS.value})
#: By language. Of others nothing is known: there a text names none.
_WORDS = {
    "ar": r"شرط(?!ة)|شروط",
    "zh": r"条件",
    "en": r"\bcondition(?:s|al|ally)?\b",
    "fr": r"\bcondition(?:s|nel|nels|nelle|nelles)?\b",
    "ru": r"\bуслови(?:е|я|й|ю|ем|и|ям|ями|ях)\b",
    "es": r"\bcondici(?:ón|ones)\b|\bcondicional(?:es)?\b",
}


def names_conditions(text: str, language: str) -> bool:
    """Whether a text in a language names conditions."""
    words = _WORDS.get(language)
    return bool(words and re.search(words, text, re.IGNORECASE))
