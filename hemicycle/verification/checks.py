"""What a check is, what it found, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

#: Raised by what reads a row that somebody has changed; it is found, and no fault of the check.
BROKEN = (KeyError, TypeError, ValueError, AttributeError, IndexError, LookupError, ZeroDivisionError, OverflowError)


@dataclass(frozen=True)
class Differs:
    """Something does not agree: what it is, in words."""

    words: str


@dataclass(frozen=True)
class Passed:
    """Something that can be told of what a check looked at, but not recomputed; why, in words."""

    why: str


#: What a check says of one thing after the other: None where it agrees.
Found: TypeAlias = "Iterator[Differs | Passed | None]"


@dataclass
class Check:
    """One check, as far as it has come.

    Attributes:
        name: What was looked at, in words.
        agreed: How many agree.
        passed: How many could not be recomputed, by why.
        differing: What does not agree.
    """

    name: str
    agreed: int = 0
    passed: dict[str, int] = field(default_factory=dict)
    differing: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, name: str, found: Callable[[], Found]) -> Check:
        """Look at everything."""
        made = cls(name)
        try:
            for one in found():
                made.note(one)
        except BROKEN as error:
            made.differing.append(f"something cannot be read ({type(error).__name__}: {error})")
        return made

    def note(self, one: Differs | Passed | None) -> None:
        """Count what was found of one thing."""
        if one is None:
            self.agreed += 1
        elif isinstance(one, Passed):
            self.passed[one.why] = self.passed.get(one.why, 0) + 1
        else:
            self.differing.append(one.words)


def compared(what: str, **pairs: tuple[object, object]) -> Differs | None:
    """The first of some values that is another one than was recomputed.

    Args:
        pairs: What the file says, and what follows from the rest of it, by what it is called.
    """
    for name, (said, follows) in pairs.items():
        if said != follows:
            return Differs(f"{what}: {name.replace('_', ' ')} is {_shown(said)}, and {_shown(follows)} follows")
    return None


def _shown(value: object) -> str:
    words = "nothing" if value is None or value == "" else str(value)
    return words if len(words) <= _MOST else f"{words[:_MOST]}…"


#: Characters of a value that are shown.
_MOST = 120
