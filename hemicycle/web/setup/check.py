"""One thing that a phase of a consultation needs, what of it is missing, and where that is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from hemicycle.consultations.joins import listed

if TYPE_CHECKING:
    from hemicycle.consultations.models import Consultation


@dataclass(frozen=True)
class Gap:
    """Something that is missing, with the way to where it is done."""

    words: str
    address: str
    link: str


@dataclass(frozen=True)
class Check:
    """One thing that a phase needs.

    Attributes:
        words: What there is.
        missing: What is missing, in a few words; empty where nothing is.
        address: Where it is done, with the words of the link.
        gaps: What is missing, where each thing is done elsewhere.
    """

    title: str
    words: str
    missing: str
    address: str
    link: str
    gaps: tuple[Gap, ...] = ()

    @property
    def done(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing

    @property
    def ways(self) -> tuple[Gap, ...]:
        """Each thing that is missing with its way; where nothing is, the way to what there is."""
        return self.gaps or (Gap(self.missing, self.address, self.link),)


@dataclass(frozen=True)
class Phase:
    """A phase with what it needs, in the order in which that is done."""

    key: str
    title: str
    checks: list[Check]

    @property
    def done(self) -> int:
        """How much of it is done."""
        return sum(check.done for check in self.checks)


def of_gaps(title: str, words: str, gaps: list[Gap], address: str, link: str) -> Check:
    """A check of several things, each with its own way.

    Args:
        address: Where it is seen, with the words of the link, where nothing is missing.
    """
    return Check(title, words, listed(gap.words for gap in gaps), address, link, tuple(gaps))


def to(name: str, consultation: Consultation, *more: object) -> str:
    """The address of a page of a consultation."""
    return reverse(name, args=[consultation.slug, *more])
