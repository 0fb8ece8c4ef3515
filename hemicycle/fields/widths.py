"""How wide a column is: as its codes need it, and as everybody who measures a text reads it from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from enum import Enum

    from django.db.models import Model


def width_of(*codes: type[Enum], least: int = 0) -> int:
    """The ``max_length`` of a column that keeps members of these enumerations: one that is too long widens it.

    The migration that this needs is asked for by ``makemigrations --check``.

    Args:
        least: So wide it is anyhow, for what it holds beside them or what is to come.
    """
    return max(least, *(len(str(code.value)) for kind in codes for code in kind))


def length_of(model: type[Model], name: str) -> int:
    """How many characters a field keeps.

    Raises:
        TypeError: it keeps any number.
    """
    longest = getattr(model._meta.get_field(name), "max_length", None)
    if longest is None:
        raise TypeError(f"{model._meta.label}.{name} has no max_length")
    return int(longest)
