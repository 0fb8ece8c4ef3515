"""How names of States stand in the alphabet of French."""

from __future__ import annotations

import re

from hemicycle.consultations.text import folded

#: They stand before a name and do not count: "Les Bahamas" is found under B. A foreign article is part of
#: the name: "El Salvador" stands under E.
_ARTICLES = re.compile(r"^(?:l[’'ʼ]\s*|(?:le|la|les)\s+)", re.IGNORECASE)
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")


def state_key(name: str) -> tuple[str, ...]:
    """By what a State's name in French is sorted.

    Word by word, so that "Saint-Vincent-et-les Grenadines" stands before "Sainte-Lucie". Case and accents do not
    count; a hyphen, an apostrophe and a bracket part words as a space does; a leading article is passed over.
    """
    letters = folded(_ARTICLES.sub("", name.strip()).casefold().translate(_LIGATURES))
    return tuple(_BETWEEN_WORDS.sub(" ", letters).split())
