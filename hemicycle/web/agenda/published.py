"""A published version of the agenda in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from hemicycle.agenda.messages import why
from hemicycle.agenda.models import AgendaPublication, Item
from hemicycle.consultations.joins import listed
from hemicycle.consultations.languages import localized, reader_language
from hemicycle.people import french
from hemicycle.people.member_names import member_name, members_by_code
from hemicycle.rules.reasons import Reason
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hemicycle.agenda.comparing import Content, Difference


@dataclass(frozen=True)
class Named:
    """An item as it is named everywhere.

    Attributes:
        working: Its title in this language is no official one.
        contains: What its document carries, in words.
    """

    key: int
    position: int
    title: str
    working: bool
    symbol: str
    contains: list[str]

    @classmethod
    def of(cls, row: Content) -> Named:
        """From what a publication holds of it."""
        language, title = reader_language(), row["title"]
        return cls(
            key=row["item"],
            position=row["position"] or 0,
            title=localized(title),
            working=language in row["unchecked"] or not title.get(language),
            symbol=row["symbol"],
            contains=[str(labels.CONTAINS.get(what, what)) for what in row["contains"]],
        )


@dataclass(frozen=True)
class AgendaItem:
    """An item of the agenda with why it is there.

    Attributes:
        listing: In which list it was put to the States, and its number there.
        rule: Number of the rule from which it follows.
        yes, no: Names of the States that said so, in the customary order.
    """

    named: Named
    listing: str
    number: int
    why: str
    rule: int
    words: str
    yes: list[str]
    no: list[str]


def _names(publication: AgendaPublication) -> dict[str, str]:
    """The States that its items name, in French alphabetical order: ``{code: name in this language}``."""
    content = publication.content
    if "names" in content:
        in_order = sorted(content["names"].items(), key=lambda named: french.sort_key(localized(named[1], "fr")))
        return {code: localized(names) for code, names in in_order}
    # Published before names were kept with it.
    codes = {code for row in content["items"] for code in (*row["yes"], *row["no"])}
    on = publication.consultation.day(publication.published_at)
    return {member.code: member_name(member, on=on) for member in members_by_code(codes, on)}


def agenda_items(publication: AgendaPublication) -> list[AgendaItem]:
    """The items of a published agenda, in order."""
    known = _names(publication)
    return [_item(row, known) for row in publication.content["items"]]


def _item(row: Content, known: Mapping[str, str]) -> AgendaItem:
    reason = row["reason"]
    return AgendaItem(
        named=Named.of(row),
        listing=str(Item.Listing(row["listing"]).label),
        number=row["number"],
        why=why(Reason.from_json(reason)),
        rule=reason["rule"],
        words=row["words"],
        yes=[name for code, name in known.items() if code in row["yes"]],
        no=[name for code, name in known.items() if code in row["no"]],
    )


def titles() -> dict[AgendaPublication.Kind, str]:
    """What each kind of paper is called."""
    return {AgendaPublication.Kind.AGENDA: _("Agenda"), AgendaPublication.Kind.TIME_PLAN: _("Time plan")}


def differences(changes: Iterable[Difference]) -> list[str]:
    """What a revision changes, a sentence each; a State that has another name in other languages alone has none."""
    return [
        _said(change)
        for change in changes
        if change["what"] != "state_renamed" or localized(change["before"]) != localized(change["after"])
    ]


def _said(change: Difference) -> str:
    """One difference in words."""
    facts: dict[str, Any] = {"title": localized(change.get("title", {})), "position": change.get("position")}
    facts |= {name: change[name] for name in ("before", "after") if name in change}
    if change["what"] == "state_renamed":
        facts |= {name: localized(change[name]) for name in ("before", "after")}
    if "positions" in change:
        facts["positions"] = listed([str(position) for position in change["positions"]])
    if "sitting" in change:
        facts["sitting"] = labels.numbered_sitting(change["sitting"])
    if change["what"] == "day":
        facts |= {name: labels.numbered_sitting(change[name]) for name in ("before", "after")}
    return _sentences()[change["what"]] % facts


def _sentences() -> dict[str, str]:
    return {
        "added": _("Added as item %(position)s: %(title)s"),
        "removed": _("Taken off, formerly item %(position)s: %(title)s"),
        "moved": _("Moved from place %(before)s to place %(after)s: %(title)s"),
        "renamed": _("The title of item %(position)s is another one: %(title)s"),
        "document": _("Item %(position)s refers to another document: %(after)s"),
        "support": _("Other States than before have spoken for or against these items: %(positions)s"),
        "state_renamed": _("A State is called %(after)s, formerly %(before)s."),
        "minutes": _("Item %(position)s has %(after)s minutes instead of %(before)s: %(title)s"),
        "day": _("Item %(position)s is taken in another sitting. Before: %(before)s. Now: %(after)s. %(title)s"),
        "placed": _("Item %(position)s has a place now: %(title)s. %(sitting)s"),
        "unplaced": _("Item %(position)s has no place any more: %(title)s"),
        "hours": _("Other hours than before: %(sitting)s"),
        "times": _("Other times of the items than before: %(sitting)s"),
        "sitting_added": _("Added: %(sitting)s"),
        "sitting_removed": _("Taken away: %(sitting)s"),
    }
