"""What every test shares."""

from __future__ import annotations

import os

import hypothesis
import pytest

# No deadline: other work on the machine slows single examples down, and a rule's speed is not what they prove.
hypothesis.settings.register_profile("quick", max_examples=60, deadline=None)
hypothesis.settings.register_profile("thorough", max_examples=2000, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Mark what touches the database, so that ``-m database`` runs it on another one."""
    for item in items:
        if {"db", "transactional_db", "django_db_setup"} & set(item.fixturenames) or item.get_closest_marker(
            "django_db"
        ):
            item.add_marker("database")
