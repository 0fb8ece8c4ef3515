"""Text as it is compared, however it was typed: in a search, in the order of a list, by a heading of a file."""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """Text without case and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
