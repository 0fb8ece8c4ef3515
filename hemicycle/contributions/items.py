"""The items to which contributions are made. They are of the agenda, further on, which says what there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from hemicycle.consultations.languages import Text
    from hemicycle.consultations.models import Consultation

#: An item by the list in which it stands and its number there, as letters and the agenda have it.
Place: TypeAlias = tuple[str, int]


@dataclass(frozen=True)
class ListedItem:
    """An item of a consultation.

    Attributes:
        key: Of its page.
        title: By language.
        symbol: Of its document; empty for none.
        position: Its place on the agenda of the sittings; None while it is not on it.
        withdrawn: It is put to nobody any more.
    """

    key: int
    place: Place
    title: Text
    symbol: str
    position: int | None
    withdrawn: bool


_readers: list[Callable[[Consultation], list[ListedItem]]] = []


def register(reader: Callable[[Consultation], list[ListedItem]]) -> None:
    """Say who reads the items of a consultation, in the order of its lists."""
    _readers[:] = [reader]


def items_of(consultation: Consultation) -> dict[Place, ListedItem]:
    """The items of a consultation, withdrawn ones too, in the order of its lists."""
    return {item.place: item for reader in _readers for item in reader(consultation)}
