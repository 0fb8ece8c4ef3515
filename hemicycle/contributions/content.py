"""A contribution as somebody writes it: from a form, a file, or a mail; safe to keep."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from hemicycle.documents.models import SYMBOL_LENGTH
from hemicycle.people.details import clean
from hemicycle.rules.contributions import MOST_SUBMITTERS, PART_LENGTH, TITLE_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hemicycle.contributions.items import Place
    from hemicycle.contributions.models import ContributionVersion

#: Of a draft as much is kept as could become right by being shortened.
_KEPT = 2


@dataclass(frozen=True)
class Content:
    """What a contribution says.

    Attributes:
        item: The item; its list is empty where none is chosen yet.
        language: In which it is written.
        reference: Symbol of the document that it refers to.
        members: Codes of the Members that submit it together with the one that writes it.
        parts: What stands under each heading of the template, by its key.
    """

    item: Place = ("", 0)
    language: str = ""
    title: str = ""
    reference: str = ""
    members: tuple[str, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of_draft(cls, kept: Mapping[str, Any]) -> Content:
        """As ``kept`` in a draft."""
        listing, number = kept.get("item", ("", 0))
        return cls(
            (str(listing), int(number)),
            kept.get("language", ""),
            kept.get("title", ""),
            kept.get("reference", ""),
            tuple(kept.get("members", ())),
            dict(kept.get("parts", {})),
        )

    @classmethod
    def of_version(cls, row: ContributionVersion, members: Iterable[str] = ()) -> Content:
        """As it was submitted.

        Args:
            members: The other Members that it names.
        """
        return cls(
            (row.listing, row.item_number), row.language, row.title, row.reference, tuple(members), dict(row.parts)
        )

    @property
    def stored(self) -> dict[str, Any]:
        """As a draft keeps it: what is far too long is cut, for no form can send it."""
        return {
            "item": list(self.item),
            "language": clean(self.language)[:20],
            "title": _plain(self.title, TITLE_LENGTH),
            "reference": _plain(self.reference, SYMBOL_LENGTH),
            "members": [clean(code)[:40] for code in self.members[:MOST_SUBMITTERS]],
            "parts": {key[:40]: _plain(text, PART_LENGTH) for key, text in self.parts.items()},
        }

    @property
    def empty(self) -> bool:
        """Whether nothing is written yet."""
        return not self.title and not self.reference and not any(self.parts.values())

    def cleaned(self, keys: Iterable[str]) -> Content:
        """The same, safe to submit.

        Args:
            keys: Of the template's parts, in their order.
        """
        return replace(
            self,
            title=clean(self.title),
            reference=clean(self.reference)[:SYMBOL_LENGTH],
            members=tuple(dict.fromkeys(clean(code) for code in self.members if code.strip())),
            parts={key: clean(self.parts.get(key, ""), lines=True) for key in keys},
        )

    @property
    def digest(self) -> str:
        """Of all that it says: what the journal has of it."""
        said = (self.item, self.language, self.title, self.reference, self.members, sorted(self.parts.items()))
        return sha256(repr(said).encode()).hexdigest()


def _plain(text: str, longest: int) -> str:
    return text.replace("\0", "")[: longest * _KEPT]
