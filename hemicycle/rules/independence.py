"""Rules 21, 38 and 40: of whom two pairs of eyes are two persons', by who let whom in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


@dataclass(frozen=True)
class LettingIn:
    """Who let somebody in; nobody did whom the body was set up with.

    Attributes:
        entered_by: Who entered them, or took them up again.
        confirmed_by: Who confirmed them last.
    """

    entered_by: frozenset[int] = frozenset()
    confirmed_by: int | None = None

    @property
    def by(self) -> frozenset[int]:
        """Everybody who had a part in it."""
        return self.entered_by if self.confirmed_by is None else self.entered_by | {self.confirmed_by}


#: Whom the body was set up with.
_BY_NOBODY = LettingIn()


def are_independent(first: int, second: int, let_in: Mapping[int, LettingIn]) -> bool:
    """Whether the second of two persons may look at what the first did.

    Whoever makes up a colleague enters them, and may then act as either. So neither may have entered the other, nor may
    one and the same person have entered both: themselves, or through those whom they entered. And nobody looks at what
    somebody did who had a part in their being let in, themselves or through those whom they let in.

    Args:
        let_in: Of the two, and of all who had a part in letting them in, by their keys.
    """

    def entered(person: int) -> frozenset[int]:
        return let_in.get(person, _BY_NOBODY).entered_by

    def had_a_part(person: int) -> frozenset[int]:
        return let_in.get(person, _BY_NOBODY).by

    if _with_all_above(first, entered) & _with_all_above(second, entered):
        return False
    return first not in _with_all_above(second, had_a_part)


def _with_all_above(person: int, above: Callable[[int], Iterable[int]]) -> set[int]:
    """A person, those above them, those above these, and so on: whoever is taken up again can be above themselves."""
    found, to_look_at = {person}, [person]
    while to_look_at:
        new = set(above(to_look_at.pop())) - found
        found |= new
        to_look_at += new
    return found
