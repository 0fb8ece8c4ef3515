"""A published version of the agenda in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.agenda.messages import why
from hemicycle.agenda.models import AgendaPublication
from hemicycle.consultations.document_contents import contents_in, contents_named, contents_of
from hemicycle.consultations.item_lists import lists_of
from hemicycle.consultations.language_parts import Wording
from hemicycle.consultations.languages import localized, own, reader_language
from hemicycle.consultations.list_order import name_key
from hemicycle.consultations.rule_sources import cited
from hemicycle.people.member_names import member_name, members_by_code
from hemicycle.rules.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hemicycle.agenda.comparing import Content
    from hemicycle.consultations.document_contents import DocumentContent
    from hemicycle.consultations.list_order import NameKey
    from hemicycle.consultations.rule_sources import Sources


#: How States stand in what was published before a body could choose.
_BEFORE_ORDERS: Content = {"alphabet": "fr", "names": {}, "ahead": {}}


@dataclass(frozen=True)
class Named:
    """An item as it is named everywhere.

    Attributes:
        title: In the reader's language; in the language of its original where it has none.
        working: Its title in this language is no official one.
        contains: What its document carries, in words.
    """

    key: int
    position: int
    title: Wording
    working: bool
    symbol: str
    contains: list[str]

    @property
    def original(self) -> bool:
        """Whether the original's title stands in for one in the reader's language."""
        return self.title.language != reader_language()

    @classmethod
    def of(cls, row: Content, contents: Mapping[str, DocumentContent]) -> Named:
        """From what a publication holds of it.

        Args:
            contents: What documents may contain, as the publication names it (``contents_said``).
        """
        title = Wording.of(row["title"])
        return cls(
            key=row["item"],
            position=row["position"] or 0,
            title=title,
            working=title.language == reader_language() and title.language in row["unchecked"],
            symbol=row["symbol"],
            contains=contents_named(contents, row["contains"]),
        )


@dataclass(frozen=True)
class AgendaItem:
    """An item of the agenda with why it is there.

    Attributes:
        listing: In which list it was put to the States, and its number there.
        why: With the body's own source of it, where this language has one.
        words: The chair's, in this language alone.
        yes, no: Names of the States that said so, in the order of lists.
    """

    named: Named
    listing: str
    number: int
    why: str
    words: str
    yes: list[str]
    no: list[str]


@dataclass(frozen=True)
class Removed:
    """An item of a list that stays which the chair removed, with their words in this language alone."""

    named: Named
    words: str


def _names(publication: AgendaPublication) -> dict[str, str]:
    """The States that its items name, in the order that lists had then: ``{code: name in this language}``."""
    content = publication.content
    if "names" in content:
        names, order = content["names"], content.get("order", _BEFORE_ORDERS)
        alphabet = order["alphabet"] or reader_language()

        def key(code: str) -> tuple[list[int], NameKey, str]:
            name = order["names"].get(code) or localized(names[code], alphabet)
            return order["ahead"].get(code, []), name_key(name, alphabet), code

        return {code: localized(names[code]) for code in sorted(names, key=key)}
    # Published before names were kept with it.
    codes = {code for row in content["items"] for code in (*row["yes"], *row["no"])}
    on = publication.consultation.day(publication.published_at)
    return {
        member.code: member_name(member, on=on) for member in members_by_code(codes, publication.consultation.body, on)
    }


def agenda_items(publication: AgendaPublication) -> list[AgendaItem]:
    """The items of a published agenda, in order."""
    known, sources = _names(publication), publication.content.get("sources", {})
    lists, contents = _list_names(publication), contents_said(publication)
    return [_item(row, known, sources, lists, contents) for row in publication.content["items"]]


def information_items(publication: AgendaPublication) -> list[Named]:
    """The items that a published agenda lists for information."""
    contents = contents_said(publication)
    return [Named.of(row, contents) for row in publication.content.get("information", [])]


def contents_said(publication: AgendaPublication) -> dict[str, DocumentContent]:
    """What documents contain, as a publication names it; as it is named today where it keeps no names."""
    kept = publication.content.get("contents")
    return contents_of(publication.consultation) if kept is None else contents_in(kept)


def _list_names(publication: AgendaPublication) -> dict[str, str]:
    """The names of its lists in the reader's language; those of today where it was published without them."""
    kept = publication.content.get("lists")
    if kept is not None:
        return {key: localized(name) for key, name in kept.items()}
    return {key: row.label for key, row in lists_of(publication.consultation).items()}


def removed_items(publication: AgendaPublication) -> list[Removed]:
    """The items that the chair removed from a published agenda; older versions said nothing of them."""
    contents = contents_said(publication)
    return [Removed(Named.of(row, contents), _words(row)) for row in publication.content.get("removed", [])]


def _words(row: Content) -> str:
    """The chair's words on an item; older versions keep them as they were written, whatever the language."""
    words = row["words"]
    return words if isinstance(words, str) else own(words)


def reason_cited(reason: Reason, sources: Sources) -> str:
    """A reason beside an item, with the body's own source of its rule."""
    return cited(why(reason), sources, reason.rule)


def _item(
    row: Content,
    known: Mapping[str, str],
    sources: Sources,
    lists: Mapping[str, str],
    contents: Mapping[str, DocumentContent],
) -> AgendaItem:
    return AgendaItem(
        named=Named.of(row, contents),
        listing=lists.get(row["listing"], row["listing"]),
        number=row["number"],
        why=reason_cited(Reason.from_json(row["reason"]), sources),
        words=_words(row),
        yes=[name for code, name in known.items() if code in row["yes"]],
        no=[name for code, name in known.items() if code in row["no"]],
    )


def titles() -> dict[AgendaPublication.Kind, str]:
    """What each kind of paper is called."""
    return {AgendaPublication.Kind.AGENDA: _("Agenda"), AgendaPublication.Kind.TIME_PLAN: _("Time plan")}
