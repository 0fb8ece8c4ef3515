"""On whose authority questions are put to a decision by correspondence: rooms further on know, and say so here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hemicycle.correspondence.models import Enquiry
    from hemicycle.rules.ballots import Authority

    #: Of an enquiry, the authority of each of its questions that needs one, by the key of the question.
    Source = Callable[[Enquiry], Mapping[int, Authority]]

_SOURCES: list[Source] = []


def register(source: Source) -> None:
    """Ask this source too from now on."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def authorities(enquiry: Enquiry) -> dict[int, Authority]:
    """The authority of each question that is a conclusion, by the key of the question."""
    return {key: authority for source in _SOURCES for key, authority in source(enquiry).items()}
