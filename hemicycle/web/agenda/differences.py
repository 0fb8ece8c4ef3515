"""What a revision changes, a sentence for each difference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.agenda.comparing import STATE_RENAMED
from hemicycle.consultations.joins import listed
from hemicycle.consultations.language_parts import Sentence, Wording
from hemicycle.consultations.languages import localized
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from collections.abc import Collection

    from hemicycle.agenda.comparing import Difference


def differences(changes: Collection[Difference], sittings: int = 0) -> list[str]:
    """What a revision changes, a sentence each; a State that has another name in other languages alone has none.

    Args:
        sittings: How many the revision has.
    """
    named = (change[name] for change in changes for name in _sittings_in(change))
    of = max([sittings, *named])
    return [
        _said(change, of)
        for change in changes
        if change["what"] != STATE_RENAMED or localized(change["before"]) != localized(change["after"])
    ]


def _sittings_in(change: Difference) -> list[str]:
    """The facts of a difference that are numbers of sittings."""
    return ["before", "after"] if change["what"] == "day" else [name for name in ("sitting",) if name in change]


def _said(change: Difference, of: int) -> str:
    """One difference in words.

    Args:
        of: How many sittings there are.
    """
    if "number" in change:
        return _counted(change["what"], change["number"])
    facts: dict[str, Any] = {name: change[name] for name in ("before", "after", "position") if name in change}
    if "title" in change:
        facts |= {"title": Wording.of(change["title"]), "former": _former(change), "item": _item(change)}
    if change["what"] == STATE_RENAMED:
        facts |= {name: localized(change[name]) for name in ("before", "after")}
    if "positions" in change:
        facts["positions"] = listed([str(position) for position in change["positions"]])
    facts |= {name: labels.numbered_sitting(change[name], of) for name in _sittings_in(change)}
    what = "no_document" if change["what"] == "document" and not change["after"] else change["what"]
    return Sentence(_sentences()[what], facts)


def _former(change: Difference) -> int | None:
    """The number that an item had in the version before.

    Older publications keep a number with each difference, which is that of the version before only where the later one
    does not have the item.
    """
    if "former" in change:
        former: int | None = change["former"]
        return former
    return int(change["position"]) if change["what"] in {"removed", "unplaced"} else None


def _item(change: Difference) -> str:
    """An item by its title, with the number that it had."""
    title, former = Wording.of(change["title"]), _former(change)
    if former is None:
        return Sentence(_("“%(title)s”"), {"title": title})
    words = _("“%(title)s” (item %(former)d of the previous version)")
    return Sentence(words, {"title": title, "former": former})


def _counted(what: str, number: int) -> str:
    if what == "support":
        words = ngettext(
            "The Members for or against %(number)d item have changed.",
            "The Members for or against %(number)d items have changed.",
            number,
        )
    else:
        words = ngettext(
            "The reason given for %(number)d item, or the number of Members on which it is based, has changed.",
            "The reason given for %(number)d items, or the number of Members on which it is based, has changed.",
            number,
        )
    return words % {"number": number}


def _sentences() -> dict[str, str]:
    return {
        "added": _("Added as item %(position)s: %(title)s"),
        "removed": _("Item %(former)s of the previous version, “%(title)s”, was removed."),
        "moved": _("Item %(before)s of the previous version, “%(title)s”, is now item %(after)s."),
        "renamed": _("New title: %(item)s"),
        "document": _("The document is now %(after)s: %(item)s"),
        "no_document": _("No longer with a document: %(item)s"),
        "words": _("New words of the Chair: %(item)s"),
        "listed": _("Now listed as removed by the Chair: %(item)s"),
        # In publications of older versions alone.
        "support": _("The Members for or against these items have changed: %(positions)s"),
        "named": _("The Members that requested or opposed an item are named."),
        "unnamed": _("The Members that requested or opposed an item are no longer named."),
        "information": _("The items listed for information have changed."),
        "sources": _("The sources cited have changed."),
        STATE_RENAMED: _("New name of a Member: %(after)s, formerly %(before)s."),
        "minutes": _("%(after)s minutes instead of %(before)s: %(item)s"),
        "day": _("In another sitting: %(item)s. Before: %(before)s. Now: %(after)s."),
        "placed": _("Now scheduled: %(item)s. %(sitting)s"),
        "unplaced": _("No longer scheduled: %(item)s"),
        "hours": _("New hours: %(sitting)s"),
        "times": _("New times of the items: %(sitting)s"),
        "sitting_added": _("Added: %(sitting)s"),
        "sitting_removed": _("Removed: %(sitting)s"),
        "agenda": _("The time plan now follows the agenda %(after)s."),
    }
