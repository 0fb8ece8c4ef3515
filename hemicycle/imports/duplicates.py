"""Whoever stands twice in a file, or is probably registered under another address already."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from hemicycle.imports.reasons import ImportCode
from hemicycle.people.models import Registration
from hemicycle.people.similar_names import plain
from hemicycle.rules.registration import OVER

if TYPE_CHECKING:
    from hemicycle.consultations.models import Consultation
    from hemicycle.imports.registration_cells import Entry

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
