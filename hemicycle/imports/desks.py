"""What can be imported: for each kind of file who checks and writes its rows, and what is kept now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hemicycle.consultations.models import Consultation
    from hemicycle.imports.columns import Column
    from hemicycle.imports.rows import Desk

    #: What is kept now, a row each, by the plain names of the columns.
    Present = Callable[[Consultation], Iterator[dict[str, str]]]

DESKS: dict[str, type[Desk[Any]]] = {}
_PRESENT: dict[str, Present] = {}


def register(kind: str, desk: type[Desk[Any]], present: Present) -> None:
    """Let a kind of file be imported; called once, when Django is ready."""
    DESKS[kind], _PRESENT[kind] = desk, present


def columns_of(kind: str, consultation: Consultation) -> tuple[Column, ...]:
    """The columns of a kind of file, in the words of a consultation's body and with those of each of its languages.

    Raises:
        KeyError: there is no such kind.
    """
    return DESKS[kind].columns_for(consultation)


def present_lines(consultation: Consultation, kind: str) -> Iterator[list[str]]:
    """A line for each thing that is kept now, in the order of the columns."""
    names = [column.name for column in columns_of(kind, consultation)]
    for cells in _PRESENT[kind](consultation):
        yield [cells.get(name, "") for name in names]
