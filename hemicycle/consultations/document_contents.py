"""The texts for adoption that documents may contain, such as draft decisions: a setting of a consultation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field

from hemicycle.consultations.keyed_rows import KeyedRow
from hemicycle.consultations.language_parts import Wording
from hemicycle.consultations.languages import localized

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from hemicycle.consultations.models import Consultation

KEY_LENGTH = 30
#: A key is part of addresses and files: ASCII letters, digits and hyphens.
KEY_PATTERN = r"^[a-z0-9]([a-z0-9-]{0,28}[a-z0-9])?$"
MOST_CONTENTS = 20
#: Of a name in one language, in characters.
NAME_LENGTH = 100


class DocumentContent(KeyedRow):
    """A kind of text that is adopted elsewhere.

    Attributes:
        name: What it is called beside a document that contains one, by language: "Draft decision".
    """

    key: str = Field(pattern=KEY_PATTERN)
    name: dict[str, str]

    @property
    def label(self) -> str:
        """Its name in the reader's language, or in another one that it has."""
        return localized(self.name) or self.key


def contents_of(consultation: Consultation) -> dict[str, DocumentContent]:
    """What documents of a consultation may contain, by key, in its order; where there is nothing, they contain none."""
    return contents_in(consultation.settings.get("document_contents", ()))


def contents_in(stored: Iterable[Mapping[str, Any]]) -> dict[str, DocumentContent]:
    """The same by key, from their stored form, in their order."""
    return {row.key: row for row in map(DocumentContent.model_validate, stored)}


def in_their_order(contents: Collection[str], keys: Collection[str]) -> tuple[str, ...]:
    """Keys of what a document contains, each once, in the order of the setting; those that it does not have come last.

    Args:
        contents: The keys of the setting.
    """
    known = [key for key in contents if key in keys]
    return tuple(dict.fromkeys([*known, *keys]))


def contents_named(contents: Mapping[str, DocumentContent], keys: Collection[str]) -> list[str]:
    """What a document contains, in the reader's language; by its key, where there is no such kind of text any more."""
    return [Wording.of(contents[key].name) or key if key in contents else key for key in in_their_order(contents, keys)]


def each_once(contents: tuple[DocumentContent, ...]) -> tuple[DocumentContent, ...]:
    """The same, none of which has the key of another one.

    Raises:
        ValueError: one has.
    """
    if len({row.key for row in contents}) < len(contents):
        raise ValueError("two kinds of text have one key")
    return contents
