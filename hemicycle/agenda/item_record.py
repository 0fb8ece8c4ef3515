"""An item as somebody wants it to be, and what stands against that: from a form, or from a row of a file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from hemicycle.agenda.put import letters
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.people.details import clean, clean_texts
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.estimates import may_take
from hemicycle.rules.reasons import Reason, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hemicycle.agenda.models import Item
    from hemicycle.agenda.put import Put
    from hemicycle.consultations.languages import Text

TITLE_LENGTH = 1000
MOST_NUMBER = 9999


@dataclass(frozen=True)
class ItemRecord:
    """What an item is to be.

    Attributes:
        listing: Key of its list.
        number: In its list.
        unchecked: Languages in which the title is a working translation.
        symbol: Of its document; empty for none.
        minutes: Set by somebody; None leaves them as they are.
        proposal: Something is proposed under it, whatever its document carries.
        speaks_first: Keys of the classes that speak first on it, in their order.
    """

    listing: str
    number: int
    title: Text = field(default_factory=dict)
    unchecked: tuple[str, ...] = ()
    symbol: str = ""
    minutes: int | None = None
    proposal: bool = False
    speaks_first: tuple[str, ...] = ()

    @classmethod
    def of(cls, item: Item) -> ItemRecord:
        """What an item is now; reads its document."""
        return cls(
            item.listing,
            item.number,
            item.title,
            tuple(item.unchecked),
            item.document.symbol if item.document else "",
            item.minutes if item.minutes_set else None,
            item.proposal,
            tuple(item.speaks_first),
        )

    @property
    def digest(self) -> str:
        """Tells whether an item is still what somebody began to change."""
        said = (self.listing, self.number, sorted(self.title.items()), sorted(self.unchecked), self.symbol)
        return hashlib.sha256(repr((*said, self.minutes, self.proposal, self.speaks_first)).encode()).hexdigest()

    def cleaned(self) -> ItemRecord:
        """The same, safe to keep."""
        title = clean_texts(self.title)
        unchecked = tuple(code for code in title if code in self.unchecked)
        first = tuple(dict.fromkeys(self.speaks_first))
        return replace(self, title=title, unchecked=unchecked, symbol=clean(self.symbol), speaks_first=first)


@dataclass(frozen=True)
class Objection:
    """What stands against a record, and which of its fields it is about."""

    field: str
    reason: Reason


def objections(
    record: ItemRecord, lists: Iterable[str], symbols: Iterable[str], classes: Iterable[str]
) -> Iterator[Objection]:
    """What of a record cannot be kept, whatever is there already.

    Args:
        record: As ``cleaned`` made it.
        lists: Keys of the lists that there are.
        symbols: Of the documents that there are.
        classes: Keys of the participation classes that there are.
    """
    if record.listing not in set(lists):
        yield Objection("listing", Reason(AgendaCode.NO_SUCH_LIST))
    if not 1 <= record.number <= MOST_NUMBER:
        yield Objection("number", Reason(AgendaCode.ITEM_NUMBER, {"most": MOST_NUMBER}))
    if not record.title:
        yield Objection("title", Reason(AgendaCode.ITEM_WITHOUT_TITLE))
    if any(len(words) > TITLE_LENGTH for words in record.title.values()):
        yield Objection("title", Reason(PeopleCode.TEXT_TOO_LONG, {"limit": TITLE_LENGTH}))
    if record.symbol and record.symbol not in set(symbols):
        yield Objection("symbol", Reason(AgendaCode.NO_SUCH_DOCUMENT, {"symbol": record.symbol[:60]}))
    if unknown := [key for key in record.speaks_first if key not in set(classes)]:
        yield Objection("speaks_first", Reason(AgendaCode.NO_SUCH_CLASS_FIRST, {"class": unknown[0][:60]}))
    if record.minutes is not None:
        decision = may_take(record.minutes)
        if isinstance(decision, Refused):
            yield Objection("minutes", decision.reason)


def against_what_was_put(before: ItemRecord, after: ItemRecord, puts: Sequence[Put]) -> Iterator[Objection]:
    """What was put to Members in a letter and would be otherwise: its list, number, document and titles (rule 20).

    A title is said to be so; whoever changes it all the same has read that the letter keeps its own.

    Args:
        puts: The questions about the item.
    """
    sent = [put for put in puts if put.sent]
    if not sent:
        return
    facts = {"letters": letters(sent, sent=True)}
    for name in ("listing", "number", "symbol"):
        if getattr(before, name) != getattr(after, name):
            yield Objection(name, Reason(AgendaCode.ITEM_WAS_PUT, facts))
    known: Text = {code: words for put in sent for code, words in put.question.title.items()}
    if any(after.title.get(code) != before.title.get(code) for code in known):
        yield Objection("title", Reason(AgendaCode.ITEM_TITLE_WAS_PUT, facts))
