"""The trees of relays, one for each language of the floor: the floor, who hears it, and who hears those."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.consultations.joins import beside
from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.rules.relay import HeardFrom, Hears, heard

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from hemicycle.rules.relay import WorksFrom


@dataclass(frozen=True)
class Branch:
    """A booth, and those that hear its channel.

    Attributes:
        words: What it hears; empty for the floor.
        staffed: An interpreter is planned for it.
    """

    code: str
    name: str
    words: str
    staffed: bool
    branches: list[Branch] = field(default_factory=list)


@dataclass(frozen=True)
class Tree:
    """What the booths hear while a language is on the floor.

    Attributes:
        branches: Those that hear the floor.
        left_out: Names of the languages of booths that nobody relays to.
        relays: The longest chain.
    """

    code: str
    name: str
    branches: list[Branch]
    left_out: list[str]
    relays: int

    @property
    def depth(self) -> str:
        """The longest chain, in words."""
        if not self.relays:
            return _("No relay")
        return ngettext("%(number)d relay", "%(number)d relays", self.relays) % {"number": self.relays}


def trees_of(booths: Mapping[str, WorksFrom], staffed: Collection[str], most: int) -> list[Tree]:
    """A tree for each language of the floor, in their order."""
    return [_tree(floor, heard(floor, booths, staffed, most), staffed) for floor in booths]


def _tree(floor: str, hears: Mapping[str, Hears], staffed: Collection[str]) -> Tree:
    branches = [_branch(code, hears, staffed) for code, one in hears.items() if one.source is HeardFrom.FLOOR]
    left_out = [NATIVE_NAMES[code] for code, one in hears.items() if one.source is HeardFrom.NONE]
    return Tree(floor, NATIVE_NAMES[floor], branches, left_out, max(one.relays for one in hears.values()))


def _branch(code: str, hears: Mapping[str, Hears], staffed: Collection[str]) -> Branch:
    under = [_branch(other, hears, staffed) for other, one in hears.items() if one.pivot == code]
    return Branch(code, NATIVE_NAMES[code], _words(hears[code]), code in staffed, under)


def _words(hears: Hears) -> str:
    if not hears.relays:
        return ""
    relays = ngettext("%(number)d relay", "%(number)d relays", hears.relays) % {"number": hears.relays}
    if not hears.deputy:
        return beside([relays, _("no deputy")])
    return beside([relays, _("deputy: %(language)s") % {"language": NATIVE_NAMES[hears.deputy]}])
