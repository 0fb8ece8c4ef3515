"""Keys of rows as addresses, forms and machines write them."""

from __future__ import annotations

#: No key that a database gives out is longer; Python refuses to read numbers of thousands of digits.
_KEY_DIGITS = 9


def key_of(text: str) -> int | None:
    """The key of a row, as a form or an address has it; ``None`` for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _KEY_DIGITS else None
