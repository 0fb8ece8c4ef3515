"""Whoever stands twice in a file, is probably registered already, or has a name that looks like another's."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from hemicycle.consultations.text import folded
from hemicycle.imports.reasons import ImportCode
from hemicycle.people.lookalikes import mixed_words, skeletons
from hemicycle.people.models import Registration
from hemicycle.people.similar_names import plain
from hemicycle.rules.registration import OVER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hemicycle.consultations.models import Consultation
    from hemicycle.imports.registration_cells import Entry
    from hemicycle.imports.rows import Row

#: Two names of one Member that are so much alike, in percent, are probably one person's.
ALIKE = 86


class Doubles:
    """Addresses of the file, and names by Member: what is kept of rows that were checked."""

    def __init__(self, consultation: Consultation) -> None:
        self._rows: dict[str, int] = {}
        #: By Member and address.
        self._names: dict[int, dict[str, str]] = defaultdict(dict)
        there = Registration.objects.filter(consultation=consultation, member__isnull=False)
        there = there.exclude(status__in=[status.value for status in OVER])
        for member, name, address in there.values_list("member", "person__name", "person__email").iterator():
            self._names[member or 0][address] = plain(name)

    def look(self, entry: Entry) -> None:
        """Note that the address stands in an earlier row."""
        address, row = entry.details.email, entry.row
        first = self._rows.setdefault(address, row.number)
        if address and first != row.number:
            row.error("email", ImportCode.IMPORT_ADDRESS_TWICE, row=first)

    def look_for_similar(self, entry: Entry) -> None:
        """Note somebody of the same Member whose name is nearly the same."""
        if entry.member is None:
            return
        name, names = plain(entry.details.name), self._names[entry.member.pk]
        if not name:
            return
        match = process.extractOne(name, names, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if match is not None:
            entry.row.warn("name", ImportCode.IMPORT_PROBABLY_THE_SAME, address=match[2])
        names[entry.details.email] = name


class NamesSeen:
    """Names by what those that look alike have in common: of who is there already, and of rows that were checked.

    Args:
        known: Whose name it is, by an address or a code, and the name.
        same: Also the same name is another's: of two Members, not of two persons.
    """

    def __init__(self, known: Iterable[tuple[str, str]], *, same: bool = False) -> None:
        self._same = same
        self._by_skeleton: dict[str, dict[str, str]] = defaultdict(dict)
        for whose, name in known:
            self._add(whose, name)

    def look(self, row: Row, column: str, whose: str, name: str) -> None:
        """Note letters of several scripts in one word, and a name that looks like another's."""
        if mixed := mixed_words(name):
            row.warn(column, ImportCode.IMPORT_NAME_MIXED, word=mixed[0])
        alike = {
            other: there
            for skeleton in skeletons(name)
            for other, there in self._by_skeleton.get(skeleton, {}).items()
            if other != whose and (self._same or folded(there) != folded(name))
        }
        if alike:
            row.warn(column, ImportCode.IMPORT_NAME_LOOKS_LIKE, names=sorted(set(alike.values())))
        self._add(whose, name)

    def _add(self, whose: str, name: str) -> None:
        for skeleton in skeletons(name):
            self._by_skeleton[skeleton][whose] = name
