"""Keys of rows as a form or an address has them."""

from __future__ import annotations

#: No key that a database gives out is longer.
_DIGITS = 9


def key_of(text: str) -> int | None:
    """The key, or ``None`` for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else None
