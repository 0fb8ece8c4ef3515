"""The navigation of a page at the desk: its entries by phase with what is to do, and the way down to the page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.core.cache import caches
from django.urls import NoReverseMatch, reverse

from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.journal.record import last_entry
from hemicycle.people.member_names import member_name
from hemicycle.people.models import Member
from hemicycle.web.access import visits
from hemicycle.web.access.route_permissions import routes
from hemicycle.web.desk.access import entries_for, sitter
from hemicycle.web.desk.matters import Matters, matters
from hemicycle.web.desk.pages import BENEATH, PHASES, SEARCH, TO_DO, Phase, entry_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

    from django.http import HttpRequest

    from hemicycle.consultations.models import Consultation
    from hemicycle.web.desk.access import Sitter
    from hemicycle.web.desk.pages import Entry

#: Seconds for which the numbers beside the entries are remembered.
REMEMBERED = 5
_KEPT: Final = "navigation_of_desk"


@dataclass(frozen=True)
class Link:
    """An entry as it is shown.

    Attributes:
        number: Of what is to do there.
        here: As ``aria-current`` has it: ``page`` for the page itself, ``true`` where one beneath it is shown.
    """

    address: str
    label: str
    number: int = 0
    here: str = ""


@dataclass(frozen=True)
class Group:
    """The entries of a phase.

    Attributes:
        folded: It is opened by whoever needs it: what is set up once.
    """

    name: str
    label: str
    links: list[Link]
    folded: bool

    @property
    def here(self) -> bool:
        """One of them is that of the page."""
        return any(link.here for link in self.links)

    @property
    def number(self) -> int:
        """Of what is to do in all of them."""
        return sum(link.number for link in self.links)


@dataclass(frozen=True)
class Crumb:
    """A page above the one that is shown; ``code`` where its name is a symbol, which is written from left to right."""

    address: str
    label: str
    code: bool = False


class Navigation:
    """What stands beside and above a page at the desk. Whatever it shows is read once for a request."""

    def __init__(self, at: Sitter, page: str, arguments: Mapping[str, Any], visit: object) -> None:
        self._at, self._page, self._arguments, self._visit = at, page, arguments, visit

    @property
    def consultation(self) -> Consultation:
        """Whose desk it is."""
        return self._at.consultation

    @cached_property
    def matters(self) -> Matters:
        """All that waits.

        The numbers beside the entries are some twenty queries, more than most pages have of their own: they are
        remembered for ``REMEMBERED`` seconds, or until the next act, whosever it is. The list of what is to do is read
        each time.
        """
        if self._page == TO_DO:
            return self._read()
        # What comes without an act, as a message or a deadline, is late by these seconds at most.
        last = last_entry()
        key = f"waits:{self._at.consultation.pk}:{self._at.visitor.registration.pk}:{last}"
        remembered = caches["process"]
        found = remembered.get(key)
        if not isinstance(found, Matters):
            found = self._read()
            remembered.set(key, found, REMEMBERED)
        return found

    def _read(self) -> Matters:
        return matters(self._at.consultation, self._at.visitor, self._at.now)

    @cached_property
    def _entries(self) -> list[Entry]:
        return entries_for(self._at.visitor)

    @cached_property
    def to_do(self) -> Link:
        """The entry above all phases."""
        here = "page" if self._page == TO_DO else ""
        return Link(self._address(TO_DO), "", len(self.matters.own), here)

    @property
    def search(self) -> str:
        """The address of the search."""
        return self._address(SEARCH)

    @cached_property
    def groups(self) -> list[Group]:
        """The phases that have a page for this reader, in order."""
        by_phase: dict[Phase, list[Link]] = {phase: [] for phase in Phase}
        current = entry_of(self._page)
        for entry in self._entries:
            if entry.phase is not None:
                by_phase[entry.phase].append(self._link(entry, current))
        return [
            Group(phase.value, str(PHASES[phase]), links, folded=phase is Phase.SET_UP)
            for phase, links in by_phase.items()
            if links
        ]

    def _link(self, entry: Entry, current: str) -> Link:
        name = self._name(entry)
        here = "page" if name == self._page else "true" if entry.name == current else ""
        return Link(self._address(name), str(entry.label), self.matters.number(*entry.counts), here)

    def _name(self, entry: Entry) -> str:
        """The page that an entry leads this reader to."""
        return entry.name if entry.action is None or self._at.visitor.may_read(entry.action) else entry.otherwise

    @cached_property
    def crumbs(self) -> list[Crumb]:
        """The pages above this one, from the first: none but those that its reader may open."""
        labels = {entry.name: (self._name(entry), str(entry.label)) for entry in self._entries}
        found: list[Crumb] = []
        page = self._page
        while page in BENEATH:
            page = BENEATH[page].above
            if page in labels:
                name, label = labels[page]
                found += [Crumb(self._address(name), label)] if name != self._page else []
            elif page in BENEATH:
                found += self._called(page)
        if self._page != TO_DO and (found or entry_of(self._page)):
            found.append(Crumb(self._address(TO_DO), str(self.consultation)))
        return found[::-1]

    def _called(self, page: str) -> list[Crumb]:
        """A page about something, as its pages beneath call it."""
        try:
            about = attrgetter(BENEATH[page].called)(self._visit)
            address = self._address(page)
        except (AttributeError, NoReverseMatch):
            return []
        if isinstance(about, Member):
            return [Crumb(address, member_name(about))]
        words = str(about)
        return [Crumb(address, NATIVE_NAMES.get(words, words), code=words.isascii() and "/" in words)]

    def _address(self, page: str) -> str:
        """The address of a page, of which this one's names all that it needs."""
        known = {**self._arguments, "slug": self.consultation.slug}
        return _address(page, *((name, known[name]) for name in sorted(_arguments_of(page)) if name in known))


@lru_cache(maxsize=4096)
def _address(page: str, *named: tuple[str, Any]) -> str:
    """Every page of a desk names some forty, and to make an address takes Django as long as a short query."""
    return reverse(page, kwargs=dict(named))


@cache
def _arguments_of(page: str) -> frozenset[str]:
    """What the address of a page names."""
    return next(frozenset(route.pattern.pattern.converters) for route in routes() if route.name == page)


def of_request(request: HttpRequest) -> Navigation | None:
    """The navigation of the page that a request asks for; None for whoever does not sit at a desk."""
    if not hasattr(request, _KEPT):
        setattr(request, _KEPT, _of_request(request))
    kept: Navigation | None = getattr(request, _KEPT)
    return kept


def _of_request(request: HttpRequest) -> Navigation | None:
    match, at = request.resolver_match, sitter(request)
    if match is None or at is None:
        return None
    return Navigation(at, match.url_name or "", match.kwargs, visits.of(request))
