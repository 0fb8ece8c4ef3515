"""The table of the desk's pages: complete, and true of the views."""

from __future__ import annotations

from collections import Counter

import pytest

from hemicycle.people.access import Requirement
from hemicycle.rules.capacity import ROLES
from hemicycle.rules.permissions import PERMISSIONS, Action
from hemicycle.web.access.route_permissions import Route, routes
from hemicycle.web.desk.kinds import DOING, Kind
from hemicycle.web.desk.pages import BENEATH, ENTRIES, PHASES, TO_DO, Phase, entry_of
from hemicycle.web.desk.words import _WORDS

#: Files, and what is sent and answered with another page.
NO_PAGES = frozenset(
    {
        "annex_file",
        "letter_language_file",
        "import_columns",
        "enquiry_result",
        "reply_source",
        "people_undo",
        "export_file",
        "enquiry_record",
        "arrival_original",
        "arrival_file",
        "help_case_file",
        "contribution_source",
    }
)
BY_NAME: dict[str, Route] = {route.name: route for route in routes()}


def arguments(page: str) -> set[str]:
    return set(BY_NAME[page].pattern.pattern.converters) - {"slug"}


@pytest.mark.parametrize("name", sorted(name for name, route in BY_NAME.items() if "<slug:slug>/desk/" in route.path))
def test_a_page_of_the_desk_has_its_place(name: str) -> None:
    assert name in NO_PAGES or entry_of(name), "give it a line in `hemicycle/web/desk/pages.py`"


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_an_entry_asks_what_its_page_asks(entry: object) -> None:
    assert entry in ENTRIES
    (found,) = [one for one in ENTRIES if one is entry]
    route = BY_NAME[found.name]
    assert not arguments(found.name)
    if found.action is None:
        assert route.requires in {Requirement.PART, Requirement.DESK} or is_open_to_roles(route.requires)
    else:
        # Members of the body are read by every participant; at the desk they are changed.
        assert found.action in {route.requires, route.to_send}
    if found.otherwise:
        instead = BY_NAME[found.otherwise].requires
        assert instead is Requirement.PART or is_open_to_roles(instead)


def is_open_to_roles(required: object) -> bool:
    """Whoever has a desk has a role."""
    return isinstance(required, Action) and PERMISSIONS[required] >= set(ROLES)


@pytest.mark.parametrize("page", BENEATH)
def test_a_page_names_all_that_the_page_above_it_names(page: str) -> None:
    above = BENEATH[page].above
    assert above in BENEATH or above == TO_DO or above in {entry.name for entry in ENTRIES}
    assert arguments(above) <= arguments(page)
    assert entry_of(page)
    assert (above not in BENEATH) or BENEATH[above].called, "pages beneath it call it something"


def test_what_can_be_done_is_counted_at_one_entry() -> None:
    counted = Counter(kind for entry in ENTRIES for kind in entry.counts)
    assert counted == Counter(kind for kind in Kind if DOING[kind].action is not None)


def test_each_kind_has_words_and_each_phase_a_label() -> None:
    assert set(_WORDS) == set(DOING) == set(Kind)
    assert set(PHASES) == set(Phase)
