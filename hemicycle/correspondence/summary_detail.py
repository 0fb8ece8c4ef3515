"""How much a summary of replies says: less, where all of it would be too long for an annex."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.correspondence.models.letters import BODY_LENGTH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass(frozen=True)
class Detail:
    """How much a summary says.

    Attributes:
        names: Which Members, beside how many.
        quoted: Characters of each condition; nothing of it at nought.
        title: Characters of what was asked.
    """

    names: bool
    quoted: int
    title: int


#: The first is taken with which the text fits, or the least.
DETAILS = (
    Detail(names=True, quoted=2000, title=1000),
    Detail(names=True, quoted=400, title=300),
    Detail(names=False, quoted=200, title=300),
)
LEAST = Detail(names=False, quoted=0, title=90)


def fitted(sections: Callable[[Detail], Iterable[str]]) -> str:
    """The sections of a text, one under the other, with as much detail as fits."""
    bodies = ("\n\n".join(sections(detail)) for detail in DETAILS)
    fitting = next((body for body in bodies if len(body) <= BODY_LENGTH), None)
    return "\n\n".join(sections(LEAST)) if fitting is None else fitting


def one_line(words: str, longest: int) -> str:
    """Words without line breaks, shortened where they are longer."""
    joined = " ".join(words.split())
    return joined if len(joined) <= longest else joined[:longest].rstrip() + " […]"
