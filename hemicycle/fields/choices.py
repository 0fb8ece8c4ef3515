"""Which codes a column may keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from enum import Enum


def choices_of(codes: type[Enum]) -> list[tuple[str, str]]:
    """The ``choices`` of a column that keeps members of an enumeration by their values, which the pages word."""
    return [(str(code.value), str(code.value)) for code in codes]
