"""Names that may be one person's, written in two ways."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz, process

from hemicycle.consultations.text import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

#: From this likeness (0 to 100) on: one letter of a usual name may differ.
_ALIKE = 86
#: "Elena Duarte" is "Elena Maria Duarte" perhaps; "Duarte" alone says nothing.
_WORDS = 2
_TITLE = re.compile(r"\b(?:mr|mrs|ms|mme|mlle|sr|sra|dr|prof|h\.e)\b\.?|\b\w{1,4}\.", re.IGNORECASE)


def plain(name: str) -> str:
    """A name without titles, case, accents and hyphens, its words in order of the alphabet."""
    letters = "".join(c if c.isalnum() else " " for c in folded(_TITLE.sub(" ", name)))
    return " ".join(sorted(letters.split()))


def alike(names: Sequence[str]) -> list[tuple[int, int]]:
    """Positions of each two names that may be one person's, the first before the second."""
    known = [plain(name) for name in names]
    close = process.cdist(known, known, scorer=fuzz.ratio, score_cutoff=_ALIKE) > 0
    several = np.array([len(name.split()) >= _WORDS for name in known], dtype=bool)
    within = process.cdist(known, known, scorer=fuzz.token_set_ratio, score_cutoff=100) > 0
    named = np.array([bool(name) for name in known], dtype=bool)
    pairs = np.triu((close | (within & np.outer(several, several))) & np.outer(named, named), 1)
    return [(int(first), int(second)) for first, second in np.argwhere(pairs)]
