"""Titles of items that a paper would show in another language, because nobody gave them in its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.agenda.reasons import AgendaCode
from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hemicycle.agenda.comparing import Content
    from hemicycle.consultations.languages import Text


@dataclass(frozen=True)
class Untitled:
    """An item without a title in some languages.

    Attributes:
        position: On the agenda; None where it is not on it.
        languages: The codes of those that lack it, in the order of the papers.
    """

    position: int | None
    title: Text
    languages: tuple[str, ...]

    @property
    def names(self) -> str:
        """The languages by their own names."""
        return " · ".join(NATIVE_NAMES[code] for code in self.languages)


def untitled(content: Content, languages: Iterable[str]) -> list[Untitled]:
    """The items of an agenda or of a time plan whose title some of these languages lack, each once."""
    wanted = tuple(languages)
    found: dict[int, Untitled] = {}
    for row in _rows(content):
        missing = tuple(code for code in wanted if not row["title"].get(code))
        if missing:
            found[row["item"]] = Untitled(row["position"], row["title"], missing)
    return list(found.values())


def require_titled(content: Content, languages: Iterable[str], *, stand: bool) -> None:
    """Those who publish gave each title in each language, or say that the original stands in its place.

    Raises:
        Refusal: a title is missing, and they did not say so.
    """
    wanted = tuple(languages)
    lacking = {code for row in untitled(content, wanted) for code in row.languages}
    if lacking and not stand:
        names = " · ".join(NATIVE_NAMES[code] for code in wanted if code in lacking)
        raise Refusal(AgendaCode.TITLES_MISSING, languages=names)


def _rows(content: Content) -> Iterator[Content]:
    for part in ("items", "removed", "information", "left"):
        yield from content.get(part, [])
    for sitting in content.get("sittings", []):
        yield from sitting["slots"]
