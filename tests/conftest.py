"""What every test shares."""

from __future__ import annotations

import os

import hypothesis
import pytest
from django.utils import translation

# No deadline: other work on the machine slows single examples down, and a rule's speed is not what they prove.
hypothesis.settings.register_profile("quick", max_examples=60, deadline=None)
hypothesis.settings.register_profile("thorough", max_examples=2000, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(autouse=True)
def _english() -> None:
    """Each test begins in English: the language of the last request of another one stays in its thread."""
    translation.activate("en")


#: Fixtures that tests of several rooms use.
pytest_plugins = ["tests.support.room", "tests.support.agenda", "tests.support.registrations"]

#: Folders whose tests need more than a database; the marks are explained in pyproject.toml.
FOLDERS = ("browser", "media")
DATABASE = {"db", "transactional_db", "django_db_setup"}
#: Here each test says by itself whether it runs on PostgreSQL too: the rest are pages as different people read them.
PAGES = "web"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Mark what touches the database, what of it runs on PostgreSQL too, and what its folder says."""
    for item in items:
        for folder in FOLDERS:
            if folder in item.path.parts:
                item.add_marker(folder)
                # One worker runs them all: they share one engine, or one running product.
                item.add_marker(pytest.mark.xdist_group(folder))
        if DATABASE & set(item.fixturenames) or item.get_closest_marker("django_db"):
            item.add_marker("database")
            if _threads(item) or not {PAGES, *FOLDERS} & set(item.path.parts):
                item.add_marker("postgres")


def _threads(item: pytest.Function) -> bool:
    """Whether a test commits, as one must whose threads or connections see each other's changes."""
    mark = item.get_closest_marker("django_db")
    return "transactional_db" in item.fixturenames or bool(mark and mark.kwargs.get("transaction"))
