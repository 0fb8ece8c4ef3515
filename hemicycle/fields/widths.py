"""How wide a column is: as its codes need it, and as everybody who measures a text reads it from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from enum import Enum

    from django.db.models import Model

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


def length_of(model: type[Model], name: str) -> int:
    """How many characters a field keeps.

    Raises:
        TypeError: it keeps any number.
    """
    longest = getattr(model._meta.get_field(name), "max_length", None)
    if longest is None:
        raise TypeError(f"{model._meta.label}.{name} has no max_length")
    return int(longest)
