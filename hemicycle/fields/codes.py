"""How wide a column is that keeps a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from enum import Enum

_STEP = 10


def width_of(*codes: type[Enum], least: int = _STEP) -> int:
    """The ``max_length`` of a column that keeps members of these enumerations.

    It is a multiple of ten: a member that is a little longer changes no column, and one that is too long makes a
    migration necessary, which ``makemigrations --check`` says.

    Args:
        least: What it holds beside them needs so much.
    """
    longest = max(len(str(code.value)) for kind in codes for code in kind)
    return max(least, -(-longest // _STEP) * _STEP)
