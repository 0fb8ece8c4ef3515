"""What every test shares."""

from __future__ import annotations

import gc
import os
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import create_autospec

import cent
import hypothesis
import pytest
from django.utils import translation
from hypothesis import Phase

from hemicycle.live import pacing, push
from hemicycle.live.shared import shared

if TYPE_CHECKING:
    from collections.abc import Iterator

# No deadline: other work on the machine slows single examples down, and a rule's speed is not what they prove.
hypothesis.settings.register_profile("quick", max_examples=60, deadline=None)
hypothesis.settings.register_profile("thorough", max_examples=2000, deadline=None)
# Whether a change of the code is noticed, by the same examples each time and without looking for the smallest one.
hypothesis.settings.register_profile(
    "mutants", max_examples=20, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate]
)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(autouse=True)
def _english() -> None:
    """Each test begins in English: the language of the last request of another one stays in its thread."""
    translation.activate("en")


@pytest.fixture(autouse=True)
def _fresh_room() -> None:
    """Nobody has asked the room's addresses before, and nothing is built: keys come again from test to test."""
    pacing.buckets.clear()
    shared.clear()


@pytest.fixture(autouse=True)
def _push_engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A push engine that takes everything, where no real one is started.

    What one test could not publish would else be sent again until the process ends, in the midst of another test.
    """
    if not set(FOLDERS) & set(request.path.parts):
        monkeypatch.setattr(push, "_client", lambda: TAKES_EVERYTHING)


#: Fixtures that tests of several rooms use.
pytest_plugins = [
    "tests.support.guards",
    "tests.support.migrated",
    "tests.support.migrations",
    "tests.support.papers",
    "tests.support.room",
    "tests.support.agenda",
    "tests.support.registrations",
    "tests.support.templates",
]

HERE = Path(__file__).parent
#: Folders whose tests need more than a database; the marks are explained in pyproject.toml.
FOLDERS = ("browser", "media", "operating")
TAKES_EVERYTHING = create_autospec(cent.Client, instance=True)
TAKES_EVERYTHING.history.return_value = cent.HistoryResult(offset=0, epoch="first")
DATABASE = {"db", "transactional_db", "django_db_setup"}
#: Not run on PostgreSQL: pages as one reader after the other sees them. They send no statement that no other test sends
#: there: the permission matrix opens every address and sends every form, and each room's own tests read and write.
ALIKE = ("bench", "web")
#: Of these, what does run there: one of each kind at every address, and lists that are searched, sorted and filtered.
UNLIKE = (
    "web/access/matrix/test_forms.py",
    "web/access/matrix/test_fuzz.py",
    "web/access/matrix/test_permission_matrix.py",
    "web/access/test_room_commands.py",
    "web/desk/test_search.py",
    "web/documents",
    "web/members",
    "web/registration/test_participants.py",
    "web/registration/test_people_desk.py",
)
#: Whose tests take a minute and more: of no other order depends what they prove.
LONGEST = (
    "browser/from_empty",
    "browser/test_correspondence.py",
    "browser/test_summary_published.py",
    "ops/test_demo.py",
    "web/access/matrix",
    "web/test_papers.py",
)
#: People in the live room whose test compares moments, or whose network is made worse: with both cores to itself.
ALONE = (
    "browser/test_connection_test.py",
    "browser/test_connection_ways.py",
    "browser/test_ears.py",
    "browser/test_floor.py",
    "browser/test_hostile.py",
    "browser/test_interpretation.py",
    "browser/test_presiding_voice.py",
    "browser/test_proxies.py",
    "browser/test_recovery.py",
    "browser/test_simulation.py",
    "browser/test_spoken.py",
    "browser/test_spoken_booth.py",
    "browser/test_spoken_room.py",
)


_contents = count(1)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A file's content names no test: an archive has the second in it at which it was made, in each process another."""
    return f"{argname}-{next(_contents)}" if isinstance(val, bytes | bytearray) else None


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What is loaded by now stays for all tests: it is not looked through for garbage again and again."""
    gc.unfreeze()  # mutation testing runs one session after the other in a process
    gc.collect()
    gc.freeze()


def _mark_room(item: pytest.Function) -> None:
    if "visit" in item.fixturenames:
        item.add_marker("room")
    if item.get_closest_marker("room") and _lies_in(item, ALONE):
        item.add_marker("alone")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Function]) -> Iterator[None]:
    """Mark what touches the database, what of it runs on PostgreSQL too, and what its folder says; the longest first.

    Of two workers one would else end its share while the other begins with a test of minutes.
    """
    if gone := [name for name in (*ALIKE, *UNLIKE, *LONGEST, *ALONE) if not (HERE / name).exists()]:
        raise pytest.UsageError(f"no such tests, take them out of tests/conftest.py: {', '.join(gone)}")
    for item in items:
        folders = [folder for folder in FOLDERS if folder in item.path.parts]
        for folder in folders:
            item.add_marker(folder)
            if folder != "browser":
                # One worker runs them all: they share one engine.
                item.add_marker(pytest.mark.xdist_group(folder))
        if "whole_harvest" in item.fixturenames:
            # So that it is made once: it takes longer than most tests that ask for it.
            item.add_marker(pytest.mark.xdist_group("harvest"))
        _mark_room(item)
        if "migrate_back" in item.fixturenames:
            item.add_marker("migrations")
        if DATABASE & set(item.fixturenames) or item.get_closest_marker("django_db"):
            item.add_marker("database")
            unlike = _commits(item) or not _lies_in(item, ALIKE) or _lies_in(item, UNLIKE)
            if unlike and not folders and not item.get_closest_marker("alike"):
                item.add_marker("postgres")
    yield
    # After pytest-django has put what commits behind what does not.
    items.sort(key=lambda item: not _lies_in(item, LONGEST))


def _lies_in(item: pytest.Function, places: tuple[str, ...]) -> bool:
    """Whether a test is in one of these files or folders."""
    return any(item.path.is_relative_to(HERE / place) for place in places)


def _commits(item: pytest.Function) -> bool:
    """Whether a test commits: threads and connections that see each other's changes are another thing there."""
    mark = item.get_closest_marker("django_db")
    return "transactional_db" in item.fixturenames or bool(mark and mark.kwargs.get("transaction"))
