"""What a summary record says in the present language: for its page and its papers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from hemicycle.consultations.languages import NATIVE_NAMES, reader_language
from hemicycle.outcome.wording_changes import paragraphs

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class ShownParagraph:
    """A paragraph as it is read.

    Attributes:
        number: None for a heading.
        parts: Its text, by the empty lines in it.
        language: In which it is: the reader's, or that of the record where it has none in theirs.
        anchor: Of its moment in the record of the sitting; empty where it rests on none.
    """

    number: int | None
    parts: list[str]
    language: str
    anchor: str

    @property
    def heading(self) -> bool:
        """Whether it is a heading."""
        return self.number is None

    @property
    def elsewhere(self) -> str:
        """The language by its own name, where it is not the reader's."""
        return NATIVE_NAMES[self.language] if self.language != reader_language() else ""


def shown(content: Mapping[str, Any]) -> list[ShownParagraph]:
    """The paragraphs of ``outcome.summaries.content_of``, or of a version, in the present language."""
    return [_shown(row, content["language"]) for row in content["paragraphs"]]


def _shown(row: Mapping[str, Any], drafted: str) -> ShownParagraph:
    reader = reader_language()
    # A text that is behind would say what is not on record any more.
    language = reader if row["texts"].get(reader) and reader not in row["behind"] else drafted
    rests_on = row["rests_on"]
    anchor = f"{rests_on['kind']}-{rests_on['key']}" if rests_on else ""
    return ShownParagraph(row["number"], paragraphs(row["texts"].get(language, "")), language, anchor)


def missing(content: Mapping[str, Any], languages: tuple[str, ...]) -> list[tuple[str, int]]:
    """Languages of documents in which paragraphs have no text, or an old one, with how many, by their own names."""
    found = []
    for code in languages:
        if code == content["language"]:
            continue
        lacking = sum(not row["texts"].get(code) or code in row["behind"] for row in content["paragraphs"])
        if lacking:
            found.append((NATIVE_NAMES[code], lacking))
    return found


def title() -> str:
    """Of the page and the paper."""
    return _("Summary record")
